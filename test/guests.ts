import type { GuestAnswer } from '../src/web/dashboard/api/guests_answers.ts'
import { demoPassword } from '../src/identity/index.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'

type Place = Pick<House, 'url'>

/** What the house has of an address. */
export function findGuest(
  house: Place,
  member: Browser,
  email: string,
): Promise<DashboardReply<GuestAnswer>> {
  return dashboard<GuestAnswer>(house, member, 'POST', 'guests/find', { email })
}

/** Erases whoever has this address; by the member's password. */
export function eraseByMail(
  house: Place,
  member: Browser,
  email: string,
  password: string = demoPassword,
): Promise<DashboardReply<{ orders: number; comps: number }>> {
  return dashboard(house, member, 'POST', 'guests/erasure', { email, password })
}

/** Lets the nights of these ids have ended so many months and hours ago. */
export async function endNight(
  { db }: Pick<House, 'db'>,
  nightId: string,
  ago = '1 hour',
): Promise<void> {
  await db.query({
    text: `update nights set doors_at = now() - $2::interval - interval '6 hours',
                  ends_at = now() - $2::interval where id = $1`,
    values: [nightId, ago],
  })
}

/** A column that can hold words. */
export interface WordsColumn {
  table: string
  column: string
}

/** So many more passes of that name, on the booking of one: replaced ones, which let nobody in. */
export async function nameMorePasses(
  { db }: Pick<House, 'db'>,
  name: string,
  count: number,
): Promise<void> {
  await db.query({
    text: `insert into passes (id, booking_id, places, ordinal, order_id, night_id, code,
                               claim_secret, state, voided_at, voided_reason, name, claimed_at)
           select p.id || n, booking_id, places, ordinal, order_id, night_id, code || n,
                  claim_secret || n, 'voided', now(), 'revoked', name, claimed_at
             from (select * from passes where name = $1 order by id limit 1) p,
                  generate_series(1, $2::int) n`,
    values: [name, count],
  })
}

/** Every column of the database that can hold words, but those of the queue. */
export async function wordsColumns({ db }: Pick<House, 'db'>): Promise<WordsColumn[]> {
  const { rows } = await db.query<{ schema: string; table: string; column: string }>({
    text: `select table_schema as schema, table_name as table, column_name as column
             from information_schema.columns
            where table_schema not in ('pg_catalog', 'information_schema', 'pgboss')
              and (data_type in ('text', 'character', 'character varying', 'json', 'jsonb',
                                 'bytea', 'inet', 'ARRAY', 'USER-DEFINED'))
            order by 1, 2, 3`,
  })
  return rows.map(({ schema, table, column }) => {
    return { table: schema === 'public' ? table : `${schema}.${table}`, column }
  })
}

/** Where any of these words stands in the database, whatever its case. */
export async function standsIn(house: Pick<House, 'db'>, words: string[]): Promise<string[]> {
  const found: string[] = []
  for (const { table, column } of await wordsColumns(house)) {
    const { rowCount } = await house.db.query({
      text: `select from ${table} where exists (
               select from unnest($1::text[]) w where ${column}::text ilike '%' || w || '%') limit 1`,
      values: [words],
    })
    if (rowCount) found.push(`${table}.${column}`)
  }
  return found
}
