import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { StripeRecord } from '../payments/index.ts'
import type { UnknownIntents } from './unknown_intents.ts'

/** How far the reading of a night has come. */
export interface Reading {
  night_id: string
  phase: 'payments' | 'refunds' | 'disputes'
  /** The last thing that was read of the phase's list. */
  below_id: string | null
  /** When the first and the last order of the night were placed. */
  first_at: Date
  last_at: Date
  /** Before Stripe is asked, by the database's clock. */
  now: Date
}

/** A night is read when it has just ended; what has ended longer ago is nobody's news any more. */
const READ_WITHIN_DAYS = 60
/** So far back it is looked for what has changed since; a bank may take months to decide. */
const DISPUTED_WITHIN_DAYS = 180

/** The night that is to be read next, or read on; undefined where all have been. */
export function selectToRead(db: Queryable): Promise<Reading | undefined> {
  return row<Reading>(
    db,
    'closing_to_read',
    `select n.id as night_id, coalesce(r.phase, 'payments') as phase, r.below_id,
            placed.first_at, placed.last_at, now() as now
       from nights n
       left join night_readings r on r.night_id = n.id
      cross join lateral (
        select min(placed_at) as first_at, max(placed_at) as last_at
          from orders o where o.night_id = n.id) placed
      where n.state <> 'draft' and n.ends_at <= now()
        and n.ends_at > now() - make_interval(days => $1)
        and r.phase is distinct from 'done' and placed.first_at is not null
      order by n.ends_at, n.id limit 1`,
    [READ_WITHIN_DAYS],
  )
}

/** Notes that a night is being read; nothing happens where it is noted already. */
export async function insertReading(tx: Tx, nightId: string): Promise<void> {
  await touched(
    tx,
    'begin_reading',
    `insert into night_readings (night_id) values ($1) on conflict do nothing`,
    [nightId],
  )
}

/** Moves on from where `at` stands; 0 rows when somebody else has done so. */
export function moveOn(
  tx: Tx,
  at: Reading,
  to: { phase: Reading['phase'] | 'done'; below_id: string | null },
): Promise<number> {
  return touched(
    tx,
    'move_reading_on',
    `update night_readings set phase = $4, below_id = $5,
            read_at = case when $4 = 'done' then now() else read_at end
      where night_id = $1 and phase = $2 and below_id is not distinct from $3`,
    [at.night_id, at.phase, at.below_id, to.phase, to.below_id],
  )
}

/** done → payments: all of the night is read once more. 0 rows while it is being read. */
export function restart(tx: Tx, nightId: string): Promise<number> {
  return touched(
    tx,
    'restart_reading',
    `update night_readings set phase = 'payments', started_at = now()
      where night_id = $1 and phase = 'done'`,
    [nightId],
  )
}

/** Writes down, once for each id, those of the records that are of the night's orders. */
export async function putRecords(
  tx: Tx,
  nightId: string,
  records: StripeRecord[],
  readAt: Date,
): Promise<void> {
  await touched(
    tx,
    'put_stripe_records',
    `insert into stripe_records (id, night_id, kind, payment_intent_id, order_id, amount_minor,
                                 fee_minor, currency, has_moved, read_at)
     select s.id, $1, s.kind, s.payment_intent_id, o.id, s.amount_minor, s.fee_minor, s.currency,
            s.has_moved, $3
       from jsonb_to_recordset($2::jsonb) as s (id text, kind text, payment_intent_id text,
              order_id text, amount_minor bigint, fee_minor bigint, currency text,
              has_moved boolean)
       left join payments p on p.payment_intent_id = s.payment_intent_id
       join orders o on o.id = coalesce(p.order_id, s.order_id) and o.night_id = $1
         on conflict (id) do update
        set amount_minor = excluded.amount_minor, fee_minor = excluded.fee_minor,
            currency = excluded.currency, has_moved = excluded.has_moved,
            read_at = excluded.read_at`,
    [nightId, JSON.stringify(records), readAt],
  )
}

/**
 * Intents of nights that have been read whose books have changed since: money that came, went back
 * or was disputed after it was read. Not those that Stripe is not to be asked for yet.
 */
export function selectChanged(
  db: Queryable,
  unknown: UnknownIntents,
  limit: number,
): Promise<{ payment_intent_id: string; night_id: string; now: Date }[]> {
  return rows(
    db,
    'closing_changed',
    `with since as materialized (
       select min(started_at) as at from night_readings
        where phase = 'done' and read_at > now() - make_interval(days => $1)),
     changed as materialized (
       select payment_id, ended_at as at from refunds
        where state = 'succeeded' and ended_at > (select at from since)
       union all
       select payment_id, ended_at from refunds
        where state = 'failed' and ended_at > (select at from since)
       union all
       select payment_id, greatest(opened_at, closed_at) from disputes
        where opened_at > now() - make_interval(days => $2)
       union all
       select id, succeeded_at from payments
        where succeeded_at > greatest((select at from since), now() - interval '2 days'))
     select p.payment_intent_id, r.night_id, now() as now
       from changed c
       join payments p on p.id = c.payment_id and p.payment_intent_id is not null
       join orders o on o.id = p.order_id
       join night_readings r on r.night_id = o.night_id and r.phase = 'done'
        and c.at > r.started_at
      where not exists (select from stripe_records s
                         where s.id = p.payment_intent_id and s.read_at >= c.at)
        and not exists (select from jsonb_each($4::jsonb) u
                         where u.key = p.payment_intent_id
                           and (u.value ->> 'again_at')::timestamptz > now())
      group by p.payment_intent_id, r.night_id
      order by max(c.at), p.payment_intent_id limit $3`,
    [READ_WITHIN_DAYS, DISPUTED_WITHIN_DAYS, limit, JSON.stringify(unknown)],
  )
}
