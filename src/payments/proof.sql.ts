import { must, row, touched, type Queryable } from '../kernel/index.ts'

/** Notes that a proof was accepted for a further try after `declines`. 0 rows: it was before. */
export function insertProof(db: Queryable, orderId: string, declines: number): Promise<number> {
  return touched(
    db,
    'insert_proof',
    `insert into proofs (order_id, declines) values ($1, $2) on conflict do nothing`,
    [orderId, declines],
  )
}

/** How often an order's cards were declined, and of what the newest proof was a proof. */
export interface Declines {
  /** Of its cards, over all its payments, as Stripe alone can tell. */
  declines: number
  /** The count for which a proof was accepted last; null where none was. */
  proved: number | null
}

/** The declines of an order, and the newest proof that was accepted for a further try. */
export async function selectDeclines(db: Queryable, orderId: string): Promise<Declines> {
  const found = await row<Declines>(
    db,
    'declines_of_order',
    `select (select count(*) from attempts a join payments p on p.id = a.payment_id
              where p.order_id = $1 and a.outcome = 'declined'
                and a.card_last4 is not null)::int as declines,
            (select max(declines) from proofs where order_id = $1) as proved`,
    [orderId],
  )
  return must(found, 'the declines of an order')
}
