import { touched, type Tx } from '../kernel/index.ts'

/** Empties why alerts about an order were resolved by hand: those words may name a guest. */
export function eraseReasons(tx: Tx, orderId: string, instead: string): Promise<number> {
  return touched(
    tx,
    'erase_alert_reasons',
    `update alerts set reason = $2 where reason <> $2 and (detail ->> 'order' = $1
        or subject_id = $1
        or subject_id in (select id from payments where order_id = $1)
        or subject_id in (select id from refunds where order_id = $1)
        or subject_id in (select id from mails where subject_id in (
          select $1
          union all select id from payments where order_id = $1
          union all select id from refunds where order_id = $1
          union all select id from bookings where order_id = $1
          union all select id from audit_entries where subject_id = $1)))`,
    [orderId, instead],
  )
}
