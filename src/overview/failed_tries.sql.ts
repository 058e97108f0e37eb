import { rows, type Queryable } from '../kernel/index.ts'
import { barQuery, pieceQuery, scopeValues, type FailedScope } from './failed_range.ts'

/** Failed tries that have something in common: the time when they were made, or their code. */
export interface FailedTries {
  by: 'time' | 'code'
  at: Date | null
  code: string | null
  /** Orders that were declined for a code: each once for a code, at its first decline for it. */
  unique_declines: number
  /** All the further declines of the same order for the same code. */
  retries: number
  /** Tries that broke off, so that nobody knows why. */
  errored: number
}

/** All failed tries of the scope, by time and by code. */
export function selectFailedTries(db: Queryable, scope: FailedScope): Promise<FailedTries[]> {
  const query = failedTriesQuery(scope)
  return rows<FailedTries>(db, `failed_tries_${scope.bucket}`, query, scopeValues(scope))
}

/**
 * SQL for the failed tries of the scope, by the night and the time, as their index goes: a quiet
 * night is found without those that were sold at the same time.
 */
export const SCOPED_TRIES = `
select tried.* from nights n cross join lateral (
  select at, order_id, code from failed_tries
   where night_id = n.id and at >= $1 and at < $2
     and ($4::boolean is null or is_vip = $4) offset 0) tried
 where $3::text is null or n.id = $3`

const failedTriesQuery = ({ bucket }: Pick<FailedScope, 'bucket'>) => `
with tries as materialized (
  select ${pieceQuery(bucket, 'at')} as piece, order_id, code from (${SCOPED_TRIES}) tried
), firsts as materialized (
  select code, min(piece) as piece, count(*) as tries
    from tries where code is not null group by order_id, code
), pieces as (
  select piece, count(code) as declines, 0 as uniques, count(*) - count(code) as errored
    from tries group by piece
  union all
  select piece, 0, count(*), 0 from firsts group by piece
)
select 'time' as by, ${barQuery(bucket, 'piece')} as at, null as code,
       sum(uniques)::int as unique_declines, (sum(declines) - sum(uniques))::int as retries,
       sum(errored)::int as errored
  from pieces group by 2
union all
select 'code', null, code, count(*)::int, (sum(tries) - count(*))::int, 0
  from firsts group by code`
