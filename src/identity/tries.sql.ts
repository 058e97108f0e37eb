import { must, row, touched, type Queryable } from '../kernel/index.ts'

/** How often something was tried by now, and for how long that counts. */
export interface Tries {
  tries: number
  seconds: number
}

/** Counts one more try; a new count begins where the old one has ended. */
export async function countTry(db: Queryable, key: string, seconds: number): Promise<Tries> {
  const counted = await row<Tries>(
    db,
    'count_try',
    `insert into identity.tries as t (key, tries, ends_at)
     values ($1, 1, now() + make_interval(secs => $2))
     on conflict (key) do update
        set tries = case when t.ends_at <= now() then 1 else t.tries + 1 end,
            ends_at = case when t.ends_at <= now() then excluded.ends_at else t.ends_at end
     returning tries, ceil(extract(epoch from ends_at - now()))::int as seconds`,
    [key, seconds],
  )
  return must(counted, 'the count of tries')
}

/** Forgets a count: it was the right one after all. */
export function forgetTries(db: Queryable, key: string): Promise<number> {
  return touched(db, 'forget_tries', `delete from identity.tries where key = $1`, [key])
}

/** Deletes counts that have ended. */
export function deleteEndedTries(db: Queryable, limit: number): Promise<number> {
  return touched(
    db,
    'delete_ended_tries',
    `delete from identity.tries where key in
       (select key from identity.tries where ends_at < now() limit $1)`,
    [limit],
  )
}
