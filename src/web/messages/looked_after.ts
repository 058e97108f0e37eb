const reached = (amount: string, title: string) =>
  `your payment of ${amount} for ${title} has reached us, and it is being looked after. `

const sorry = ', and we are sorry for that.'
const elseMoney = 'after all, all of your money goes back to you.'

/** The mail for a guest who was charged and whose tickets or booking take longer than a moment. */
export const englishLookedAfterMail = {
  subject: (amount: string, title: string, when: string) =>
    `Your payment of ${amount} is being looked after: ${title}, ${when}`,
  preview: 'You were charged once. You need to do nothing.',
  heading: 'Payment received',
  intro: {
    ga: (amount: string, title: string) =>
      `${reached(amount, title)}Your tickets take a little longer than they should${sorry}`,
    vip: (amount: string, title: string) =>
      `${reached(amount, title)}Your booking takes a little longer than it should${sorry}`,
    vip_guests: (amount: string, title: string) =>
      `${reached(amount, title)}Your guests’ passes take a little longer than they should${sorry}`,
  },
  once: 'You were charged once. You need to do nothing, and please do not pay again.',
  outcome: {
    ga:
      'Your tickets come by mail as soon as they are ready. If we cannot give them to you ' +
      elseMoney,
    vip:
      'Your booking comes by mail, with its passes, as soon as it is ready. If we cannot give it ' +
      `to you ${elseMoney}`,
    vip_guests:
      'The passes come by mail as soon as they are ready. If we cannot give them to you ' +
      elseMoney,
  },
  /** Where the card was accepted and is charged later: "charged once" would be wrong. */
  reserved: {
    subject: (_amount: string, title: string, when: string) =>
      `Your booking is being looked after: ${title}, ${when}`,
    preview: 'Nothing was charged. You need to do nothing.',
    heading: 'Card accepted',
    intro: (amount: string, title: string) =>
      `your card was accepted, and ${amount} are reserved on it for ${title}. Your booking takes a ` +
      `little longer than it should${sorry}`,
    once: 'Nothing was charged. You need to do nothing, and please do not book again.',
    outcome:
      'Your booking comes by mail, with its passes, as soon as it is ready. If we cannot give it ' +
      'to you after all, the reservation ends and nothing is charged.',
    amount: 'Reserved, not charged',
  },
  open: 'Open your order',
  amount: 'Charged, once',
  keep: 'This link is permanent. Anybody who has it has your order, so keep it to yourself.',
}
