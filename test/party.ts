import assert from 'node:assert/strict'
import type { Database } from '../src/kernel/index.ts'
import { bookingOfOrder, passesOf, type Booking, type Pass } from '../src/tickets/index.ts'
import { fulfilled, pay, placeOrder, type Answer, type GuestOrder } from './guest.ts'
import type { House } from './house.ts'
import { addVipNight, type TestVipNight } from './vip_catalog.ts'

export const DOOR_KEY = 'a-door-key-that-nobody-guesses'

/** A party whose table is booked and paid for. */
export interface BookedParty {
  order: GuestOrder & { email: string }
  slug: string
  night_id: string
  booking: Booking
  passes: Pass[]
}

/** Books and pays a table of a night of its own for so many. */
export async function bookParty(
  house: House,
  heads: number,
  night: TestVipNight = {},
): Promise<BookedParty> {
  const { slug, night_id, tables } = await addVipNight(house.db, night)
  const wish = { table: { wished_id: tables[0] ?? '', party_size: heads } }
  const order = await placeOrder(house, slug, wish)
  await pay(house, order)
  await fulfilled(house, order, heads)
  const booking = await bookingOfOrder(house.db, order.order_id)
  assert.ok(booking, 'the order has its booking')
  return { order, slug, night_id, booking, passes: await validPasses(house.db, booking.id) }
}

/** The passes of a booking that open the door, head by head. */
export async function validPasses(db: Database, bookingId: string): Promise<Pass[]> {
  const passes = await passesOf(db, bookingId)
  return passes.filter(({ state }) => state === 'valid')
}

/** Where a guest finds a pass. */
export const linkOf = (house: House, pass: Pick<Pass, 'id' | 'claim_secret'>) =>
  `${house.url}/passes/${pass.id}/${pass.claim_secret}`

/** The page of an order. */
export const pageOf = (house: House, { order_id, secret }: GuestOrder) =>
  `${house.url}/orders/${order_id}/${secret}`

/** Sends a form as a browser without a script does, and does not follow where it leads. */
export async function post(
  url: string,
  fields: Record<string, string> = {},
): Promise<{ status: number; location: string; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  const text = (await response.text()).replaceAll(/\s+/g, ' ')
  return { status: response.status, location: response.headers.get('location') ?? '', text }
}

/** Reads a page, with its white space folded. */
export async function read(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url)
  return { status: response.status, text: (await response.text()).replaceAll(/\s+/g, ' ') }
}

/** Holds a pass up at a door of a night. */
export async function scanPass(
  house: House,
  code: string,
  night: string,
): Promise<Answer<{ code?: string }>> {
  const response = await fetch(`${house.url}/api/door/admissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${DOOR_KEY}` },
    body: JSON.stringify({ code, night }),
  })
  const body = (await response.json()) as { code?: string }
  return { status: response.status, headers: response.headers, body }
}
