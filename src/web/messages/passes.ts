/** What a guest reads who was forwarded a pass. Times come written out. */
export const englishPasses = {
  title: 'Guest pass',
  description: 'A guest pass for a VIP table.',
  open: {
    heading: 'You’re invited',
    text: (host: string, table: string) =>
      host ? `${host} has a place for you: ${table}.` : `There is a place for you: ${table}.`,
  },
  claimed: {
    heading: 'You’re in',
    text: (name: string) => `This pass is for ${name}. Show the code at the door.`,
  },
  admitted: {
    heading: 'Welcome in',
    text: (name: string, at: string) =>
      name ? `${name} went in at ${at}.` : `This pass let somebody in at ${at}.`,
  },
  void: {
    heading: 'Not valid any more',
    text: (host: string) =>
      `This pass does not open the door. Ask ${host || 'whoever invited you'} for a new link.`,
    /** Where it was not taken back for a new one. */
    gone: (host: string) =>
      `This pass does not open the door any more. ` +
      `${host || 'Whoever invited you'} can tell you why.`,
  },
  stopped: {
    heading: 'Not valid now',
    text: (host: string) =>
      `This pass does not open the door at the moment. ` +
      `${host || 'Whoever invited you'} can find out why.`,
  },
  /** By what is over, or will not be: the party's evening, its booking, or the night. */
  over: {
    released: {
      heading: 'This is over',
      text: 'This party’s evening is over. Thank you for coming.',
    },
    cancelled: {
      heading: 'Not valid any more',
      text: 'This party’s booking is cancelled, and its passes do not open the door any more.',
    },
    no_show: {
      heading: 'Not valid any more',
      text: 'Nobody of this party came in time, so its table has been given away.',
    },
    night_over: { heading: 'This is over', text: 'This night is over. See you at another one.' },
    night_cancelled: {
      heading: 'Cancelled',
      text: 'This night is cancelled, so there is no door for this pass to open.',
    },
  },
  when: 'Night',
  where: 'Where',
  table: 'Table',
  tableLater: 'It is being chosen. You will see here which one it is.',
  arrive: 'Arrive by',
  someTable: 'a VIP table',
  name: 'Your name',
  nameHint: 'The host of your table sees it, and the door. No account is needed.',
  claim: 'Claim this pass',
  qrLabel: 'QR code of your pass',
  code: 'Code',
  door: 'Show this at the door, on your phone or on paper. It lets one person in.',
  early: 'You may come before the others of your party.',
  calendar: 'Add to calendar',
  keep: 'This page is yours to keep: its link stays the same. Whoever has it has your pass.',
}
