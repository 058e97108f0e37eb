import { ask, type Request } from './doorway.ts'
import type { Stage } from './stage.ts'

/** What the staff shows with every change. */
export const STAFF_KEY = 'staff_key_of_the_simulated_night_0123456789'

/** What the list of a night shows. */
export interface StaffList {
  bookings: {
    id: string
    state: string
    ended_at: string | null
    table: { id: string } | null
    deposit: { state: string; authorised_minor: number | null } | null
    ledger: { paid_minor: number; due_minor: number }
  }[]
  tables: { id: string; state: string }[]
}

/** Reads what the staff sees of a night; undefined when there is no answer. */
export async function readList(stage: Stage, slug: string): Promise<StaffList | undefined> {
  const parts = ['bookings', 'tables'].map(async (what) => {
    const { status, text } = await ask(stage, {
      method: 'GET',
      path: `/api/staff/nights/${slug}/${what}`,
      route: `/api/staff/nights/:slug/${what}`,
      bearer: STAFF_KEY,
      server: 0,
    })
    return status === 200 ? (JSON.parse(text) as Partial<StaffList>) : {}
  })
  const list = Object.assign({}, ...(await Promise.all(parts))) as Partial<StaffList>
  return list.bookings && list.tables ? (list as StaffList) : undefined
}

/** Who makes a change, and why. */
export interface By {
  stage: Stage
  act: { what: string; actor: string }
  server: number
}

/** Does something; false when it was refused. */
export const put = (by: By, path: string, body: object = {}): Promise<boolean> =>
  change(by, 'POST', path, body)
/** Takes something back; false when that was refused. */
export const takeBack = (by: By, path: string): Promise<boolean> => change(by, 'DELETE', path, {})

/** What somebody of the staff may be told when another one, or a guest, was faster. */
const KNOWN = new Set([
  'balance_exceeded',
  'booking_arrived',
  'booking_locked',
  'booking_not_arrived',
  'booking_over',
  'booking_still_awaited',
  'booking_unassigned',
  'deposit_not_authorised',
  'deposit_not_lapsed',
  'door_money_taken',
  'nothing_to_keep',
  'party_too_large',
  'rate_limited',
  'refund_disputed',
  'refund_not_captured',
  'refund_too_much',
  // Whoever takes a deposit taps again later.
  'stripe_unreachable',
  'table_blocked',
  'table_kept',
  'table_taken',
])

async function change(
  { stage, act, server }: By,
  method: Request['method'],
  path: string,
  body: object,
): Promise<boolean> {
  const { status, code } = await ask(stage, {
    method,
    path: `/api/staff${path}`,
    route: `/api/staff${path.replaceAll(/\w+_\w{20,}/g, ':id')}`,
    json: { actor: act.actor, ...body },
    bearer: STAFF_KEY,
    server,
  })
  const isDone = status >= 200 && status < 300
  if (!isDone && !KNOWN.has(code)) stage.tally.fault(`${act.what}: ${status} ${code}`)
  stage.tally.count(isDone ? `staff ${act.what}` : `staff refused ${code}`)
  return isDone
}
