import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { formatDay } from '../pages/dates.ts'
import { orderPath } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import { endOf, whyBack } from '../pages/why_back.ts'
import type { Mail } from './confirmation.ts'
import { noteMail } from './note.ts'

/** An order whose deposit was reserved and is not any more, in minor units. */
export interface ReleasedMailView extends PurchaseView {
  released_minor: number
  /** It had ended long before, and the venue had given it up: nothing becomes free now. */
  is_waived: boolean
}

/** The mail that tells a guest that a deposit was let go, and why: nothing was charged for it. */
export function releasedMail(view: ReleasedMailView): Mail {
  const { night, venue, order, locale } = view
  const { releasedMail: messages, deposits } = messagesFor(locale)
  const end = endOf(view)
  const money = { amount_minor: view.released_minor, currency: order.currency }
  const amount = formatMoney(money, locale)
  const day = formatDay(night.doors_at, locale, venue.time_zone)
  const intro = view.is_waived
    ? messages.introWaived(night.title)
    : messages.intro(amount, night.title)
  const next = view.is_waived ? messages.waived : messages.arrives
  return noteMail(view, {
    subject: messages.subject[end](night.title, day),
    heading: deposits.endings[end],
    preview: next,
    sentences: [intro, whyBack(view), next],
    facts: view.is_waived ? [] : [[messages.amount, amount]],
    links: [[messages.open, view.publicUrl + orderPath(order)]],
  })
}
