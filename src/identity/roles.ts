/** What somebody of the venue is there. The first may do most. */
export const roles = ['owner', 'manager', 'host', 'door'] as const
export type Role = (typeof roles)[number]

/**
 * What may be done by whom. A route names one of these beside itself, and nothing else decides who
 * gets in. The door sees no money: neither revenue nor what a party has paid.
 */
const ALLOWED = {
  /** One's own account, and the page that leads to everything else. */
  'account.use': ['owner', 'manager', 'host', 'door'],
  /** How the night goes: who is in, and what stands in the way. Money needs `revenue.read`. */
  'night.watch': ['owner', 'manager', 'host', 'door'],
  'guests.admit': ['owner', 'manager', 'host', 'door'],
  /** The page of the door: for members alone, since a device has an API of its own. */
  'door.work': ['owner', 'manager', 'host', 'door'],
  /** Takes back what a colleague has let in, within the minute; one's own anybody may. */
  'admissions.undo': ['owner', 'manager'],
  'parties.read': ['owner', 'manager', 'host'],
  'parties.manage': ['owner', 'manager', 'host'],
  'door_money.take': ['owner', 'manager', 'host'],
  /** One guest's order, with what it cost: whoever helps a guest has to see it. */
  'orders.read': ['owner', 'manager', 'host'],
  /** Sends tickets again, writes a note. */
  'orders.help': ['owner', 'manager', 'host'],
  /** Calls bookings off, gives money back, issues tickets again, takes or gives up a deposit. */
  'money.decide': ['owner', 'manager'],
  /** Asks for free tickets, or a table, for somebody; and says whether they are given. */
  'comps.ask': ['owner', 'manager', 'host'],
  'comps.approve': ['owner', 'manager'],
  'revenue.read': ['owner', 'manager'],
  /** Makes nights, and decides what is sold of them. */
  'nights.manage': ['owner', 'manager'],
  /** Draws the house's floor plans, and says what tables cost. */
  'plans.manage': ['owner', 'manager'],
  'alerts.handle': ['owner', 'manager'],
  /** Who is mailed about alerts. */
  'alerts.settle': ['owner'],
  'members.manage': ['owner'],
  /** Who did what, and when. */
  'audit.read': ['owner', 'manager'],
  /** What is known of a guest: hands it out, and takes it out of the books. */
  'guests.erase': ['owner'],
  /** The venue, its prices' taxes, its mails, and what is kept of guests. */
  'house.settle': ['owner'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof ALLOWED

/** Every permission there is. */
export const permissions = Object.keys(ALLOWED) as Permission[]

/** May somebody with this role do that? */
export function may(role: Role, permission: Permission): boolean {
  const allowed: readonly Role[] = ALLOWED[permission]
  return allowed.includes(role)
}

/** Is `text` the name of a role? */
export function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text)
}
