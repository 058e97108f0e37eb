import { rows, type Queryable } from '../kernel/index.ts'

/** Bottles and extras that a party can order ahead. */
export interface Package {
  id: string
  night_id: string
  name: string
  description: string
  includes: string[]
  price_minor: number
}

/** The packages that can be ordered for a night, in the order of its page. */
export function selectPackages(db: Queryable, nightId: string): Promise<Package[]> {
  return rows<Package>(
    db,
    'packages_by_night',
    `select id, night_id, name, description, includes, price_minor::float8
       from packages where night_id = $1 and withdrawn_at is null order by position, id`,
    [nightId],
  )
}
