import assert from 'node:assert/strict'
import { newId } from '../src/kernel/index.ts'
import type { MoveAnswer, MoveQuoteAnswer } from '../src/web/dashboard/api/move_answers.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import { fulfilled, pay, placeOrder, type GuestOrder } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'
import { addVipNight, type TestTable, type VipNightMade } from './vip_catalog.ts'

type Asked = Pick<House, 'url'>
type Order = Pick<GuestOrder, 'order_id'>

/** What is sold on both nights: GA tickets of one kind, and a VIP table. */
export const moveWares = ['GA', 'VIP'] as const
export type MoveWare = (typeof moveWares)[number]

/** A night that sells GA tickets and a table, both at this price for the whole order of two. */
export function nightAt(
  house: Pick<House, 'db'>,
  price_minor: number,
  more: { capacity?: number; tables?: TestTable[]; doors_in?: string } = {},
): Promise<VipNightMade> {
  const { capacity = 100, tables, doors_in } = more
  return addVipNight(house.db, {
    types: [{ name: `Kind at ${price_minor}`, price_minor: price_minor / 2, capacity }],
    tables: tables ?? [{ guests_included: 4, guests_max: 10, deposit_minor: price_minor }],
    ...(doors_in !== undefined && { doors_in }),
  })
}

/** Buys two tickets, or a table for two, of a night. */
export async function buyAt(
  house: House,
  ware: MoveWare,
  night: VipNightMade,
): Promise<GuestOrder & { email: string }> {
  const order = await placeOrder(house, night.slug, wishOf(ware, night))
  await pay(house, order)
  await fulfilled(house, order, 2)
  return order
}

/** What two heads wish for. */
export const wishOf = (ware: MoveWare, { types, tables }: VipNightMade) =>
  ware === 'GA' ? { [types[0] ?? '']: 2 } : { table: { wished_id: tables[0] ?? '', party_size: 2 } }

/** What moving an order takes, as its page asks; with a night, what that has for it. */
export function quoteOf(
  house: Asked,
  member: Browser,
  { order_id }: Order,
  night_id?: string,
): Promise<DashboardReply<MoveQuoteAnswer>> {
  const query = night_id ? `?night=${night_id}` : ''
  return dashboard<MoveQuoteAnswer>(house, member, 'GET', `orders/${order_id}/move${query}`)
}

/** What the dialog would send to move the order to the first kind, or table, of that night. */
export async function wantedFor(
  house: Asked,
  member: Browser,
  order: Order,
  night: Pick<VipNightMade, 'night_id'>,
): Promise<Record<string, unknown> & { difference_minor: number }> {
  const { status, body } = await quoteOf(house, member, order, night.night_id)
  assert.equal(status, 200, JSON.stringify(body))
  const { lines, to, paid_minor, from_night_id } = body
  const kind = to?.kinds[0]
  const table = to?.tables[0]
  const price_minor = table
    ? (table.prices[0]?.charged_minor ?? 0)
    : lines.reduce((sum, { heads }) => sum + heads * (kind?.price_minor ?? 0), 0)
  const choice = table
    ? { vip_table_id: table.vip_table_id, package_id: null }
    : { kinds: lines.map(({ line_id }) => ({ line_id, ticket_type_id: kind?.ticket_type_id })) }
  const difference_minor = price_minor - paid_minor
  const { night_id } = night
  const waives = difference_minor > 0
  return { move_id: newId('mov'), from_night_id, night_id, choice, difference_minor, waives }
}

/** Asks for a move. */
export function askToMove(
  house: Asked,
  member: Browser,
  { order_id }: Order,
  wanted: object,
): Promise<DashboardReply<MoveAnswer>> {
  return dashboard<MoveAnswer>(house, member, 'POST', `orders/${order_id}/move`, wanted)
}

/** Moves an order to the first kind, or table, of that night, which must succeed. */
export async function mustMove(
  house: Asked,
  member: Browser,
  order: Order,
  night: Pick<VipNightMade, 'night_id'>,
): Promise<MoveAnswer> {
  const wanted = await wantedFor(house, member, order, night)
  const { status, body } = await askToMove(house, member, order, wanted)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/**
 * For which night an order is, and how many of its heads have a valid ticket or pass of it; their
 * codes as a move locks them.
 */
export async function standsAt(
  { db }: Pick<House, 'db'>,
  { order_id }: Order,
): Promise<{ night_id: string; heads: number; codes: string[] }> {
  const { rows } = await db.query<{ night_id: string; heads: number; codes: string[] }>({
    text: `select o.night_id, count(e.code)::int as heads,
                  coalesce(array_agg(e.code order by e.id), '{}') as codes
             from orders o left join (
               select id, order_id, night_id, code from tickets where state = 'valid'
               union all select id, order_id, night_id, code from passes where state = 'valid') e
               on e.order_id = o.id and e.night_id = o.night_id
            where o.id = $1 group by o.night_id`,
    values: [order_id],
  })
  const [found] = rows
  assert.ok(found, `order ${order_id}`)
  return found
}
