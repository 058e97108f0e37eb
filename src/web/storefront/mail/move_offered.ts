import { formatMoney } from '../../../kernel/index.ts'
import { messagesFor } from '../../messages.ts'
import { untilWords } from '../pages/difference_words.ts'
import { orderPath } from '../pages/layout.ts'
import type { PurchaseView } from '../pages/views.ts'
import type { Mail } from './confirmation.ts'
import { noteMail } from './note.ts'

/** The order of a move's difference, and until when it can be paid. */
export interface MoveOfferedView extends PurchaseView {
  hold_expires_at: Date | null
}

/** The mail that asks a guest for the difference of a move, with the link to pay it. */
export function moveOfferedMail(view: MoveOfferedView): Mail {
  const { night, order, difference, locale } = view
  const { mail: messages } = messagesFor(locale).differences
  const money = { amount_minor: order.total_minor, currency: order.currency }
  const amount = formatMoney(money, locale)
  const intro = messages.intro(difference?.from ?? '', night.title, amount)
  const until = messages.until(untilWords(view, view.hold_expires_at))
  return noteMail(view, {
    subject: messages.subject(night.title, amount),
    heading: messages.heading,
    preview: intro,
    sentences: [intro, until, messages.afterwards],
    facts: [[messages.amount, amount]],
    links: [[messages.open, `${view.publicUrl}${orderPath(order)}/checkout`]],
  })
}
