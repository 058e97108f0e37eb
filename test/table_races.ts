import { tryToPlace } from './guest.ts'
import type { House } from './house.ts'
import { bookTable, staff } from './staff.ts'
import { lockWaits } from './till.ts'
import { addVipNight } from './vip_catalog.ts'

/** What somebody who asked for a table was told. */
export interface Told {
  status: number
  code: string
}

/** A night of so many tables, the first of which are booked by two people each. */
export async function nightOf(house: House, count: number, booked: number) {
  const night = await addVipNight(house.db, { tables: Array.from({ length: count }, () => ({})) })
  const parties = []
  for (const table of night.tables.slice(0, booked))
    parties.push(await bookTable(house, night.slug, table))
  return { ...night, parties, ids: parties.map(({ id }) => id) }
}

/** Everybody who gives or takes a table of a house, ready to start. */
export function askersOf(house: Pick<House, 'url' | 'sim'>) {
  const ask = (path: string, body: object) => async (): Promise<Told> => {
    const answer = await staff(house, 'POST', path, body)
    return { status: answer.status, code: answer.body.code }
  }
  return {
    move: (id: string, table: string) => ask(`bookings/${id}/table`, { table }),
    swap: (booking: string, other: string) => ask('swaps', { booking, other }),
    block: (slug: string, table: string) => ask(`nights/${slug}/tables/${table}/block`, {}),
    cancel: (id: string) => ask(`bookings/${id}/cancellation`, { gives_back: 'nothing' }),
    walkIn: (slug: string, table: string) =>
      ask(`nights/${slug}/walk_ins`, { party_name: 'Grace', party_size: 2, table }),
    hold: (slug: string, wished_id: string) => async (): Promise<Told> => {
      const wish = { table: { wished_id, party_size: 2 } }
      const { status, body } = await tryToPlace(house, slug, wish)
      return { status, code: String(body['code']) }
    },
  }
}

/** What a gate is put at: the row of a night, rows of its tables, or a booking. */
type Gate = { night_id: string } | { tables: string[] } | { booking: string }

/**
 * Starts all of `races` so that they meet: none gets past the gate before all of them stand at it,
 * or in line behind one that does. Returns what they return.
 */
export async function meetAt<T>(
  house: Pick<House, 'db'>,
  gate: Gate,
  races: (() => Promise<T>)[],
): Promise<T[]> {
  const client = await house.db.connect()
  const running: Promise<T>[] = []
  try {
    await client.query('begin')
    if ('tables' in gate) {
      // Whoever only names a table, as a new hold does, may pass; whoever changes it may not.
      const { rows } = await client.query(
        `select relname from pg_class where relname in ('table_offers', 'table_offers_behind')
            and relkind = 'r'`,
      )
      await client.query(
        `select from ${rows[0].relname} where vip_table_id = any($1) order by vip_table_id
            for no key update`,
        [gate.tables],
      )
    } else if ('booking' in gate) {
      await client.query('select from bookings where id = $1 for update', [gate.booking])
    } else {
      await client.query('select from vip_nights where night_id = $1 for update', [gate.night_id])
    }
    for (const [index, race] of races.entries()) {
      running.push(race())
      await lockWaits(house, index + 1, client)
    }
  } finally {
    await client.query('commit')
    client.release()
  }
  return Promise.all(running)
}

/** How many parties of a night name a table that is not theirs alone, or have more than one. */
export async function confusedParties({ db }: Pick<House, 'db'>, nightId: string): Promise<number> {
  const { rows } = await db.query<{ confused: number }>({
    text: `with parties as (
             select vip_table_id, id as booking_id, null as hold_id from bookings
              where night_id = $1 and ended_at is null and vip_table_id is not null
             union all
             select vip_table_id, null, id from holds where night_id = $1 and state = 'active')
           select ((select count(*) from parties p
                     where not exists (select from table_offers o
                       where o.night_id = $1 and o.vip_table_id = p.vip_table_id
                         and (o.booking_id = p.booking_id or o.hold_id = p.hold_id)
                         and num_nonnulls(o.hold_id, o.booking_id, o.blocked_at) = 1))
                 + (select count(*) from table_offers o
                     where o.night_id = $1 and o.booking_id is not null
                       and not exists (select from parties p
                         where p.booking_id = o.booking_id and p.vip_table_id = o.vip_table_id))
                  )::int as confused`,
    values: [nightId],
  })
  return rows[0]?.confused ?? -1
}
