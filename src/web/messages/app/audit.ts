import { houseDeeds } from './audit_house.ts'

/** What an entry of the audit trail names, in words already. */
export interface DeedFacts {
  /** The entry's own figures and words of ours. */
  detail: Record<string, string | number>
  /** `amount_minor` of the detail, or what is given back, written out. */
  amount: string
  /** Members and VIP tables by their names; empty where they are gone, or there is none. */
  member: string
  table: string
  from: string
  to: string
  night: string
}

/** One sentence for each action; a test finds the actions that have none. */
export type DeedSentences = Record<string, (facts: DeedFacts) => string>

const roles: Record<string, string> = {
  owner: 'owner',
  manager: 'manager',
  host: 'host',
  door: 'door',
}
const roleOf = (role: string | number | undefined) => roles[String(role)] ?? String(role)
const named = (lead: string, name: string) => (name ? `${lead && ` ${lead}`} ${name}` : '')

const textOf = (value: string | number | undefined) => String(value ?? '')
/** What became of what the other night costs less, or more. */
const differences: Record<string, (amount: string) => string> = {
  back: (amount) => `; ${amount} goes back`,
  at_door: (amount) => `; ${amount} more is due at the door`,
  waived: (amount) => `; ${amount} was let go`,
  paid: (amount) => `; the guest has paid ${amount} more`,
}

const people: DeedSentences = {
  'account.password_changed': () => 'Changed their own password.',
  'account.password_reset': () => 'Set another password by a link that came by mail.',
  'account.reset_asked': () => 'Asked for a link to set another password.',
  'account.second_factor_added': () => 'Turned their second factor on.',
  'account.second_factor_begun': () => 'Began to set up a second factor.',
  'account.second_factor_removed': () => 'Turned their second factor off.',
  'account.session_ended': () => 'Signed one of their own browsers out.',
  'member.invitation_withdrawn': ({ detail }) =>
    `Took an invitation as ${roleOf(detail['role'])} back.`,
  'member.invited': ({ detail }) => `Invited somebody as ${roleOf(detail['role'])}.`,
  'member.joined': ({ detail }) => `Came to work here as ${roleOf(detail['role'])}.`,
  'member.removed': ({ detail }) => `Removed a member who was ${roleOf(detail['role'])}.`,
  'member.renamed': () => 'Changed their own name.',
  'member.role_changed': ({ detail, member }) =>
    `Changed the role${named('of', member)} from ${roleOf(detail['from'])} to ${roleOf(detail['to'])}.`,
  'sign_in.code_refused': () => 'Gave a wrong code when signing in.',
  'sign_in.ended': () => 'Signed out.',
  'sign_in.refused': () => 'Could not sign in: the address or the password was wrong.',
  'sign_in.succeeded': ({ detail }) =>
    detail['second_factor'] ? 'Signed in with a second factor.' : 'Signed in.',
}

const money: DeedSentences = {
  'deposit.captured': ({ amount }) => `Took the deposit of ${amount} from the card.`,
  'deposit.given_up': ({ amount }) =>
    `Called a booking off whose deposit of ${amount} had expired.`,
  'deposit.released': ({ amount }) => `Let the deposit of ${amount} go.`,
  'deposit.waived': ({ amount }) => `Kept a booking without its deposit of ${amount}.`,
  'door_payment.reversed': ({ amount }) => `Took a payment at the door back: ${amount}.`,
  'door_payment.taken': ({ amount, detail }) =>
    `Took ${amount} at the door, ${detail['kind'] === 'cash' ? 'in cash' : 'by card'}.`,
  'mail.resent': () => 'Sent the mail again.',
  'order.email_corrected': () => 'Corrected the e-mail address.',
  'order.erased': () => 'Erased the guest; the books stay.',
  'order.exported': () => 'Handed out what is known of the guest.',
  'order.reissued': () => 'Made a new code for a ticket or pass; the old one counts no more.',
  'order.renamed': () => 'Corrected what the guest is called.',
  'order.issue_tried': () => 'Tried to issue the tickets by hand.',
  'order.moved': ({ detail, amount }) =>
    `Moved the order${named('from', textOf(detail['from_night']))}${named('to', textOf(detail['to_night']))}${differences[textOf(detail['outcome'])]?.(amount) ?? ''}.`,
  'order.move_offered': ({ detail, amount }) =>
    `Asked the guest to pay ${amount} first, to move${named('from', textOf(detail['from_night']))}${named('to', textOf(detail['to_night']))}.`,
  'order.move_withdrawn': () => 'Took it back that the guest may pay to move.',
  'order.noted': () => 'Wrote a note; it stands with the order.',
  'refund.requested': ({ amount }) => `Asked for a refund of ${amount}.`,
}

