import { bankDays } from './refunds.ts'

/** What a guest reads of a night that does not take place. Amounts come written out. */
export const englishCalledOff = {
  heading: 'This night is cancelled',
  /** The order's page, by how far its money is. */
  unpaid: 'It does not take place, so there is nothing to pay any more.',
  checking:
    'It does not take place. We are making sure that nothing was charged: whatever was goes back ' +
    'in full.',
  uncharged: 'It does not take place. You were not charged.',
  unsure: 'It does not take place. Anything that still arrives is paid back in full.',
  owed:
    'It does not take place, so nothing that you have bought for it is valid any more. Your money ' +
    'goes back to you by itself. You need to do nothing.',
  disputed:
    'It does not take place, so nothing that you have bought for it is valid any more. Your bank ' +
    'decides about the money, since it wants it back.',
  due: (amount: string) =>
    `It does not take place, so we are paying ${amount} back to you. You need to do nothing.`,
  refunded: (amount: string) =>
    `It does not take place, so we have sent ${amount} back to the card or account it came from. ` +
    bankDays,
  /** Of what nobody has paid for. */
  free: 'It does not take place, so nothing that you have for it is valid any more.',
  ticket: 'Night cancelled. Not valid any more',
  /** In the place of how a booking has ended. */
  effect: 'The night is cancelled, so its passes do not open the door any more.',
  mail: {
    subject: (title: string, when: string) => `Cancelled: ${title}, ${when}`,
    heading: 'The night is cancelled',
    intro: {
      ga: (title: string) =>
        `${title} does not take place. Your tickets for it are not valid any more.`,
      vip: (title: string) =>
        `${title} does not take place, so your booking for it is cancelled. Its passes are not ` +
        'valid any more, also those that you have forwarded.',
    },
    arrives: bankDays,
  },
}
