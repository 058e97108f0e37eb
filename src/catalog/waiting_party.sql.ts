import { rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A party that has no table at this moment, and for how many people it needs one. */
export interface WaitingParty {
  booking_id: string
  heads: number
}

/**
 * The parties of a night that wait for a table. Whoever decides by them has locked the night, and
 * so sees the ones of everybody who has had its lock before.
 */
export function selectWaitingParties(db: Queryable, nightId: string): Promise<WaitingParty[]> {
  return rows<WaitingParty>(
    db,
    'waiting_parties',
    `select booking_id, heads from waiting_parties where night_id = $1`,
    [nightId],
  )
}

/** From now on a booking waits for a table for so many people. */
export function insertWaitingParty(
  tx: Tx,
  nightId: string,
  bookingId: string,
  heads: number,
): Promise<number> {
  return touched(
    tx,
    'insert_waiting_party',
    `insert into waiting_parties (night_id, booking_id, heads) values ($1, $2, $3)`,
    [nightId, bookingId, heads],
  )
}

/** A booking waits for a table for so many people fewer; 0 rows when it does not wait. */
export function takeWaitingHeads(tx: Tx, bookingId: string, heads: number): Promise<number> {
  return touched(
    tx,
    'take_waiting_heads',
    `update waiting_parties set heads = heads - $2 where booking_id = $1`,
    [bookingId, heads],
  )
}

/** A booking waits no more; 0 rows when it did not. */
export function deleteWaitingParty(tx: Tx, bookingId: string): Promise<number> {
  return touched(tx, 'delete_waiting_party', `delete from waiting_parties where booking_id = $1`, [
    bookingId,
  ])
}
