import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { calledOffWords } from './called_off_words.ts'
import { formatTime } from './dates.ts'
import { depositWords } from './deposit_words.ts'
import { differenceWords } from './difference_words.ts'
import { endingOf } from './ending.ts'
import { moneyBack } from './money_back.ts'
import type { OrderStage } from './order_stage.ts'
import type { PartyView } from './party_view.ts'
import type { OrderPageView } from './views.ts'
import { whyBack } from './why_back.ts'

/** The heading of an order's page and the sentence below it. */
export interface StageWords {
  heading: string
  text: string
}

/** What an order's page says first, by its stage and by what was ordered. */
export function stageWords(view: OrderPageView, stage: OrderStage): StageWords {
  const { order, party } = view
  if (stage === 'refund_due' && view.unsent.is_lost) return messagesFor(view.locale).refunds.lost
  const told = differenceWords(view, stage) ?? calledOffWords(view, stage)
  if (told) return told
  const deposit = depositWords(view, stage)
  if (deposit) return deposit
  if (stage === 'over') {
    const { over, disputes } = messagesFor(view.locale).bookings
    return endingOf(party) ? over : disputes.guests
  }
  if (stage === 'withdrawn') {
    const { withdrawn, nightCancelled } = messagesFor(view.locale).comps
    if (view.night.state === 'cancelled') return nightCancelled
    return { heading: withdrawn.heading, text: withdrawn.text(view.venue.name) }
  }
  if (stage === 'ready' && order.comp_id !== null && !endingOf(party)) return compWords(view)
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

function compWords({ order, party, locale }: OrderPageView): StageWords {
  const { comps, bookings } = messagesFor(locale)
  const email = order.guest_email ?? ''
  const { heading, text } = comps.table
  if (party) return { heading, text: text(party.table?.name ?? bookings.someTable, email) }
  return { heading: comps.ready.heading, text: comps.ready.text(email) }
}

function partyWords(
  view: OrderPageView,
  party: PartyView,
  kind: 'vip' | 'vip_guests',
  stage: Exclude<OrderStage, 'over' | 'withdrawn'>,
): StageWords {
  const { stages, endings } = messagesFor(view.locale).bookings
  const ending = stage === 'ready' ? endingOf(party) : undefined
  if (ending) return endings[ending]
  const { heading, text } = stages[kind][stage]
  const facts = {
    time: heldUntil(view),
    email: view.order.guest_email ?? '',
    amount: amountBack(view),
    table: party.table?.name ?? null,
    effect: whyBack(view),
  }
  return { heading, text: text(facts) }
}

function heldUntil({ hold_expires_at, locale, venue }: OrderPageView): string {
  return hold_expires_at ? formatTime(hold_expires_at, locale, venue.time_zone) : ''
}

/** All that goes back; an order from before refunds were written down has its total alone. */
function amountBack(view: OrderPageView): string {
  const { order, locale } = view
  const { requested_minor, sent_minor, unsent_minor } = moneyBack(view)
  const amount_minor = requested_minor + sent_minor + unsent_minor || order.total_minor
  return formatMoney({ amount_minor, currency: order.currency }, locale)
}
