/** What a guest reads while a bank wants money back, and the door lets nobody in for it. */
export const englishPartyDisputes = {
  /** The payment that the page is about. */
  own:
    'Your bank wants this payment back. Until that is settled the passes do not open the door. ' +
    'Please talk to your bank, or to us.',
  /** Another one of the same party. */
  other:
    'Your bank wants another payment for this table back. Until that is settled the passes that ' +
    'depend on it do not open the door. Please talk to your bank, or to us.',
  /** The payment of GA tickets. */
  tickets:
    'Your bank wants this payment back. Until that is settled the tickets do not open the door. ' +
    'Please talk to your bank, or to us.',
  /** In the place of the code of a pass, or of a ticket. */
  pass: 'Does not open the door now',
  /** On an order for more guests that is not paid for, while it is the table's payment. */
  guests: {
    heading: 'Nobody can be added now',
    text:
      'Your bank wants the payment for this table back. Until that is settled there is nothing to ' +
      'pay for more guests. You were not charged.',
  },
}
