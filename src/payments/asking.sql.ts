import { rows, touched, type Queryable } from '../kernel/index.ts'
import { paymentColumns, type Payment } from './payment.sql.ts'

/** Claims the right to ask Stripe about a payment; 0 rows when somebody did within `seconds`. */
export function claimAsking(db: Queryable, id: string, seconds: number): Promise<number> {
  return touched(
    db,
    'claim_asking',
    `update payments set asked_at = now()
      where id = $1 and state in ('open', 'processing', 'authorised')
        and (asked_at is null or asked_at < now() - make_interval(secs => $2))`,
    [id, seconds],
  )
}

/** How often Stripe is asked about a payment that is not final, and never more often by `_min`. */
export interface Asking {
  seconds_min: number
  seconds_max: number
  /** The pause is this share of a payment's age, or of the time that an authorised one has left. */
  age_share: number
}

/**
 * Payments about which Stripe should be asked again, the longest unasked first, so that a rush of
 * new ones keeps no other waiting: young ones often, old ones rarely; authorised ones rarely, and
 * often when their time is nearly over. Those without an intent cannot be paid, and there is
 * nothing to ask.
 */
export function selectDuePayments(
  db: Queryable,
  asking: Asking,
  limit: number,
): Promise<Payment[]> {
  return rows<Payment>(
    db,
    'payments_to_ask',
    `${paymentColumns} where state in ('open', 'processing', 'authorised')
        and payment_intent_id is not null
        and coalesce(asked_at, created_at) < now() - make_interval(secs =>
          least($2, greatest($1, $3 * extract(epoch from
            case state when 'authorised' then capture_before - now() else now() - created_at end))))
      order by coalesce(asked_at, created_at) limit $4`,
    [asking.seconds_min, asking.seconds_max, asking.age_share, limit],
  )
}
