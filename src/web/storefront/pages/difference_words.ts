import { html } from 'ghtml'
import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatMoment } from './dates.ts'
import { moneyBack } from './money_back.ts'
import type { OrderStage } from './order_stage.ts'
import type { StageWords } from './stage_words.ts'
import type { OrderPageView, PurchaseView } from './views.ts'

/** What the difference of a move is for. */
export interface DifferenceView {
  /** The night that the tickets leave. */
  from: string
  /** The page of the order that moves. */
  path: string
  /** The house has taken it back. */
  is_withdrawn: boolean
}

/** A move that waits until its guest has paid the difference, as the order that moves shows it. */
export interface WaitingMove {
  /** The night that the tickets come to. */
  to: string
  amount_minor: number
  currency: string
  /** Until when it can be paid; null once it was. */
  until: Date | null
  is_paid: boolean
  /** Where it is paid. */
  path: string
}

/** That the tickets can move once it is paid, and the way there; empty where nothing waits. */
export function waitingSection(view: OrderPageView, stage: OrderStage): string {
  const { waiting, locale } = view
  if (!waiting || stage !== 'ready') return ''
  const { title, pay, paid } = messagesFor(locale).differences.waiting
  const amount = formatMoney(waiting, locale)
  const words = waiting.is_paid
    ? paid(waiting.to)
    : pay(waiting.to, amount, untilWords(view, waiting.until))
  return html`<section class="notice notice-move" aria-label="${title}">
    <p>${words}</p>
    !${waiting.is_paid ? '' : html`<p><a class="button button-quiet" href="${waiting.path}">${messagesFor(locale).differences.mail.open}</a></p>`}
  </section>`
}

/** What the page of a move's difference says first; undefined for any other order. */
export function differenceWords(view: OrderPageView, stage: OrderStage): StageWords | undefined {
  const { difference, order, night, locale } = view
  if (!difference) return undefined
  const { stages } = messagesFor(locale).differences
  const isWithdrawn = difference.is_withdrawn && (stage === 'expired' || stage === 'lapsed')
  const known: Partial<Record<string, (typeof stages)['refunded']>> = stages
  const words = known[isWithdrawn ? 'withdrawn' : stage]
  if (!words) return undefined
  const { requested_minor, sent_minor, unsent_minor } = moneyBack(view)
  const amount_minor = requested_minor + sent_minor + unsent_minor || order.total_minor
  const amount = formatMoney({ amount_minor, currency: order.currency }, locale)
  const until = untilWords(view, view.hold_expires_at)
  return { heading: words.heading, text: words.text(difference.from, night.title, until, amount) }
}

/** What it is for, in a sentence; empty for any other order. */
export function differenceSentence({ difference, order, night, locale }: PurchaseView): string {
  if (!difference) return ''
  const { total_minor: amount_minor, currency } = order
  const amount = formatMoney({ amount_minor, currency }, locale)
  return messagesFor(locale).differences.explain(difference.from, night.title, amount)
}

/** Until when it can be paid: hours ahead, so that the day is said, too. */
export function untilWords(
  { locale, venue }: Pick<PurchaseView, 'locale' | 'venue'>,
  at: Date | null,
): string {
  return at ? formatMoment(at, locale, venue.time_zone) : ''
}
