import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import { paymentColumns, type Payment, type Received } from './payment.sql.ts'

/** open, processing → authorised: the bank has promised the money. */
export function markAuthorised(
  tx: Tx,
  id: string,
  authorisedMinor: number,
  captureBefore: Date,
): Promise<number> {
  return touched(
    tx,
    'mark_payment_authorised',
    `update payments set state = 'authorised', authorised_minor = $2, capture_before = $3,
            authorised_at = now()
      where id = $1 and state in ('open', 'processing')`,
    [id, authorisedMinor, captureBefore],
  )
}

/** Notes who wants an authorised payment's money; who asked first stays. 0 rows: it is not so. */
export function markCaptureAsked(tx: Tx, id: string, by: string): Promise<number> {
  return touched(
    tx,
    'mark_capture_asked',
    `update payments set capture_asked_by = coalesce(capture_asked_by, $2)
      where id = $1 and state = 'authorised'`,
    [id, by],
  )
}

/** authorised → succeeded: the money has been captured. */
export function markCaptured(
  tx: Tx,
  id: string,
  { received_minor, currency }: Received,
): Promise<number> {
  return touched(
    tx,
    'mark_payment_captured',
    `update payments set state = 'succeeded', received_minor = $2, received_currency = $3,
            succeeded_at = now()
      where id = $1 and state = 'authorised'`,
    [id, received_minor, currency],
  )
}

/** authorised → cancelled: the promise has ended, by our release of it or by itself. */
export function markLapsed(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_payment_lapsed',
    `update payments set state = 'cancelled', cancelled_at = now()
      where id = $1 and state = 'authorised'`,
    [id],
  )
}

/** Notes who lets an order be kept though its authorisation has ended. 0 rows: it is not so. */
export function markWaived(tx: Tx, id: string, by: string): Promise<number> {
  return touched(
    tx,
    'mark_payment_waived',
    `update payments set waived_at = now(), waived_by = $2
      where id = $1 and state = 'cancelled' and authorised_minor is not null and waived_at is null`,
    [id, by],
  )
}

/** The newest payment of an order that is to be captured later, whatever became of it. */
export function selectDeposit(db: Queryable, orderId: string): Promise<Payment | undefined> {
  return row<Payment>(
    db,
    'deposit_of_order',
    `${paymentColumns} where order_id = $1 and capture = 'manual' order by ordinal desc limit 1`,
    [orderId],
  )
}

/** The same of many orders, by their ids; none for those whose card is charged at once. */
export async function selectDeposits(
  db: Queryable,
  orderIds: string[],
): Promise<Map<string, Payment>> {
  const found = await rows<Payment>(
    db,
    'deposits_of_orders',
    `${paymentColumns} where order_id = any($1) and capture = 'manual' order by ordinal`,
    [orderIds],
  )
  return new Map(found.map((payment) => [payment.order_id, payment]))
}

/** Authorised payments after `afterId`, by id. */
export function selectAuthorised(
  db: Queryable,
  afterId: string,
  limit: number,
): Promise<Payment[]> {
  return rows<Payment>(
    db,
    'authorised_payments',
    `${paymentColumns} where state = 'authorised' and id > $1 order by id limit $2`,
    [afterId, limit],
  )
}

/** Those of these intents whose promise has ended and was never taken: nothing had come. */
export async function selectLetGo(db: Queryable, intentIds: string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    'intents_let_go',
    `select payment_intent_id as id from payments
      where payment_intent_id = any($1) and state = 'cancelled' and authorised_minor is not null`,
    [intentIds],
  )
  return new Set(found.map(({ id }) => id))
}