const bookings: DeedSentences = {
  'booking.arrival_undone': () => 'Took it back that the party has arrived.',
  'booking.arrived': ({ table }) => `Noted that the party has arrived${named('at', table)}.`,
  'booking.assigned': ({ to }) => `Gave the party a table${to ? `: ${to}` : ''}.`,
  'booking.cancelled': ({ amount, detail }) =>
    Number(detail['gives_back_minor'] ?? 0) > 0
      ? `Called the booking off; ${amount} goes back.`
      : 'Called the booking off.',
  'booking.guests_added': ({ detail }) =>
    `Added ${detail['guests'] === 1 ? '1 guest' : `${detail['guests']} guests`} to the booking.`,
  'booking.locked': ({ table }) => `Locked the booking to its table${named('', table)}.`,
  'booking.moved': ({ from, to }) => `Moved the party${named('from', from)}${named('to', to)}.`,
  'booking.no_show': () => 'Noted that nobody of the party came.',
  'booking.no_show_undone': () => 'Took it back that nobody of the party came.',
  'booking.release_undone': () => 'Took it back that the party has left.',
  'booking.released': ({ table }) => `Noted that the party has left${named('', table)}.`,
  'booking.erased': () => 'Erased the name of a party that had walked in.',
  'booking.renamed': () => 'Corrected what the party is called.',
  'booking.seated': ({ table }) => `Seated the party${named('at', table)}.`,
  'booking.unassigned': ({ from }) => `Took the party off its table${named('', from)}.`,
  'booking.unlocked': () => 'Let the booking be moved again.',
  'booking.walked_in': ({ to, detail }) =>
    `Gave a party of ${detail['heads']} that walked in a table${to ? `: ${to}` : ''}.`,
  'entrance.outside_hours': ({ detail }) =>
    `Let ${detail['heads'] ?? 'somebody'} in while the doors were closed.`,
  'entrance.undone': ({ detail }) =>
    `Took it back that ${detail['heads'] ?? 'somebody'} had been let in.`,
  'pass.erased': () => 'Erased whose a pass was; that it let somebody in stays.',
  'pass.exported': () => 'Handed out what is known of the holder of a pass.',
  'pass.kept': () => 'Left a pass valid whose guest is in already.',
  'pass.renamed': () => 'Corrected whose a pass is.',
  'pass.revoked': () => 'Took a pass back and made another.',
  'table.blocked': ({ table, night }) =>
    `Took ${table ? `table ${table}` : 'a table'} off the sale${named('for', night)}.`,
  'table.unblocked': ({ table, night }) =>
    `Put ${table ? `table ${table}` : 'a table'} back on sale${named('for', night)}.`,
  'ticket.duplicate_admitted': () => 'A ticket too many has let somebody in.',
  'ticket.voided': () => 'Made a ticket too many void.',
}

const alerts: DeedSentences = {
  'alert.acknowledged': () => 'Acknowledged an alert.',
  'alert.assigned': ({ detail }) =>
    detail['to'] === 'nobody' ? 'Took an alert from whoever had it.' : 'Assigned an alert.',
  'alert.resolved': () => 'Resolved an alert by hand.',
  'alert_recipients.changed': ({ detail }) =>
    `Changed who is mailed about alerts: ${detail['to']} people, ${detail['from']} before.`,
}

export const englishAudit = {
  heading: 'Audit log',
  lead: 'What was done here, by whom and when. Nothing in it can be changed.',
  filters: 'Filters',
  search: 'About',
  searchHint: 'Order, booking or ticket number, a guest’s e-mail, a member’s name',
  person: 'Who',
  anyPerson: 'Everybody',
  kind: 'Kind',
  anyKind: 'Every kind',
  night: 'Night',
  anyNight: 'Every night',
  nightNote: 'Of a night: what was done to it, its tables and its bookings.',
  from: 'From',
  to: 'Before',
  clear: 'Clear filters',
  csv: 'Download CSV',
  list: 'What was done, newest first',
  columns: { at: 'When', actor: 'Who', deed: 'What', subject: 'About' },
  csvColumns: ['When (UTC)', 'Who', 'What', 'Kind', 'Subject', 'Order', 'Night', 'Entry'],
  own: {
    coatcheck: 'Coatcheck, by itself',
    guest: 'A guest',
    stripe: 'Stripe',
    unknown: 'Somebody unknown',
  } as Record<string, string>,
  kinds: {
    vip_night: 'VIP tables of nights',
    package: 'Packages',
    close_settings: 'Night reports',
    comp: 'Free places',
    ticket_type: 'Kinds of tickets',
    venue: 'Venue',
    account: 'Own account',
    alert: 'Alerts',
    alert_recipients: 'Mails about alerts',
    booking: 'Bookings',
    deposit: 'Deposits',
    door_payment: 'Payments at the door',
    entrance: 'Entrances',
    floor_plan: 'Floor plans',
    guest_retention: 'Data protection',
    mail: 'Mails',
    mail_sender: 'Sender of mails',
    mail_texts: 'Texts of mails',
    member: 'Members',
    night: 'Nights',
    order: 'Orders',
    pass: 'Passes',
    plan_picture: 'Pictures of plans',
    price_rates: 'Taxes and fees',
    refund: 'Refunds',
    sign_in: 'Sign-ins',
    table: 'VIP tables',
    ticket: 'Tickets',
  } as Record<string, string>,
  toOrder: 'Order',
  toMembers: 'Members',
  toAlerts: 'Alerts',
  empty: 'Nothing yet',
  emptyNote: 'What people do here stands here from now on.',
  noneFound: 'Nothing like that was done',
  noneFoundNote: 'Check the number, or clear the filters.',
  deeds: { ...people, ...money, ...bookings, ...alerts, ...houseDeeds },
}

export type AuditWords = typeof englishAudit
