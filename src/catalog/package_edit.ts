import { isRefused, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { changedFields, noteEdit, refuseOlder, refuseOtherThan, type Actor } from './edits.ts'
import { openNight } from './night_edit.ts'
import {
  insertPackage,
  selectEditedPackages,
  updatePackage,
  updatePackageOrder,
  type EditedPackage,
  type PackageDetails,
} from './package_edit.sql.ts'
import { selectVipNight } from './vip_night.sql.ts'

export type PackageRefusal =
  | 'night_unknown'
  | 'night_cancelled'
  | 'vip_not_offered'
  | 'package_unknown'
  | 'package_name_taken'
  | 'changed_meanwhile'

/** Adds a package behind the others. Its page makes the id: sent twice, it is one. */
export async function addPackage(
  tx: Tx,
  nightId: string,
  id: string,
  wanted: PackageDetails,
  actor: Actor,
): Promise<{ version: number } | Refused<PackageRefusal>> {
  const packages = await openPackages(tx, nightId)
  if (isRefused(packages)) return packages
  const first = packages.find((one) => one.id === id)
  if (first) return { version: first.version }
  if (isNameTaken(packages, id, wanted)) return refuse('package_name_taken', 'name')
  if ((await insertPackage(tx, nightId, id, wanted)) === 0) return refuse('package_unknown', 'id')
  await noteEdit(tx, 'package.added', id, actor, { night: nightId })
  return { version: 1 }
}

/**
 * Saves a package, and whether it can be ordered. Whoever has ordered it gets what was agreed, at
 * the price of then.
 */
export async function changePackage(
  tx: Tx,
  nightId: string,
  id: string,
  version: number,
  wanted: PackageDetails,
  actor: Actor,
): Promise<{ version: number } | Refused<PackageRefusal>> {
  const packages = await openPackages(tx, nightId)
  if (isRefused(packages)) return packages
  const known = packages.find((one) => one.id === id)
  if (!known) return refuse('package_unknown', 'package')
  const { name, description, includes, price_minor, is_on_sale } = known
  const before: PackageDetails = { name, description, includes, price_minor, is_on_sale }
  const fields = changedFields(before, wanted)
  if (fields.length === 0) return { version: known.version }
  if (known.version !== version) return refuseOlder(tx, id, 'package.changed', version)
  if (isNameTaken(packages, id, wanted)) return refuse('package_name_taken', 'name')
  await updatePackage(tx, id, wanted)
  const sale = is_on_sale === wanted.is_on_sale ? {} : { on_sale: wanted.is_on_sale ? 'yes' : 'no' }
  const changed = { night: nightId, version: version + 1, fields: fields.join(' '), ...sale }
  await noteEdit(tx, 'package.changed', id, actor, changed)
  return { version: version + 1 }
}

/** Puts the packages of a night in this order; refuses a list that is not all of them. */
export async function orderPackages(
  tx: Tx,
  nightId: string,
  ids: string[],
  actor: Actor,
): Promise<{ ids: string[] } | Refused<PackageRefusal>> {
  const packages = await openPackages(tx, nightId)
  if (isRefused(packages)) return packages
  const other = refuseOtherThan(packages, ids)
  if (other) return other
  const moved = await updatePackageOrder(tx, nightId, ids)
  if (moved > 0) await noteEdit(tx, 'night.packages_ordered', nightId, actor, { moved })
  return { ids }
}

/** The packages of a night that sells VIP tables, behind its lock. */
async function openPackages(
  tx: Tx,
  nightId: string,
): Promise<EditedPackage[] | Refused<'night_unknown' | 'night_cancelled' | 'vip_not_offered'>> {
  const night = await openNight(tx, nightId)
  if (isRefused(night)) return night
  if (!(await selectVipNight(tx, nightId))) return refuse('vip_not_offered', 'vip')
  return selectEditedPackages(tx, nightId)
}

/** Two of one name on sale could not be told apart on a bill. */
const isNameTaken = (packages: EditedPackage[], id: string, wanted: PackageDetails) =>
  wanted.is_on_sale &&
  packages.some((one) => one.id !== id && one.is_on_sale && one.name === wanted.name)
