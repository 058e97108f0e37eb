import { eraseReasons } from '../../alerts/index.ts'
import {
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import {
  eraseComp,
  ERASED,
  eraseNotes,
  eraseOrderGuest,
  eraseOrigin,
  lockCompsOfMail,
  lockOrder,
  lockOrdersOfMail,
  noteErased,
} from '../../orders/index.ts'
import { eraseCards } from '../../payments/index.ts'
import { eraseDoorNotes, eraseHolders } from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { selectAwaitedComps, selectKept } from './erasable.sql.ts'

/** How much was erased; nothing where there is nobody left. */
export interface Erased {
  orders: number
  comps: number
}

/**
 * Takes a guest out of the books, in one transaction: names, addresses, phone numbers, notes,
 * reasons and the last digits of cards. Money, tickets, times and Stripe's ids stay. All of the
 * guest's orders or none: refused while one is still to happen, or its money or a mail is on its
 * way. Done again it does nothing more.
 */
export async function eraseGuest(
  till: Till,
  { email, actor }: { email: string; actor: string },
): Promise<Erased | Refused<'guest_kept'>> {
  return transaction(till.db, async (tx) => {
    const orders = await lockOrdersOfMail(tx, email)
    const comps = await lockCompsOfMail(tx, email)
    // A statement of its own, after the locks: it sees what was done until then.
    const kept = (await selectKept(tx, orders)).filter(({ because }) => because.length > 0)
    const awaited = await selectAwaitedComps(tx, comps)
    if (kept.length + awaited.length > 0) return refuse('guest_kept', 'email')
    for (const id of orders) await eraseLocked(tx, id, actor)
    for (const id of comps) await eraseGivenNever(tx, id, actor)
    tx.afterCommit(() => till.log.info({ orders: orders.length }, 'guest.erased'))
    return { orders: orders.length, comps: comps.length }
  })
}

/** The same for one order; false while its guest has to be kept, or nothing is left of them. */
export async function eraseOrder(tx: Tx, orderId: string, actor: string): Promise<boolean> {
  if (!(await lockOrder(tx, orderId))) return false
  const [kept] = await selectKept(tx, [orderId])
  if (!kept || kept.because.length > 0) return false
  return eraseLocked(tx, orderId, actor)
}

/** A comp that was asked for, and that nobody gave. */
export async function eraseGivenNever(tx: Tx, compId: string, actor: string): Promise<void> {
  if ((await eraseComp(tx, compId)) === 0) return
  await noteInAuditTrail(tx, { action: 'comp.erased', subject_id: compId, actor, detail: {} })
}

async function eraseLocked(tx: Tx, orderId: string, actor: string): Promise<boolean> {
  const { comp_id } = must(await lockOrder(tx, orderId), `order ${orderId}`)
  if ((await eraseOrderGuest(tx, orderId)) === 0) return false
  if (comp_id !== null) await eraseComp(tx, comp_id)
  await eraseNotes(tx, orderId)
  await eraseOrigin(tx, orderId)
  await eraseCards(tx, orderId)
  await eraseReasons(tx, orderId, ERASED)
  await eraseHolders(tx, orderId, ERASED)
  await eraseDoorNotes(tx, orderId)
  await noteErased(tx, orderId, actor)
  await noteInAuditTrail(tx, { action: 'order.erased', subject_id: orderId, actor, detail: {} })
  return true
}
