import {
  isRefused,
  newId,
  noteInAuditTrail,
  refuse,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import type { Actor } from './edits.ts'
import { isBefore, localLater, momentOf } from './local_time.sql.ts'
import { copyNightRow, copyOffers, copyPackages, copyTypes, copyVip } from './night_copy.sql.ts'
import { freeSlug } from './night_edit.ts'
import { lockNight } from './night_edit.sql.ts'
import { selectPackages } from './package.sql.ts'
import { selectEditedTypes } from './type_edit.sql.ts'

/** What of a copied night can stand in the way. */
export type CopyRefusal =
  | 'night_unknown'
  | 'ends_before_doors'
  | 'time_skipped'
  | 'over_hard_capacity'

/**
 * Copies a night as a draft of another evening: its words, kinds of ticket, releases, and VIP
 * tables with their terms; nothing that was sold. Each time moves as far as the doors do, by the
 * clock on the wall, so that 23:00 stays 23:00 in winter and summer.
 */
export async function copyNight(
  tx: Tx,
  from: string,
  { id, doors_at }: { id: string; doors_at: string },
  actor: Actor,
): Promise<{ id: string } | Refused<CopyRefusal>> {
  const night = await lockNight(tx, from)
  if (!night) return refuse('night_unknown', 'night')
  if (night.most !== null && night.places > night.most)
    return refuse('over_hard_capacity', 'night', { max: night.most })
  const doors = await momentOf(tx, night.time_zone, 'doors_at', doors_at, undefined)
  if (isRefused(doors)) return doors
  const later = await localLater(tx, doors_at, night.doors_at, night.ends_at)
  const ends = await momentOf(tx, night.time_zone, 'doors_at', later, undefined)
  if (isRefused(ends)) return ends
  if (!(await isBefore(tx, doors, ends))) return refuse('ends_before_doors', 'doors_at')
  while (!(await lockNight(tx, id))) {
    const slug = await freeSlug(tx, night.title, doors_at)
    const made = await copyNightRow(tx, from, { id, slug, doors_at: doors, ends_at: ends })
    if (made === 1) await fill(tx, from, id, actor)
  }
  return { id }
}

async function fill(tx: Tx, from: string, to: string, actor: Actor): Promise<void> {
  const types = await selectEditedTypes(tx, from)
  await copyTypes(
    tx,
    from,
    to,
    types.map((one) => [one.id, newId('typ')]),
  )
  await copyVipSide(tx, from, to)
  await noteInAuditTrail(tx, {
    action: 'night.copied',
    subject_id: to,
    actor,
    detail: { from },
  })
}

/**
 * Copies which tables are on sale and on which terms, with the packages that can be ordered;
 * nothing where the night sells no tables. Returns how many packages those are.
 */
export async function copyVipSide(tx: Tx, from: string, to: string): Promise<number> {
  if ((await copyVip(tx, from, to)) === 0) return 0
  await copyOffers(tx, from, to)
  const packages = await selectPackages(tx, from)
  return copyPackages(
    tx,
    from,
    to,
    packages.map((one) => [one.id, newId('pkg')]),
  )
}
