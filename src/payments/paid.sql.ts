import { rows, type Queryable } from '../kernel/index.ts'

/** Those of these orders whose payment has received, or was promised, just what was asked for. */
export async function selectPaidAsAsked(db: Queryable, orderIds: string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    'paid_as_asked',
    `select order_id as id from payments
      where order_id = any($1)
        and (state = 'succeeded' and received_minor = amount_minor and received_currency = currency
          or state = 'authorised' and authorised_minor = amount_minor)`,
    [orderIds],
  )
  return new Set(found.map(({ id }) => id))
}
