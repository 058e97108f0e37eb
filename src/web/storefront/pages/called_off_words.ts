import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { isUncharged } from './deposit_words.ts'
import { endingOf } from './ending.ts'
import { moneyBack } from './money_back.ts'
import type { OrderStage } from './order_stage.ts'
import type { OrderPageView } from './views.ts'
import { endOf } from './why_back.ts'

/**
 * What an order's page says of a night that does not take place, in the place of its stage's words.
 * Undefined of a night that does, and where other words say it: of a party's evening that had ended
 * before, or whose people are in, and of a deposit that was never charged.
 */
export function calledOffWords(
  view: OrderPageView,
  stage: OrderStage,
): { heading: string; text: string } | undefined {
  const { night, party, locale } = view
  const ending = endingOf(party)
  if (night.state !== 'cancelled' || ending === 'released' || ending === 'no_show') return undefined
  const { heading, ...words } = messagesFor(locale).calledOff
  const say = (text: string) => ({ heading, text })
  switch (stage) {
    case 'payable':
    case 'over':
      return say(words.unpaid)
    case 'lapsed':
    case 'checking':
      return say(words.checking)
    case 'expired':
      return say(words.uncharged)
    case 'expired_unsure':
      return say(words.unsure)
    case 'preparing':
    case 'delayed':
    case 'ready':
      return say(words[owedOf(view)])
    case 'refund_due':
    case 'refunded':
      return closedWords(view, stage)
  }
}

function closedWords(view: OrderPageView, stage: 'refund_due' | 'refunded') {
  const { order, party, locale } = view
  if (isUncharged(view) || (party && endOf(view) === 'stays')) return undefined
  const { heading, ...words } = messagesFor(locale).calledOff
  const { requested_minor, sent_minor, unsent_minor } = moneyBack(view)
  const amount_minor = requested_minor + sent_minor + unsent_minor
  if (amount_minor === 0) return { heading, text: words.free }
  const amount = formatMoney({ amount_minor, currency: order.currency }, locale)
  return { heading, text: words[stage === 'refunded' ? 'refunded' : 'due'](amount) }
}

/** What has not been called off yet, or waits for a bank. */
function owedOf(view: OrderPageView): 'owed' | 'disputed' | 'free' {
  const { tickets, party, charge } = view
  if (tickets.some((ticket) => ticket.is_disputed) || party?.is_disputed) return 'disputed'
  return charge ? 'owed' : 'free'
}
