import { findNightById, findVipNight, tableOffersOf, ticketTypesOf } from '../../catalog/index.ts'
import {
  isRefused,
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Queryable,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { askForComp, lockComp, type Comp, type NewComp } from '../../orders/index.ts'
import type { Till } from '../till.ts'
import { approve, type ApproveRefusal } from './approve.ts'
import { refuseClosed } from './closed.ts'

/**
 * What somebody of the venue asks for, for whom and why; the page that asks makes the id, and keeps
 * it. Who may decide can do so at once.
 */
export interface CompWanted extends Asked {
  approves: boolean
}
type Asked = Omit<NewComp, 'name'>

export type AskRefusal =
  | ApproveRefusal
  | 'night_unknown'
  | 'ticket_type_unknown'
  | 'vip_not_offered'
  | 'comp_taken'

/**
 * Asks for a comp: it waits until somebody decides, or the night is over. Whoever may approve it
 * can do both in one transaction, and stands for both; when nothing is left then, nothing is
 * written. Asking again under the same id returns the first request.
 */
export async function askComp(
  till: Till,
  { approves, ...wanted }: CompWanted,
): Promise<Comp | Refused<AskRefusal>> {
  return transaction(till.db, async (tx) => {
    const known = await lockComp(tx, wanted.id)
    const named = known ?? (await nameOf(tx, wanted))
    if (isRefused(named)) return named
    const asked = known ?? (await write(till, tx, { ...wanted, name: named.name }))
    if (!isSame(asked, wanted)) return refuse('comp_taken', 'comp_id')
    if (!approves || asked.state !== 'asked') return asked
    const decided = await approve(till, tx, asked, wanted.asked_by)
    return isRefused(decided) ? decided : decided.comp
  })
}

/** Of two clicks at once the second one waits here for the first, and finds its request. */
async function write(till: Till, tx: Tx, wanted: NewComp): Promise<Comp> {
  const isNew = (await askForComp(tx, wanted)) > 0
  const comp = must(await lockComp(tx, wanted.id), `comp ${wanted.id}`)
  if (!isNew) return comp
  tx.afterCommit(() => till.log.info({ comp: comp.id, night: comp.night_id }, 'comp.asked'))
  await noteInAuditTrail(tx, {
    action: 'comp.asked',
    subject_id: comp.id,
    actor: comp.asked_by,
    detail: { comp: comp.id, night: comp.night_id, quantity: comp.quantity },
  })
  return comp
}

const isSame = (a: Comp, b: Asked) =>
  (Object.keys(b) as (keyof Asked)[]).every((name) => a[name] === b[name])

/** What it is called that is asked for, or why it cannot be. */
async function nameOf(tx: Tx, wanted: Asked): Promise<{ name: string } | Refused<AskRefusal>> {
  const night = await findNightById(tx, wanted.night_id)
  if (!night) return refuse('night_unknown', 'night')
  const closed = refuseClosed(night)
  if (closed) return closed
  if (wanted.vip_table_id !== null) return nameOfTable(tx, wanted, wanted.vip_table_id)
  const types = await ticketTypesOf(tx, night.id)
  const type = types.find(({ id }) => id === wanted.ticket_type_id)
  return type ?? refuse('ticket_type_unknown', 'ticket_type_id')
}

async function nameOfTable(
  db: Queryable,
  { night_id, quantity }: Asked,
  tableId: string,
): Promise<{ name: string } | Refused<AskRefusal>> {
  if (!(await findVipNight(db, night_id))) return refuse('vip_not_offered', 'table')
  const offers = await tableOffersOf(db, night_id)
  const offer = offers.find(({ vip_table_id }) => vip_table_id === tableId)
  if (!offer) return refuse('table_unknown', 'table')
  const max = offer.guests_max
  return quantity > max ? refuse('party_too_large', 'quantity', { max }) : offer
}
