import { row, touched, type Queryable } from '../kernel/index.ts'
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

/** Notes a try once; a second report of the same one fills in what the first did not know. */
export function upsertAttempt(db: Queryable, attempt: NewAttempt): Promise<number> {
  return touched(
    db,
    'upsert_attempt',
    `insert into attempts as a
       (id, payment_id, attempt_key, outcome, source, code, decline_code, advice_code,
        card_brand, card_last4, amount_minor, currency)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (payment_id, attempt_key, outcome) do update set
       code = coalesce(a.code, excluded.code),
       decline_code = coalesce(a.decline_code, excluded.decline_code),
       advice_code = coalesce(a.advice_code, excluded.advice_code),
       card_brand = coalesce(a.card_brand, excluded.card_brand),
       card_last4 = coalesce(a.card_last4, excluded.card_last4)`,
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
    ],
  )
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
