import { rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** What an editor of a package has in front of them. */
export interface PackageDetails {
  name: string
  description: string
  includes: string[]
  price_minor: number
  is_on_sale: boolean
}

export interface EditedPackage extends PackageDetails {
  id: string
  version: number
}

/** All packages of a night in the order of its page, those that are taken off as well. */
export function selectEditedPackages(db: Queryable, nightId: string): Promise<EditedPackage[]> {
  return rows<EditedPackage>(
    db,
    'packages_to_edit',
    `select id, name, description, includes, price_minor::float8, version,
            withdrawn_at is null as is_on_sale
       from packages where night_id = $1 order by position, id`,
    [nightId],
  )
}

/** Writes a new package behind the others; no row where its id is there already. */
export function insertPackage(
  tx: Tx,
  nightId: string,
  id: string,
  one: PackageDetails,
): Promise<number> {
  return touched(
    tx,
    'insert_package',
    `insert into packages (id, night_id, name, description, includes, price_minor, withdrawn_at,
                           position)
     select $2, $1, $3, $4, $5, $6, case when not $7::boolean then now() end,
            coalesce((select max(position) + 1 from packages where night_id = $1), 0)
     on conflict (id) do nothing`,
    [nightId, id, one.name, one.description, one.includes, one.price_minor, one.is_on_sale],
  )
}

/** Writes what an editor has changed of a package; what is ordered keeps what was agreed. */
export function updatePackage(tx: Tx, id: string, one: PackageDetails): Promise<number> {
  return touched(
    tx,
    'update_package',
    `update packages set name = $2, description = $3, includes = $4, price_minor = $5,
            withdrawn_at = case when not $6::boolean then coalesce(withdrawn_at, now()) end,
            version = version + 1
      where id = $1`,
    [id, one.name, one.description, one.includes, one.price_minor, one.is_on_sale],
  )
}

/** Puts the packages of a night in this order. */
export function updatePackageOrder(tx: Tx, nightId: string, ids: string[]): Promise<number> {
  return touched(
    tx,
    'order_packages',
    `update packages p set position = o.position - 1
       from unnest($2::text[]) with ordinality as o (id, position)
      where p.id = o.id and p.night_id = $1 and p.position <> o.position - 1`,
    [nightId, ids],
  )
}
