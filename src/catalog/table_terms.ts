import {
  attemptInside,
  auditTrailOf,
  isRefused,
  noteInAuditTrail,
  refuse,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { changedFields, type Actor } from './edits.ts'
import { openNight } from './night_edit.ts'
import { seatable } from './seating.ts'
import {
  selectEditedTables,
  writeTerms,
  type EditedTable,
  type TableTerms,
} from './table_terms.sql.ts'
import { lockVipNight } from './vip_night.sql.ts'
import { selectWaitingParties } from './waiting_party.sql.ts'

export type TermsRefusal =
  | 'night_unknown'
  | 'night_cancelled'
  | 'vip_not_offered'
  | 'table_unknown'
  | 'table_kept'
  | 'table_stays_held'
  | 'table_stays_booked'
  | 'table_stays_blocked'
  | 'deposit_missing'
  | 'included_over_max'
  | 'guests_over_seats'
  | 'guests_promised'
  | 'over_hard_capacity'
  | 'changed_meanwhile'

/** What is to become of a table: what is left out stays. `version` is what its editor has read. */
export interface TermsChange {
  id: string
  version: number
  set: Partial<TableTerms>
}

/** Refuses what no card can pay: the house's currency decides that, and this room knows none. */
export type TermsCheck<Code extends string> = (terms: TableTerms) => Refused<Code> | undefined

interface Edited {
  before: EditedTable
  after: EditedTable
  fields: string[]
}

/**
 * Changes what tables of a night are sold for, and whether they are: all of them or none. It holds
 * for who books from then on. What somebody has booked, or is paying for, is not taken from them.
 */
export async function changeTables<Code extends string>(
  tx: Tx,
  nightId: string,
  changes: TermsChange[],
  actor: Actor,
  check: TermsCheck<Code>,
): Promise<{ changed: number } | Refused<TermsRefusal | Code>> {
  const night = await openNight(tx, nightId)
  if (isRefused(night)) return night
  if (!(await lockVipNight(tx, nightId))) return refuse('vip_not_offered', 'vip')
  const tables = await selectEditedTables(tx, nightId)
  const edited: Edited[] = []
  for (const { id, version, set } of changes) {
    const before = tables.find(({ vip_table_id }) => vip_table_id === id)
    if (!before) return refuse('table_unknown', 'tables')
    const after = merged(before, set)
    const fields = changedFields<TableTerms>(termsOf(before), termsOf(after))
    if (fields.length === 0) continue
    if (before.version !== version) return refuseOlderTable(tx, nightId, before, version)
    const refused = refuseTerms(before, after) ?? check(after)
    if (refused) return refuse(refused.refused, refused.field, about(before, refused))
    edited.push({ before, after, fields })
  }
  const kept = await refuseKept(tx, nightId, tables, edited)
  if (kept) return kept
  const saved = await attemptInside(tx, () => write(tx, nightId, edited))
  if ('error' in saved) {
    if (Object(saved.error)['constraint'] !== 'hard_capacity') throw saved.error
    return refuse('over_hard_capacity', 'guests_max')
  }
  for (const one of edited) await note(tx, nightId, one, actor)
  return { changed: edited.length }
}

async function write(tx: Tx, nightId: string, edited: Edited[]): Promise<void> {
  const after = edited.map((one) => one.after)
  if (after.length > 0) await writeTerms(tx, nightId, after)
}

/** A deposit is a sum or a share, never both, and only where one is asked for. */
function merged(before: EditedTable, set: Partial<TableTerms>): EditedTable {
  const after = { ...before, ...set }
  if (after.charge === 'full') return { ...after, deposit_minor: null, deposit_percent: null }
  if (set.deposit_percent) return { ...after, deposit_minor: null }
  return set.deposit_minor ? { ...after, deposit_percent: null } : after
}

/** Of a table, only what its terms are. */
export function termsOf(table: TableTerms): TableTerms {
  return {
    is_on_sale: table.is_on_sale,
    table_price_minor: table.table_price_minor,
    minimum_spend_minor: table.minimum_spend_minor,
    charge: table.charge,
    deposit_minor: table.deposit_minor,
    deposit_percent: table.deposit_percent,
    is_deposit_credited: table.is_deposit_credited,
    guests_included: table.guests_included,
    guests_max: table.guests_max,
    extra_guest_price_minor: table.extra_guest_price_minor,
  }
}

const STAYS = {
  booked: 'table_stays_booked',
  held: 'table_stays_held',
  blocked: 'table_stays_blocked',
} as const

function refuseTerms(before: EditedTable, after: EditedTable): Refused<TermsRefusal> | undefined {
  const { state, capacity } = before
  if (state !== 'free' && !after.is_on_sale) return refuse(STAYS[state], 'is_on_sale')
  if (after.charge === 'deposit' && !after.deposit_minor && !after.deposit_percent)
    return refuse('deposit_missing', 'deposit_minor')
  if (after.guests_max > capacity)
    return refuse('guests_over_seats', 'guests_max', { max: capacity })
  // Its party has agreed on how many it may bring.
  if (before.heads > 0 && after.guests_max < before.guests_max)
    return refuse('guests_promised', 'guests_max', { min: before.guests_max })
  if (after.guests_included > after.guests_max)
    return refuse('included_over_max', 'guests_included', { max: after.guests_max })
  return undefined
}

/** Parties that wait for a table still find one that is large enough. */
async function refuseKept(
  tx: Tx,
  nightId: string,
  tables: EditedTable[],
  edited: Edited[],
): Promise<Refused<'table_kept'> | undefined> {
  const parties = (await selectWaitingParties(tx, nightId)).map(({ heads }) => heads)
  if (parties.length === 0) return undefined
  const now = tables.map((table) => edited.find(({ before }) => before === table)?.after ?? table)
  if (seatable(parties, freeSizes(now)) >= seatable(parties, freeSizes(tables))) return undefined
  const [first] = edited
  return refuse('table_kept', first?.after.is_on_sale ? 'guests_max' : 'is_on_sale')
}

const freeSizes = (tables: EditedTable[]) =>
  tables
    .filter(({ is_on_sale, state }) => is_on_sale && state === 'free')
    .map(({ guests_max }) => guests_max)

const about = ({ name }: EditedTable, { detail }: Refused): Record<string, string | number> => ({
  ...detail,
  name,
})

/** Names who has changed the table since, and what of it, as the audit trail has them. */
async function refuseOlderTable(
  tx: Tx,
  nightId: string,
  { vip_table_id, name }: EditedTable,
  version: number,
): Promise<Refused<'changed_meanwhile'>> {
  const trail = await auditTrailOf(tx, vip_table_id)
  const since = trail.filter(
    ({ detail }) => detail['night'] === nightId && Number(detail['version']) > version,
  )
  const names = since.flatMap(({ detail }) => String(detail['fields']).split(' '))
  const fields = [...new Set(names)]
  const by = since.at(-1)?.actor ?? ''
  const field = fields[0] ?? 'version'
  return refuse('changed_meanwhile', field, { fields: fields.join(' '), by, name })
}

async function note(
  tx: Tx,
  nightId: string,
  { before, after, fields }: Edited,
  actor: Actor,
): Promise<void> {
  const changed = after.is_on_sale ? 'table.offered' : 'table.withdrawn'
  const action = fields.includes('is_on_sale') ? changed : 'table.terms_changed'
  await noteInAuditTrail(tx, {
    action,
    subject_id: before.vip_table_id,
    actor,
    detail: { night: nightId, version: before.version + 1, fields: fields.join(' ') },
  })
}
