import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatTime } from './dates.ts'
import { depositWords } from './deposit_words.ts'
import { endingOf } from './ending.ts'
import { moneyBack } from './money_back.ts'
import type { OrderStage } from './order_stage.ts'
import type { PartyView } from './party_view.ts'
import type { OrderPageView } from './views.ts'

/** The heading of an order's page and the sentence below it. */
export interface StageWords {
  heading: string
  text: string
}

/** What an order's page says first, by its stage and by what was ordered. */
export function stageWords(view: OrderPageView, stage: OrderStage): StageWords {
  const { order, party } = view
  const deposit = depositWords(view, stage)
  if (deposit) return deposit
  if (stage === 'over') return messagesFor(view.locale).bookings.over
  if (party && order.kind !== 'ga') return partyWords(view, party, order.kind, stage)
  const { stages } = messagesFor(view.locale)
  const { heading } = stages[stage]
  if (stage === 'payable') return { heading, text: stages.payable.text(heldUntil(view)) }
  if (stage === 'ready') return { heading, text: stages.ready.text(order.guest_email ?? '') }
  if (stage === 'refund_due' || stage === 'refunded') {
    return { heading, text: stages[stage].text(amountBack(view), view.tickets.length > 0) }
  }
  return { heading, text: stages[stage].text() }
}

function partyWords(
  view: OrderPageView,
  party: PartyView,
  kind: 'vip' | 'vip_guests',
  stage: Exclude<OrderStage, 'over'>,
): StageWords {
  const { stages, endings, someTable } = messagesFor(view.locale).bookings
  const ending = stage === 'ready' ? endingOf(party) : undefined
  if (ending) return endings[ending]
  const { heading, text } = stages[kind][stage]
  const facts = {
    time: heldUntil(view),
    email: view.order.guest_email ?? '',
    amount: amountBack(view),
    table: party.table?.name ?? someTable,
    effect: effectOfEnd(view, party, kind),
  }
  return { heading, text: text(facts) }
}

/** What an order whose money all goes back has ended; undefined where it never had anything. */
function effectOfEnd(
  { locale }: OrderPageView,
  party: PartyView,
  kind: 'vip' | 'vip_guests',
): string | undefined {
  const messages = messagesFor(locale).bookingRefund
  if (party.passes.length === 0) return undefined
  const ending = endingOf(party)
  if (ending) return messages.over[ending]
  if (kind === 'vip_guests') return messages.guestsVoid
  return party.passes.some(({ admitted_at }) => admitted_at) ? messages.partlyIn : messages.ended
}

function heldUntil({ hold_expires_at, locale, venue }: OrderPageView): string {
  return hold_expires_at ? formatTime(hold_expires_at, locale, venue.time_zone) : ''
}

/** All that goes back; an order from before refunds were written down has its total alone. */
function amountBack({ order, refunds, locale }: OrderPageView): string {
  const { requested_minor, sent_minor, unsent_minor } = moneyBack(refunds)
  const amount_minor = requested_minor + sent_minor + unsent_minor || order.total_minor
  return formatMoney({ amount_minor, currency: order.currency }, locale)
}
