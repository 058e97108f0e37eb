import {
  assignTable,
  giveBack,
  leaveTable,
  lockVipNight,
  take,
  type TableConflict,
} from '../../catalog/index.ts'
import { bug, must, refuse, step, type Refused, type Tx } from '../../kernel/index.ts'
import {
  letNightsDiffer,
  moveLineHold,
  moveOrders,
  moveTableHolds,
  replaceAgreement,
  type Agreement,
  type Order,
} from '../../orders/index.ts'
import { moveBookingToNight, movePasses, moveTickets, narrowBooking } from '../../tickets/index.ts'
import { creditOf } from '../deposit/credit.ts'
import type { MovableParty } from './movable.ts'
import type { KindChosen } from './other_night.ts'

/**
 * Tickets change their night and their kind. Stock is taken and given back in the order of ids, as
 * everybody does it; refused where too little is left. So many of each kind, `handed`, are taken
 * already: by who has paid the difference.
 */
export async function moveKinds(
  tx: Tx,
  kinds: KindChosen[],
  night_id: string,
  handed = new Map<string, number>(),
): Promise<Refused<'not_enough_left' | 'sold_out'> | undefined> {
  const changes = new Map([...handed].map(([id, heads]) => [id, -heads]))
  const change = (id: string, by: number) => changes.set(id, (changes.get(id) ?? 0) + by)
  for (const { line_id, type, heads } of kinds) {
    const held = must(await moveLineHold(tx, line_id, type.id), `what line ${line_id} was sold`)
    const moved = await moveTickets(tx, line_id, { night_id, ticket_type_id: type.id })
    if (held.quantity !== heads || moved !== heads) bug(`line ${line_id} was locked and changed`)
    change(held.from_type_id, -heads)
    change(type.id, heads)
  }
  step('move.tickets_moved')
  for (const [id, by] of [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (by < 0) await giveBack(tx, id, -by)
    else if (by > 0 && !(await take(tx, id, by))) return refuseShort(kinds, id)
  }
  return undefined
}

/** Of this kind too little is left. */
export function refuseShort(
  kinds: KindChosen[],
  id: string,
): Refused<'not_enough_left' | 'sold_out'> {
  const left = kinds.find(({ type }) => type.id === id)?.type.left ?? 0
  return left > 0
    ? refuse('not_enough_left', 'choice.kinds', { left })
    : refuse('sold_out', 'choice.kinds')
}

/** The booking's bill is another one: what the evening costs, and what of the money counts. */
export async function agreeAnew(
  tx: Tx,
  order: Order,
  { booking, agreement }: MovableParty,
  terms: Agreement,
): Promise<void> {
  const before_minor = await creditOf(tx, order)
  await replaceAgreement(tx, terms)
  const after_minor = await creditOf(tx, order)
  const worth_minor = agreement.worth_minor - terms.worth_minor
  await narrowBooking(tx, booking.id, worth_minor, before_minor - after_minor)
}

/** Table, passes and everybody who has paid for them go to the other night, or it says why not. */
export async function moveParty(
  tx: Tx,
  { booking, heads, order_ids }: MovableParty,
  { order_id, night_id, vip_table_id, arrive_by }: Agreement,
): Promise<Refused<TableConflict> | undefined> {
  await letNightsDiffer(tx)
  await moveOrders(tx, order_ids, night_id)
  await movePasses(tx, booking.id, night_id)
  step('move.party_moved')
  // Both nights in the order of their ids, so that two who move between them never deadlock.
  for (const id of [booking.night_id, night_id].toSorted()) await lockVipNight(tx, id)
  await leaveTable(tx, booking.night_id, booking.id)
  const refused = await assignTable(tx, night_id, vip_table_id, booking.id, heads)
  if (refused) return refused
  const to = { id: booking.id, night_id, vip_table_id, arrive_by }
  if ((await moveBookingToNight(tx, to)) === 0) bug(`booking ${booking.id} was locked and changed`)
  await moveTableHolds(tx, order_id, { night_id, vip_table_id })
  return undefined
}
