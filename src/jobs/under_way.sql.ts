import { rows, type Queryable } from '../kernel/index.ts'

/**
 * Those of `ids` for which work of `queue` is asked for, waits or runs. `key` names where the
 * payload has the id, such as order_id. The relay moves a request in one transaction, so one
 * statement never misses it between the two tables. What nobody has taken up for `lateSeconds`
 * though it is due is as good as lost; without it, whatever waits counts.
 */
export async function selectUnderWay(
  db: Queryable,
  queue: string,
  key: string,
  ids: string[],
  lateSeconds: number | null = null,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const found = await rows<{ id: string }>(
    db,
    'jobs_under_way',
    `select payload ->> $2 as id from job_requests
      where queue = $1 and payload ->> $2 = any($3)
        and ($4::float8 is null or start_after > now() - make_interval(secs => $4))
     union
     select data ->> $2 from pgboss.job
      where name = $1 and state in ('created', 'retry', 'active') and data ->> $2 = any($3)
        and ($4::float8 is null or start_after > now() - make_interval(secs => $4))`,
    [queue, key, ids, lateSeconds],
  )
  return new Set(found.map(({ id }) => id))
}
