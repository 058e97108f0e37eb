/** The mail for a guest who was charged and whose tickets take longer than a moment. */
export const englishLookedAfterMail = {
  subject: (amount: string, title: string, when: string) =>
    `Your payment of ${amount} is being looked after: ${title}, ${when}`,
  preview: 'You were charged once. You need to do nothing.',
  heading: 'Payment received',
  intro: (amount: string, title: string) =>
    `your payment of ${amount} for ${title} has reached us, and it is being looked after. ` +
    'Your tickets take a little longer than they should, and we are sorry for that.',
  once: 'You were charged once. You need to do nothing, and please do not pay again.',
  outcome:
    'Your tickets come by mail as soon as they are ready. If we cannot give them to you after ' +
    'all, all of your money goes back to you.',
  open: 'Open your order',
  amount: 'Charged, once',
  keep: 'This link is permanent. Anybody who has it has your order, so keep it to yourself.',
}
