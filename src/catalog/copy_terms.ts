import {
  attemptInside,
  isRefused,
  must,
  newId,
  noteInAuditTrail,
  refuse,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import type { Actor } from './edits.ts'
import { copyVipSide } from './night_copy.ts'
import { openNight } from './night_edit.ts'
import { insertPackage, selectEditedPackages } from './package_edit.sql.ts'
import { selectEditedTables, type EditedTable, type TableTerms } from './table_terms.sql.ts'
import {
  changeTables,
  termsOf,
  type TermsChange,
  type TermsCheck,
  type TermsRefusal,
} from './table_terms.ts'
import { selectEditedVip, updateVip } from './vip_edit.sql.ts'
import { selectVipNight } from './vip_night.sql.ts'

/** The tables that an editor has read, each in its version. */
export type ReadTables = { id: string; version: number }[]

/** What was copied: onto so many tables, so many packages that were missing, and the policy. */
export interface Copied {
  tables: number
  packages: number
  /** False where it was the same already. */
  policy: boolean
}

type CopyRefused<Code extends string> = Refused<TermsRefusal | 'copy_source_unknown' | Code>

/**
 * Gives the tables of a night the terms that those of the same name had on another night, and adds
 * the packages that it has not, and the policy. A night without VIP tables gets all that the other
 * one has, its plan as well.
 */
export async function copyTermsOfNight<Code extends string>(
  tx: Tx,
  nightId: string,
  from: string,
  read: ReadTables,
  actor: Actor,
  check: TermsCheck<Code>,
): Promise<Copied | CopyRefused<Code>> {
  const night = await openNight(tx, nightId)
  if (isRefused(night)) return night
  const source = from === nightId ? undefined : await selectVipNight(tx, from)
  if (!source) return refuse('copy_source_unknown', 'from')
  const sources = (await selectEditedTables(tx, from)).filter(hasTerms)
  if (!(await selectVipNight(tx, nightId))) {
    const copied = await attemptInside(tx, () => copyVipSide(tx, from, nightId))
    if ('error' in copied) {
      if (Object(copied.error)['constraint'] !== 'hard_capacity') throw copied.error
      return refuse('over_hard_capacity', 'from')
    }
    await note(tx, nightId, from, actor)
    return { tables: sources.length, packages: copied.value, policy: true }
  }
  const changes = await changesFor(tx, nightId, read, (table) => sameName(sources, table))
  const done = await changeTables(tx, nightId, changes, actor, check)
  if (isRefused(done)) return done
  const packages = await addMissing(tx, from, nightId)
  const policy = await copyPolicy(tx, nightId, source.policy, actor)
  if (policy || done.changed + packages > 0) await note(tx, nightId, from, actor)
  return { tables: done.changed, packages, policy }
}

/** Gives each table of a zone the terms of that table of another zone that seats most alike. */
export async function copyTermsOfZone<Code extends string>(
  tx: Tx,
  nightId: string,
  { from, to }: { from: string; to: string },
  read: ReadTables,
  actor: Actor,
  check: TermsCheck<Code>,
): Promise<Copied | CopyRefused<Code>> {
  const tables = await selectEditedTables(tx, nightId)
  const sources = tables.filter((table) => table.zone_id === from && hasTerms(table))
  if (sources.length === 0) return refuse('copy_source_unknown', 'from')
  const changes = await changesFor(tx, nightId, read, (table) =>
    table.zone_id === to && to !== from ? mostAlike(sources, table) : undefined,
  )
  const done = await changeTables(tx, nightId, changes, actor, check)
  return isRefused(done) ? done : { tables: done.changed, packages: 0, policy: false }
}

const hasTerms = ({ version }: EditedTable) => version > 0

function sameName(sources: EditedTable[], table: EditedTable): EditedTable | undefined {
  const named = sources.filter(({ name }) => name === table.name)
  const inZone = named.find(({ zone }) => zone === table.zone)
  return inZone ?? (named.length === 1 ? named[0] : undefined)
}

function mostAlike(sources: EditedTable[], { capacity }: EditedTable): EditedTable | undefined {
  const differs = (one: EditedTable) => Math.abs(one.capacity - capacity)
  return sources.toSorted((a, b) => differs(a) - differs(b) || a.rank - b.rank)[0]
}

async function changesFor(
  tx: Tx,
  nightId: string,
  read: ReadTables,
  sourceOf: (table: EditedTable) => EditedTable | undefined,
): Promise<TermsChange[]> {
  const tables = await selectEditedTables(tx, nightId)
  return tables.flatMap((table) => {
    const source = sourceOf(table)
    const seen = read.find(({ id }) => id === table.vip_table_id)
    if (!source || !seen) return []
    return [{ ...seen, set: fitted(termsOf(source), table) }]
  })
}

/** For no more than it seats; and a party that has it already keeps what it was promised. */
function fitted(terms: TableTerms, table: EditedTable): TableTerms {
  const least = table.heads > 0 ? table.guests_max : 0
  const guests_max = Math.max(least, Math.min(terms.guests_max, table.capacity))
  return {
    ...terms,
    is_on_sale: terms.is_on_sale || table.state !== 'free',
    guests_max,
    guests_included: Math.min(terms.guests_included, guests_max),
  }
}

async function addMissing(tx: Tx, from: string, to: string): Promise<number> {
  const there = await selectEditedPackages(tx, to)
  const missing = (await selectEditedPackages(tx, from)).filter(
    (one) => one.is_on_sale && !there.some(({ name }) => name === one.name),
  )
  for (const one of missing) await insertPackage(tx, to, newId('pkg'), one)
  return missing.length
}

/** Whoever has the night's VIP side open meanwhile is told that its policy has changed. */
async function copyPolicy(tx: Tx, to: string, policy: string, actor: Actor): Promise<boolean> {
  const vip = must(await selectEditedVip(tx, to), `the VIP side of ${to}`)
  if (vip.policy === policy) return false
  const moments = { sales_start_at: vip.start_raw, sales_end_at: vip.end_raw }
  await updateVip(tx, to, { ...vip, ...moments, arrive_by: vip.arrive_raw, policy })
  const detail = { version: vip.version + 1, fields: 'policy' }
  await noteInAuditTrail(tx, { action: 'vip_night.changed', subject_id: to, actor, detail })
  return true
}

async function note(tx: Tx, nightId: string, from: string, actor: Actor): Promise<void> {
  const entry = { action: 'vip_night.terms_copied', subject_id: nightId, actor, detail: { from } }
  await noteInAuditTrail(tx, entry)
}
