import { appendFile } from 'node:fs/promises'
import { runStory } from '../../src/story/index.ts'
import type { Premises } from '../processes.ts'
import type { Verdict } from './verdict.ts'

/** What orders are found by, in the subjects and details of differences, and in faults' words. */
const IDS = /\b(?:ord|pay|pi|rfd|hld|tkt|bkg|pas)_\w+/g
/** Where everything is wrong, some of it says why. */
const STORIES_MAX = 30

/**
 * Appends to `log` the stories of all orders about which something is wrong, and of those of the
 * same party: the database goes with the night, and which moment it was may never come back.
 */
export async function tellStories(
  { db, databaseUrl }: Pick<Premises, 'db' | 'databaseUrl'>,
  wrong: Verdict,
  log: string,
): Promise<void> {
  const ids = [...new Set(JSON.stringify(wrong).match(IDS))]
  const { rows } = await db.query<{ id: string }>({
    text: ordersQuery,
    values: [ids, STORIES_MAX],
  })
  const lines: string[] = []
  const out = (line: string) => lines.push(line)
  for (const { id } of rows) await runStory(databaseUrl, [id], { out, error: out })
  await appendFile(log, `${lines.join('\n')}\n`)
}

const ordersQuery = `
with named as (
  select id from orders where id = any ($1)
  union select order_id from payments where id = any ($1) or payment_intent_id = any ($1)
  union select order_id from refunds where id = any ($1)
  union select order_id from holds where id = any ($1)
  union select order_id from tickets where id = any ($1)
  union select order_id from passes where id = any ($1)
  union select order_id from bookings where id = any ($1)),
parties as (
  select id, order_id from bookings
   where id = any ($1) or order_id in (select id from named)
      or id in (select booking_id from orders where id in (select id from named)))
select id from orders
 where id in (select id from named union select order_id from parties)
    or booking_id in (select id from parties)
 order by placed_at, id limit $2`
