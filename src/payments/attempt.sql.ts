import { row, rows, type Queryable } from '../kernel/index.ts'
import type { Try } from './intent.ts'

export type AttemptSource = 'webhook' | 'browser' | 'return' | 'sweep'

/** A try to pay, ready to be noted. */
export interface NewAttempt extends Try {
  id: string
  payment_id: string
  source: AttemptSource
  amount_minor: number
  currency: string
}

/**
 * News of a try that is older than this was late, and the try is dated by Stripe's clock. What is
 * younger is dated by ours, which counts finer than seconds and is the same for every row.
 */
const LATE_SECONDS = 10

/**
 * A page reports a try as lost 45 s after it began, or after the bank has let the guest go again:
 * the charge, if one was made, is not much older than the report.
 */
const LOST_SECONDS = 60
/**
 * Stripe counts whole seconds, by its own clock. A page asks twice what has become of a lost try,
 * which takes longer, before the next one can begin.
 */
const CLOCKS_SECONDS = 2

/**
 * Notes a try once; a second report of the same one fills in what the first did not know, and what
 * Stripe says of it stands above what a browser said. Stripe's first news of a try takes the place
 * of the row of a browser that had lost the answer, and so could neither name the try nor know its
 * outcome: the try's time tells that it is the same. True when nobody had reported it so before.
 */
export async function upsertAttempt(db: Queryable, attempt: NewAttempt): Promise<boolean> {
  const noted = await row<{ is_new: boolean }>(
    db,
    'upsert_attempt',
    `with lost as (
       delete from attempts where $5 <> 'browser' and id = (
         select id from attempts
          where payment_id = $2 and source = 'browser'
            and (outcome = 'errored' or attempt_key not like '%\\_%')
            and $13::timestamptz between at - make_interval(secs => $15)
                                     and at + make_interval(secs => $16)
            and not exists (select from attempts where payment_id = $2 and attempt_key = $3)
          order by at desc limit 1)
       returning at)
     insert into attempts as a
       (id, payment_id, attempt_key, outcome, source, code, decline_code, advice_code,
        card_brand, card_last4, amount_minor, currency, made_at, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
             coalesce($13, case when $5 <> 'browser' then now() end),
             least(case when $13::timestamptz < now() - make_interval(secs => $14)
               then $13 else now() end, (select at from lost)))
     on conflict (payment_id, attempt_key, outcome) do update set
       code = case when excluded.source = 'browser' then coalesce(a.code, excluded.code)
         else coalesce(excluded.code, a.code) end,
       decline_code = case when excluded.source = 'browser'
         then coalesce(a.decline_code, excluded.decline_code)
         else coalesce(excluded.decline_code, a.decline_code) end,
       advice_code = coalesce(a.advice_code, excluded.advice_code),
       card_brand = coalesce(a.card_brand, excluded.card_brand),
       card_last4 = coalesce(a.card_last4, excluded.card_last4),
       made_at = coalesce(a.made_at, excluded.made_at),
       at = least(a.at, excluded.at)
     returning xmax = 0 as is_new`,
    [
      attempt.id,
      attempt.payment_id,
      attempt.key,
      attempt.outcome,
      attempt.source,
      attempt.code,
      attempt.decline_code,
      attempt.advice_code,
      attempt.card_brand,
      attempt.card_last4,
      attempt.amount_minor,
      attempt.currency,
      attempt.made_at,
      LATE_SECONDS,
      LOST_SECONDS,
      CLOCKS_SECONDS,
    ],
  )
  return noted?.is_new ?? false
}

/** A try to pay, as it is noted. */
export interface Attempt extends Omit<Try, 'key' | 'made_at'> {
  id: string
  payment_id: string
  attempt_key: string
  source: AttemptSource
  amount_minor: number
  currency: string
  at: Date
  /** Since the order's first try, whichever of its payments that was for. */
  since_first_ms: number
}

/** Every try to pay an order, the first one first, over all its payments. */
export function selectAttempts(db: Queryable, orderId: string): Promise<Attempt[]> {
  return rows<Attempt>(
    db,
    'attempts_of_order',
    `select a.id, a.payment_id, a.attempt_key, a.outcome, a.source, a.code, a.decline_code,
            a.advice_code, a.card_brand, a.card_last4, a.amount_minor::float8, a.currency, a.at,
            round(extract(epoch from a.at - min(a.at) over ()) * 1000)::float8 as since_first_ms
       from attempts a join payments p on p.id = a.payment_id
      where p.order_id = $1 order by a.at, a.id`,
    [orderId],
  )
}

/**
 * Whether Stripe has told of a try of the payment that was made within the last `ms`, by Stripe's
 * own clock: of one before it the news may come as late.
 */
export async function selectHasToldSince(
  db: Queryable,
  paymentId: string,
  ms: number,
): Promise<boolean> {
  const found = await row<{ id: string }>(
    db,
    'has_told_since',
    `select id from attempts where payment_id = $1 and source <> 'browser'
        and coalesce(made_at, at) >= now() - make_interval(secs => $2::float8 / 1000 + $3)
      limit 1`,
    [paymentId, ms, CLOCKS_SECONDS],
  )
  return found !== undefined
}

/** Whether Stripe itself has told of a try; a browser's word names no time of Stripe's. */
export async function selectIsTold(
  db: Queryable,
  paymentId: string,
  key: string,
): Promise<boolean> {
  const found = await rows(
    db,
    'is_try_told',
    `select id from attempts where payment_id = $1 and attempt_key = $2 and made_at is not null`,
    [paymentId, key],
  )
  return found.length > 0
}

/** How many cards were declined on an order in the last `seconds`, as Stripe alone can tell. */
export async function countDeclines(
  db: Queryable,
  orderId: string,
  seconds: number,
): Promise<number> {
  const found = await row<{ declines: number }>(
    db,
    'count_declines',
    `select count(*)::int as declines from attempts a join payments p on p.id = a.payment_id
      where p.order_id = $1 and a.outcome = 'declined' and a.card_last4 is not null
        and a.at > now() - make_interval(secs => $2)`,
    [orderId, seconds],
  )
  return found?.declines ?? 0
}

/** How many tries of a payment are noted. */
export async function countAttempts(db: Queryable, paymentId: string): Promise<number> {
  const found = await row<{ attempts: number }>(
    db,
    'count_attempts',
    `select count(*)::int as attempts from attempts where payment_id = $1`,
    [paymentId],
  )
  return found?.attempts ?? 0
}
