import { touched, type Tx } from '../kernel/index.ts'

/** Calls a party that walked in by another name; one that was ordered has its order's. */
export function updatePartyName(tx: Tx, id: string, name: string): Promise<number> {
  return touched(
    tx,
    'rename_party',
    `update bookings set party_name = $2
      where id = $1 and order_id is null and party_name <> $2`,
    [id, name],
  )
}
