import assert from 'node:assert/strict'
import { newId } from '../src/kernel/index.ts'
import { bookingOfOrder } from '../src/tickets/index.ts'
import type {
  DoorAnswer,
  DoorNo,
  DoorSearchAnswer,
  DoorVerdict,
  DoorYes,
} from '../src/web/dashboard/api/door_answers.ts'
import { addNight } from './catalog.ts'
import {
  eventually,
  fulfilled,
  intentsAtStripe,
  pay,
  placeOrder,
  type GuestOrder,
} from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'
import { passCodes } from './staff.ts'
import { addVipNight, type TestVipNight } from './vip_catalog.ts'

/** An order on a night whose doors are open, with the codes that let its heads in. */
export interface AtDoor {
  order: GuestOrder & { email: string }
  slug: string
  night_id: string
  codes: string[]
}

/** The doors opened an hour ago. */
const OPEN = { doors_in: '-1 hours' }

/** Buys GA tickets for so many; the guest is called `name`. */
export async function ticketsAtDoor(
  house: House,
  heads: number,
  { name = 'Ada Lovelace', ...night }: { name?: string; doors_in?: string } = {},
): Promise<AtDoor> {
  const made = await addNight(house.db, { ...OPEN, ...night })
  const order = await placeOrder(house, made.slug, { [made.types[0] ?? '']: heads })
  await pay(house, order)
  await fulfilled(house, order, heads)
  await call(house, order, name)
  const { rows } = await house.db.query<{ code: string }>({
    text: `select code from tickets where order_id = $1 order by ordinal`,
    values: [order.order_id],
  })
  return { order, ...made, codes: rows.map(({ code }) => code) }
}

/** Books a table for so many, in the name of `name`. */
export async function partyAtDoor(
  house: House,
  heads: number,
  { name = 'Maya Brandt', ...night }: TestVipNight & { name?: string } = {},
): Promise<AtDoor & { booking_id: string }> {
  const made = await addVipNight(house.db, { ...OPEN, ...night })
  const order = await placeOrder(house, made.slug, {
    table: { wished_id: made.tables[0] ?? '', party_size: heads },
  })
  await pay(house, order)
  await fulfilled(house, order, heads)
  await call(house, order, name)
  const booking = await bookingOfOrder(house.db, order.order_id)
  assert.ok(booking, 'the order has its booking')
  return { order, ...made, booking_id: booking.id, codes: await passCodes(house, booking.id) }
}

async function call({ db }: House, { order_id }: GuestOrder, name: string): Promise<void> {
  await db.query({
    text: `update orders set guest_name = $2 where id = $1`,
    values: [order_id, name],
  })
}

/** The guest's bank takes the money back, or may. */
export async function dispute(house: House, order: GuestOrder): Promise<void> {
  const [intent] = await intentsAtStripe(house, order)
  await house.sim.control.createDispute({ payment_intent: intent!.id })
  await eventually('the dispute is known', async () => {
    const { rowCount } = await house.db.query({
      text: `select from disputes where order_id = $1`,
      values: [order.order_id],
    })
    return rowCount === 1
  })
}

/** A problem document, or what an undo answers. */
interface Problem {
  undone_at?: string
  code: string
  detail: string
  errors: { field: string }[]
}

/** Asks the API of the door's page in the name of whoever is signed in. */
export async function askDoor(
  { url }: Pick<House, 'url'>,
  member: Browser,
  path: string,
  body?: object,
): Promise<{ status: number; body: Problem; text: string }> {
  const response = await fetch(`${url}/api/dashboard/door${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      cookie: member.cookie(),
      origin: url,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text) as Problem, text }
}

/** A request to let somebody in, with an id of its own. */
export const wanted = (night: string, heads: object, is_meant = false) => ({
  id: newId('ent'),
  night,
  heads,
  is_meant,
})

/** Asks to let somebody in; the answer is a verdict. */
export async function verdict(
  house: Pick<House, 'url'>,
  member: Browser,
  request: object,
): Promise<DoorVerdict> {
  const answer = await askDoor(house, member, '/entrances', request)
  assert.equal(answer.status, 200, answer.text)
  return answer.body as unknown as DoorVerdict
}

/** The same, of a code, where the answer must be yes. */
export async function letIn(
  house: Pick<House, 'url'>,
  member: Browser,
  night: string,
  heads: object,
): Promise<DoorYes> {
  const answer = await verdict(house, member, wanted(night, heads))
  assert.ok(answer.verdict === 'in', JSON.stringify(answer))
  return answer
}

/** The same, where it must be no, for this reason. */
export async function keptOut(
  house: Pick<House, 'url'>,
  member: Browser,
  request: object,
  why: DoorNo['why'],
): Promise<DoorNo> {
  const answer = await verdict(house, member, request)
  assert.ok(answer.verdict === 'no', JSON.stringify(answer))
  assert.equal(answer.why, why, JSON.stringify(answer))
  return answer
}

/** Takes an entrance back. */
export const undo = (house: Pick<House, 'url'>, member: Browser, entranceId: string) =>
  askDoor(house, member, `/entrances/${entranceId}/undo`, {})

/** The door of a night as it stands. */
export async function doorNow(
  house: Pick<House, 'url'>,
  member: Browser,
  night: string,
): Promise<DoorAnswer> {
  return (await askDoor(house, member, `?night=${night}`)).body as unknown as DoorAnswer
}

/** What a name finds. */
export async function searchDoor(
  house: Pick<House, 'url'>,
  member: Browser,
  night: string,
  q: string,
): Promise<DoorSearchAnswer> {
  const query = new URLSearchParams({ night, q })
  const answer = await askDoor(house, member, `/search?${query}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body as unknown as DoorSearchAnswer
}
