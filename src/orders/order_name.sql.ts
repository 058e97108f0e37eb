import { touched, type Tx } from '../kernel/index.ts'

/** What the guest of an order is called from now on. 0 rows: that is the name already. */
export function updateName(tx: Tx, id: string, name: string): Promise<number> {
  return touched(
    tx,
    'rename_order',
    'update orders set guest_name = $2 where id = $1 and guest_name <> $2',
    [id, name],
  )
}

/** Where the mails about an order go from now on: it was mistyped. */
export function updateEmail(tx: Tx, id: string, email: string): Promise<number> {
  return touched(
    tx,
    'update_order_email',
    'update orders set guest_email = $2 where id = $1 and guest_email <> $2',
    [id, email],
  )
}
