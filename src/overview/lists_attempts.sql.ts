import { rows, type Queryable } from '../kernel/index.ts'

/** A try to pay, as the history of an order tells it. */
export interface ListedAttempt {
  at: Date
  outcome: 'succeeded' | 'declined' | 'errored'
  code: string | null
  decline_code: string | null
  card_brand: string | null
  card_last4: string | null
  /** Who has told of it. */
  source: 'webhook' | 'browser' | 'return' | 'sweep'
}

/** The tries of one order. */
export interface AttemptHistory {
  /** The newest first, and no more of them than anybody reads. */
  attempts: ListedAttempt[]
  /** All that failed. */
  failures: number
  /**
   * Failures apart: the same card refused again for the same reason is a retry, and none of them.
   */
  unique_failures: number
}

/** Whoever has tried more often has a page of their own with all of it. */
const SHOWN_MAX = 20

/** The history of each of these orders. */
export async function selectHistories(
  db: Queryable,
  orderIds: string[],
): Promise<Map<string, AttemptHistory>> {
  const found = await rows<AttemptHistory & { id: string }>(db, 'attempt_histories', historyQuery, [
    orderIds,
    SHOWN_MAX,
  ])
  return new Map(found.map(({ id, ...history }) => [id, history]))
}

/** The statement, for whoever wants to know how it is answered. */
export const historyQuery = `
select wanted.id, told.attempts, told.failures, told.unique_failures
  from unnest($1::text[]) as wanted(id)
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object(
             'at', at, 'outcome', outcome, 'code', code, 'decline_code', decline_code,
             'card_brand', card_brand, 'card_last4', card_last4, 'source', source)
             order by at desc, id desc) filter (where n <= $2), '[]') as attempts,
           count(*) filter (where outcome <> 'succeeded')::int as failures,
           (count(distinct (card_brand, card_last4, coalesce(decline_code, code, outcome)))
             filter (where outcome <> 'succeeded'))::int as unique_failures
      from (select a.*, row_number() over (order by a.at desc, a.id desc) as n
              from payments p join attempts a on a.payment_id = p.id
             where p.order_id = wanted.id) a) told`
