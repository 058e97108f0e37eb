import { idsFrom, must, row, rows, type Queryable } from '../kernel/index.ts'

/** How the house stands, for those who measure it: numbers alone, and nothing of anybody. */
export interface HouseFigures {
  /** Seconds since Stripe has brought something; null for never. */
  last_webhook_seconds: number | null
  /** Paid orders whose tickets are on their way, and those that wait for a person. */
  without_tickets: number
  stuck: number
  /** For how long the first of them has been paid; 0 where there is none. */
  without_tickets_seconds: number
  payments_processing: number
  refunds_requested: number
  mails_waiting: number
  /** Work that is asked for and has not reached the queue. */
  requests_waiting: number
  alerts_open: number
}

/** Nobody needs to know of more exactly; and what waits by then is told of by alerts. */
const COUNTED_MAX = 10_000

const few = (what: string) => `(select count(*)::int from (select from ${what}
  limit ${COUNTED_MAX}) few)`

/** Reads what is true now, each by an index of few rows, however large the house's books are. */
export async function selectHouseFigures(db: Queryable): Promise<HouseFigures> {
  const found = await row<HouseFigures>(
    db,
    'watch_house',
    `select (select extract(epoch from now() - max(delivered_at))::float8 from webhooks
              where delivered_at is not null) as last_webhook_seconds,
            ${few(`orders where state = 'paid'`)} as without_tickets,
            ${few(`orders where state = 'paid' and fulfilment = 'stuck'`)} as stuck,
            coalesce((select extract(epoch from now() - min(paid_at))::float8 from orders
              where state = 'paid'), 0) as without_tickets_seconds,
            ${few(`payments where state = 'processing'`)} as payments_processing,
            ${few(`refunds where state = 'requested'`)} as refunds_requested,
            ${few(`mails where state = 'queued'`)} as mails_waiting,
            ${few('job_requests')} as requests_waiting,
            ${few(`alerts where state = 'open'`)} as alerts_open`,
  )
  return must(found, 'the figures of the house')
}

/** Jobs of one queue: due, put off, being done, and failed for good within the last day. */
export interface QueueFigures {
  queue: string
  ready: number
  deferred: number
  active: number
  failed: number
}

/** As the queue itself has counted them a second ago. */
export function selectQueueFigures(db: Queryable): Promise<QueueFigures[]> {
  return rows<QueueFigures>(
    db,
    'watch_queues',
    `select name as queue, ready_count as ready, deferred_count as deferred,
            active_count as active, failed_count as failed
       from pgboss.queue order by name`,
  )
}

/** What has become of payments since the last look. */
export interface PaymentFigures {
  captured: number
  /** Tries that brought nothing. */
  failed: number
  refunded: number
  refund_failed: number
}

/** No transaction of ours goes on for longer; one of somebody who copies the database may. */
const TRANSACTION_SECONDS_MAX = 60
/** An id may be made so long before its row, and by a clock that is not the database's. */
const ID_AHEAD_MS = 10_000

/**
 * The moment up to which everything can be seen by now, as PostgreSQL writes it: nobody who began
 * before is still writing.
 */
export async function selectSettledUntil(db: Queryable): Promise<{ text: string; at: Date }> {
  const found = await row<{ text: string; at: Date }>(
    db,
    'watch_settled_until',
    `select at::text as text, at from (
       select greatest(now() - make_interval(secs => $1), least(now(), min(xact_start))) as at
         from pg_stat_activity where datname = current_database()) moment`,
    [TRANSACTION_SECONDS_MAX],
  )
  return must(found, 'a moment')
}

/**
 * Counts what happened from `from` to `until`. A try is found by when it was written down, since
 * news of an old one may come late.
 */
export async function countPayments(
  db: Queryable,
  from: { text: string; at: Date },
  until: { text: string; at: Date },
): Promise<PaymentFigures> {
  const found = await row<PaymentFigures>(
    db,
    'watch_payments',
    `select (select count(*)::int from payments
              where succeeded_at >= $1::timestamptz and succeeded_at < $2::timestamptz) as captured,
            (select count(*)::int from attempts
              where id >= $3 and id < $4 and outcome <> 'succeeded') as failed,
            (select count(*)::int from refunds where state = 'succeeded'
                and ended_at >= $1::timestamptz and ended_at < $2::timestamptz) as refunded,
            (select count(*)::int from refunds where state = 'failed'
                and ended_at >= $1::timestamptz and ended_at < $2::timestamptz) as refund_failed`,
    [from.text, until.text, idsUntil(from.at), idsUntil(until.at)],
  )
  return must(found, 'what has become of payments')
}

const idsUntil = (at: Date) => idsFrom('att', new Date(at.getTime() - ID_AHEAD_MS))
