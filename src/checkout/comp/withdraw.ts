import {
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import {
  findComp,
  lockComp,
  lockOrder,
  markOrderWithdrawn,
  markWithdrawn,
  resellAll,
  type Comp,
  type Order,
} from '../../orders/index.ts'
import { bookingOfOrder, endBooking, lockBooking, withdrawTickets } from '../../tickets/index.ts'
import { compWithdrawnMail, type Till } from '../till.ts'

export type WithdrawRefusal = 'comp_unknown' | 'comp_not_given' | 'comp_used'

/**
 * Takes a comp back, in one transaction: its tickets or passes are void, its stock is on sale
 * again, and its guest is told. Refused once somebody has gone in. Taking it back again does
 * nothing more.
 */
export async function withdrawComp(
  till: Till,
  { comp_id, actor }: { comp_id: string; actor: string },
): Promise<Comp | Refused<WithdrawRefusal>> {
  return transaction(till.db, async (tx) => {
    const known = await findComp(tx, comp_id)
    if (!known) return refuse('comp_unknown', 'comp_id')
    if (known.order_id === null) return refuse('comp_not_given', 'comp_id')
    const order = must(await lockOrder(tx, known.order_id), `the order of comp ${comp_id}`)
    // Taken back already, by somebody else or with its night, of which its guest has been told.
    if (order.state === 'withdrawn') return must(await findComp(tx, comp_id), `comp ${comp_id}`)
    if (!(await takeCompBack(tx, order, actor))) return refuse('comp_used', 'comp_id')
    await oweMail(tx, compWithdrawnMail, order.id)
    tx.afterCommit(() => till.log.info({ comp: known.id, order: order.id }, 'comp.withdrawn'))
    return must(await findComp(tx, comp_id), `comp ${comp_id}`)
  })
}

/**
 * Ends what an order of a comp has given, once: its tickets or passes are void, and its stock is on
 * sale again. False, and nothing is done, when somebody is in. The caller has locked the order,
 * and tells its guest.
 */
export async function takeCompBack(tx: Tx, order: Order, actor: string): Promise<boolean> {
  // After the order, as everybody locks them.
  const comp = must(await lockComp(tx, order.comp_id ?? ''), `the comp of order ${order.id}`)
  if (comp.state === 'withdrawn') return true
  if (!(await voidGiven(tx, order))) return false
  await markWithdrawn(tx, comp.id, actor)
  await markOrderWithdrawn(tx, order.id)
  await noteInAuditTrail(tx, {
    action: 'comp.withdrawn',
    subject_id: comp.id,
    actor,
    detail: { order: order.id },
  })
  // Stock is locked last.
  await resellAll(tx, order.id)
  return true
}

/** False when somebody is in, or was. */
async function voidGiven(tx: Tx, order: Order): Promise<boolean> {
  if (order.kind === 'ga') return withdrawTickets(tx, order.id)
  const { id } = must(await bookingOfOrder(tx, order.id), `the booking of order ${order.id}`)
  const booking = must(await lockBooking(tx, id), `booking ${id}`)
  // It was called off, or nobody came: its passes are void, and its table is on sale, already.
  if (booking.state === 'cancelled' || booking.state === 'no_show') return true
  if (booking.state !== 'confirmed') return false
  return (await endBooking(tx, booking, 'cancelled')).isCancelled
}
