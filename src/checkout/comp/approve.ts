import {
  findNightById,
  findVenue,
  findVipNight,
  tableOffersOf,
  ticketTypesOf,
} from '../../catalog/index.ts'
import {
  bug,
  must,
  newId,
  newSecret,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import {
  agreementOf,
  findComp,
  findOrder,
  holdLines,
  holdTable,
  insertCompAgreement,
  insertCompLine,
  insertCompOrder,
  linesOf,
  lockComp,
  markApproved,
  markRefused,
  type Comp,
  type Order,
} from '../../orders/index.ts'
import { issueBooking, issueTickets } from '../../tickets/index.ts'
import { confirmationMail, type Till } from '../till.ts'
import { refuseClosed } from './closed.ts'

export type ApproveRefusal =
  | 'comp_unknown'
  | 'comp_decided'
  | 'night_not_on_sale'
  | 'night_over'
  | 'sold_out'
  | 'not_enough_left'
  | 'table_unknown'
  | 'table_blocked'
  | 'table_taken'
  | 'party_too_large'

/** A comp that is approved, and whether it was just now: somebody else may have been faster. */
export interface Approved {
  comp: Comp
  is_new: boolean
}

/**
 * Approves a comp, in one transaction: stock is taken, the order is made with its tickets or its
 * booking, and the mail that brings them is owed. Two who approve at once give it once. Refuses
 * what is refused already, or of which too little is left, and a night that takes nobody.
 */
export async function approveComp(
  till: Till,
  { comp_id, actor }: { comp_id: string; actor: string },
): Promise<Approved | Refused<ApproveRefusal>> {
  return transaction(till.db, async (tx) => {
    const comp = await lockComp(tx, comp_id)
    if (!comp) return refuse('comp_unknown', 'comp_id')
    return approve(till, tx, comp, actor)
  })
}

/** The same in the caller's transaction, which has locked the comp or has just written it. */
export async function approve(
  till: Till,
  tx: Tx,
  comp: Comp,
  actor: string,
): Promise<Approved | Refused<ApproveRefusal>> {
  if (comp.state === 'approved') return { comp, is_new: false }
  if (comp.state !== 'asked') return refuse('comp_decided', 'comp_id')
  const night = must(await findNightById(tx, comp.night_id), `night ${comp.night_id}`)
  const closed = refuseClosed(night)
  if (closed) return closed
  const orderId = newId('ord')
  if ((await markApproved(tx, comp.id, orderId, actor)) === 0) bug(`comp ${comp.id} was locked`)
  const refused = comp.vip_table_id
    ? await giveTable(tx, comp, orderId, comp.vip_table_id)
    : await giveTickets(tx, comp, orderId)
  if (refused) return refused
  await oweMail(tx, confirmationMail, orderId)
  await noteInAuditTrail(tx, {
    action: 'comp.approved',
    subject_id: comp.id,
    actor,
    detail: { order: orderId },
  })
  tx.afterCommit(() => till.log.info({ comp: comp.id, order: orderId }, 'comp.approved'))
  return { comp: must(await findComp(tx, comp.id), `comp ${comp.id}`), is_new: true }
}

/** Says no to a comp, and why. Saying it again returns the first answer. */
export async function refuseComp(
  till: Till,
  { comp_id, actor, refusal }: { comp_id: string; actor: string; refusal: string },
): Promise<Comp | Refused<'comp_unknown' | 'comp_decided'>> {
  return transaction(till.db, async (tx) => {
    const comp = await lockComp(tx, comp_id)
    if (!comp) return refuse('comp_unknown', 'comp_id')
    if (comp.state === 'refused') return comp
    if ((await markRefused(tx, comp.id, refusal, actor)) === 0)
      return refuse('comp_decided', 'comp_id')
    await noteInAuditTrail(tx, {
      action: 'comp.refused',
      subject_id: comp.id,
      actor,
      detail: { night: comp.night_id },
    })
    tx.afterCommit(() => till.log.info({ comp: comp.id }, 'comp.refused'))
    return must(await findComp(tx, comp.id), `comp ${comp.id}`)
  })
}

async function giveTickets(
  tx: Tx,
  comp: Comp,
  orderId: string,
): Promise<Refused<ApproveRefusal> | undefined> {
  const types = await ticketTypesOf(tx, comp.night_id)
  const type = must(
    types.find(({ id }) => id === comp.ticket_type_id),
    `the ticket type of comp ${comp.id}`,
  )
  const order = await writeOrder(tx, comp, orderId, type.name)
  const lines = await linesOf(tx, orderId)
  if (await holdLines(tx, lines, null)) {
    // As it is behind those who were faster.
    const now = (await ticketTypesOf(tx, comp.night_id)).find(({ id }) => id === type.id)
    const left = now?.left ?? 0
    return left > 0
      ? refuse('not_enough_left', 'quantity', { left })
      : refuse('sold_out', 'quantity')
  }
  await issueTickets(tx, order, lines)
  return undefined
}

async function giveTable(
  tx: Tx,
  comp: Comp,
  orderId: string,
  vip_table_id: string,
): Promise<Refused<ApproveRefusal> | undefined> {
  const { night_id, quantity } = comp
  const vip = await findVipNight(tx, night_id)
  const offers = await tableOffersOf(tx, night_id)
  const offer = offers.find((one) => one.vip_table_id === vip_table_id)
  if (!vip || !offer) return refuse('table_unknown', 'table')
  if (offer.state === 'blocked') return refuse('table_blocked', 'table')
  if (quantity > offer.guests_max)
    return refuse('party_too_large', 'quantity', { max: offer.guests_max })
  const order = await writeOrder(tx, comp, orderId, offer.name)
  await insertCompAgreement(tx, comp.id, vip)
  const [line] = await linesOf(tx, orderId)
  const table = { night_id, vip_table_id }
  if (!(await holdTable(tx, must(line, `the line of ${orderId}`), table, quantity, null)))
    return refuse('table_taken', 'table')
  const agreement = must(await agreementOf(tx, orderId), `the agreement of ${orderId}`)
  await issueBooking(tx, order, agreement)
  return undefined
}

async function writeOrder(tx: Tx, comp: Comp, orderId: string, name: string): Promise<Order> {
  const { currency } = must(await findVenue(tx), 'the venue')
  await insertCompOrder(tx, comp.id, { secret: newSecret(), currency })
  await insertCompLine(tx, comp.id, newId('ln'), name)
  return must(await findOrder(tx, orderId), `the order of comp ${comp.id}`)
}
