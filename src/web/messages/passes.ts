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
  },
  stopped: {
    heading: 'Not valid now',
    text: (host: string) =>
      `This pass does not open the door at the moment. ` +
      `${host || 'Whoever invited you'} can find out why.`,
  },
  over: {
    heading: 'This is over',
    text: () => 'This party’s evening is over. Thank you for coming.',
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
