import { rows, type Queryable } from '../kernel/index.ts'

/**
 * Those of `ids` for which work of `queue` is asked for, waits or runs. `key` names where the
 * payload has the id, such as order_id. The relay moves a request in one transaction, so one
 * statement never misses it between the two tables.
 */
export async function selectUnderWay(
  db: Queryable,
  queue: string,
  key: string,
  ids: string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const found = await rows<{ id: string }>(
    db,
    'jobs_under_way',
    `select payload ->> $2 as id from job_requests
      where queue = $1 and payload ->> $2 = any($3)
     union
     select data ->> $2 from pgboss.job
      where name = $1 and state < 'completed' and data ->> $2 = any($3)`,
    [queue, key, ids],
  )
  return new Set(found.map(({ id }) => id))
}
