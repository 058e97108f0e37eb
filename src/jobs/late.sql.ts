import { row, type Queryable } from '../kernel/index.ts'

/**
 * Since when the oldest work of `queues` is due that nobody has taken up for more than `seconds`;
 * undefined where there is none. Work that is put off, or waits to be tried again, is not due.
 */
export async function selectOldestDue(
  db: Queryable,
  queues: string[],
  seconds: number,
): Promise<Date | undefined> {
  const found = await row<{ due_at: Date | null }>(
    db,
    'oldest_due_work',
    `select min(start_after) as due_at from (
       select start_after from job_requests where queue = any($1)
        union all
       select start_after from pgboss.job where name = any($1) and state < 'active') waiting
      where start_after < now() - make_interval(secs => $2)`,
    [queues, seconds],
  )
  return found?.due_at ?? undefined
}
