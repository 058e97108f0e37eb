import assert from 'node:assert/strict'
import { auditTrailOf } from '../src/kernel/index.ts'
import { bookingOfOrder } from '../src/tickets/index.ts'
import { fulfilled, pay, placeOrder, type Answer, type GuestOrder } from './guest.ts'
import type { House } from './house.ts'

/** The keys of a test's house: settings of the product. */
export const keys = {
  STAFF_KEY: 'a-staff-key-that-nobody-guesses',
  DOOR_KEY: 'a-door-key-that-nobody-guesses',
}

/** What the staff's API answers about a booking, or why it does not. */
export interface StaffAnswer {
  id: string
  state: string
  is_walk_in: boolean
  table: { id: string; name: string; zone: string } | null
  party: {
    name: string
    phone: string | null
    heads: number
    claimed: number
    inside: number
  }
  ledger: Record<'worth_minor' | 'paid_minor' | 'credited_minor', number> &
    Record<'taken_minor' | 'due_minor', number>
  deposit: { state: string; authorised_minor: number | null; waived_by: string | null } | null
  locked: boolean
  disputed: boolean
  passes: { head: number; state: string; name: string | null; code?: string; link?: string }[]
  changes: { action: string; actor: string; detail: Record<string, string | number> }[]
  door_payments: { id: string; amount_minor: number; reversed_by: string | null }[]
  bookings: StaffAnswer[]
  unassigned: number
  tables: {
    id: string
    state: string
    heads: number
    block: { by: string; reason: string } | null
  }[]
  code: string
  errors: { field: string; code: string; detail?: Record<string, string | number> }[]
}

/** Asks the staff's API, in Mona's name where the body does not say otherwise. */
export async function staff(
  house: Pick<House, 'url'>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body: object = {},
  key: string = keys.STAFF_KEY,
): Promise<Answer<StaffAnswer>> {
  const response = await fetch(`${house.url}/api/staff/${path}`, {
    method,
    headers: {
      ...(method !== 'GET' && { 'content-type': 'application/json' }),
      ...(key && { authorization: `Bearer ${key}` }),
    },
    ...(method !== 'GET' && { body: JSON.stringify({ actor: 'Mona', ...body }) }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as never,
  }
}

/** The same, for what must succeed. */
export async function staffDo(
  house: Pick<House, 'url'>,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body: object = {},
): Promise<StaffAnswer> {
  const answer = await staff(house, method, path, body)
  assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** Fails unless an answer is the problem document of this refusal, about this field. */
export function assertRefused(
  { status, headers, body }: Answer<StaffAnswer>,
  code: string,
  field: string,
): void {
  assert.equal(body.code, code, JSON.stringify(body))
  assert.equal(body.errors[0]?.field, field)
  assert.ok(status >= 400 && status < 500, String(status))
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/)
}

/** A table that a guest has paid for. */
export interface Booked {
  id: string
  order: GuestOrder & { email: string }
}

/** Books and pays a table for so many. */
export async function bookTable(
  house: House,
  night: string,
  wished_id: string,
  party_size = 2,
): Promise<Booked> {
  const order = await placeOrder(house, night, { table: { wished_id, party_size } })
  await pay(house, order)
  await fulfilled(house, order, party_size)
  const booking = await bookingOfOrder(house.db, order.order_id)
  assert.ok(booking, 'the order has its booking')
  return { id: booking.id, order }
}

/** A wish for more guests, in the name of the party that has booked. */
export const moreFor = ({ id, order }: Booked, guests: number) => ({
  more: { booking_id: id, booking_secret: order.secret, guests },
})

/** The codes of a booking's valid passes, head by head. */
export async function passCodes({ db }: Pick<House, 'db'>, bookingId: string): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>({
    text: `select code from passes where booking_id = $1 and state = 'valid' order by ordinal`,
    values: [bookingId],
  })
  return rows.map(({ code }) => code)
}

/** Holds a pass up at a door. */
export async function scanPass(
  house: Pick<House, 'url'>,
  night: string,
  code: string,
): Promise<{ status: number; code: string }> {
  const response = await fetch(`${house.url}/api/door/admissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.DOOR_KEY}` },
    body: JSON.stringify({ code, night, door: 'North door' }),
  })
  const body = (await response.json()) as { code?: string }
  return { status: response.status, code: body.code ?? '' }
}

/** What the audit trail says of a subject: each action with its actor, from and to. */
export async function trailOf({ db }: Pick<House, 'db'>, subjectId: string): Promise<unknown[][]> {
  const entries = await auditTrailOf(db, subjectId)
  return entries.map(({ action, actor, detail }) => [action, actor, detail['from'], detail['to']])
}
