import { messagesFor } from '../../messages.ts'
import type { MoneyOfParty } from '../money_of_party.ts'
import { formatDay } from '../pages/dates.ts'
import { orderPath } from '../pages/layout.ts'
import type { DepositView, PurchaseView } from '../pages/views.ts'
import { moneyWords } from './cancelled.ts'
import type { Mail } from './confirmation.ts'
import { noteMail } from './note.ts'

/** An order of a night that does not take place, with what becomes of its money. */
export type NightCancelledMailView = PurchaseView & MoneyOfParty & { deposit: DepositView | null }

/** The mail that tells a guest that a night does not take place, and what comes back and when. */
export function nightCancelledMail(view: NightCancelledMailView): Mail {
  const { night, venue, order, back, locale } = view
  const { calledOff, cancelledMail } = messagesFor(locale)
  const { subject, heading, intro, arrives } = calledOff.mail
  const isBack = back.requested_minor + back.sent_minor > 0
  const money = [...moneyWords(view), ...(isBack ? [arrives] : [])]
  return noteMail(view, {
    subject: subject(night.title, formatDay(night.doors_at, locale, venue.time_zone)),
    heading,
    preview: money.join(' '),
    sentences: [intro[view.party ? 'vip' : 'ga'](night.title), ...money],
    facts: view.party ? [[messagesFor(locale).bookings.panel.policy, view.party.policy]] : [],
    links: [[cancelledMail.open, view.publicUrl + orderPath(order)]],
  })
}
