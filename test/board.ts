import assert from 'node:assert/strict'
import { bookingOfOrder } from '../src/tickets/index.ts'
import type {
  Board,
  BoardAction,
  BoardAnswer,
  BoardPartyAnswer,
} from '../src/web/dashboard/api/board_answers.ts'
import { dashboard } from './dashboard.ts'
import { fulfilled, pay, placeOrder, type Answer } from './guest.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'
import type { StaffAnswer } from './staff.ts'
import { addVipNight, type TestTable, type VipNightMade } from './vip_catalog.ts'

/** The board of a night, as somebody who is signed in sees it. */
export async function boardOf(
  house: Pick<House, 'url'>,
  member: Pick<Browser, 'cookie'>,
  night: string,
): Promise<Board> {
  const path = `board?night=${encodeURIComponent(night)}`
  const { status, body } = await dashboard<BoardAnswer>(house, member, 'GET', path)
  assert.equal(status, 200, JSON.stringify(body))
  assert.ok(body.board, 'the night has VIP tables')
  return body.board
}

/** A night of such tables, of which the first ones are booked by these guests, two each. */
export async function nightOfGuests(
  house: House,
  names: string[],
  tables: TestTable[] = [{}, {}, {}, {}],
): Promise<VipNightMade & { ids: string[] }> {
  const night = await addVipNight(house.db, { tables })
  const ids: string[] = []
  for (const [index, name] of names.entries()) {
    const wish = { table: { wished_id: night.tables[index] ?? '', party_size: 2 } }
    const guest = { name, email: `${name}@guest.example`, phone: '+49 30 1234567' }
    const order = await placeOrder(house, night.slug, wish, guest)
    await pay(house, order)
    await fulfilled(house, order, 2)
    ids.push((await bookingOfOrder(house.db, order.order_id))?.id ?? '')
  }
  return { ...night, ids }
}

/** One party of it, with all that its panel shows. */
export async function partyOf(
  house: Pick<House, 'url'>,
  member: Pick<Browser, 'cookie'>,
  id: string,
): Promise<BoardPartyAnswer> {
  const path = `board/parties/${id}`
  const { status, body } = await dashboard<BoardPartyAnswer>(house, member, 'GET', path)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** Asks the staff's API as somebody who is signed in. */
export async function asMember(
  { url }: Pick<House, 'url'>,
  member: Pick<Browser, 'cookie'>,
  method: 'POST' | 'DELETE',
  path: string,
  body: object = {},
): Promise<Answer<StaffAnswer>> {
  const response = await fetch(`${url}/api/staff/${path}`, {
    method,
    headers: { cookie: member.cookie(), origin: url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { status, headers } = response
  return { status, headers, body: (await response.json()) as StaffAnswer }
}

/** How the board does what it offers. */
export const steps: Partial<Record<BoardAction, ['POST' | 'DELETE', string]>> = {
  arrive: ['POST', 'arrival'],
  seat: ['POST', 'seating'],
  release: ['POST', 'release'],
  no_show: ['POST', 'no_show'],
  lock: ['POST', 'lock'],
  unlock: ['DELETE', 'lock'],
  unassign: ['DELETE', 'table'],
  undo_arrival: ['POST', 'arrival/reversal'],
  undo_seating: ['POST', 'seating/reversal'],
  undo_release: ['POST', 'release/reversal'],
  undo_no_show: ['POST', 'no_show/reversal'],
}
