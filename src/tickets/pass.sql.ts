import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** One head's entry under a booking. */
export interface Pass {
  id: string
  booking_id: string
  /** 1 for the party's first head. */
  ordinal: number
  /** The order that paid for this head; null for a party that walked in. */
  order_id: string | null
  night_id: string
  /** What the QR code says. */
  code: string
  /** The unguessable part of the link by which a guest claims it. */
  claim_secret: string
  state: 'valid' | 'voided'
  /** Whose it is; null while the booker keeps it. */
  name: string | null
  claimed_at: Date | null
  issued_at: Date
  voided_at: Date | null
  voided_reason: PassVoidReason | null
}

export type PassVoidReason = 'refunded' | 'revoked' | 'cancelled'

export type NewPass = Pick<
  Pass,
  'id' | 'booking_id' | 'ordinal' | 'order_id' | 'night_id' | 'code' | 'claim_secret'
> & { places: number }

const passQuery = `select id, booking_id, ordinal, order_id, night_id, code, claim_secret, state,
  name, claimed_at, issued_at, voided_at, voided_reason from passes`

/**
 * Inserts a pass. The database refuses one beyond the booking's places, and a second valid one for
 * the same head (F47).
 */
export function insertPass(tx: Tx, pass: NewPass): Promise<number> {
  return touched(
    tx,
    'insert_pass',
    `insert into passes (id, booking_id, places, ordinal, order_id, night_id, code, claim_secret)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      pass.id,
      pass.booking_id,
      pass.places,
      pass.ordinal,
      pass.order_id,
      pass.night_id,
      pass.code,
      pass.claim_secret,
    ],
  )
}

/** All passes of a booking, head by head, the newest of each last. */
export function selectPasses(db: Queryable, bookingId: string): Promise<Pass[]> {
  return rows<Pass>(
    db,
    'passes_of_booking',
    `${passQuery} where booking_id = $1 order by ordinal, issued_at, id`,
    [bookingId],
  )
}

/** The same, locked until the transaction ends: no door admits one meanwhile. */
export function lockPasses(tx: Tx, bookingId: string): Promise<Pass[]> {
  return rows<Pass>(
    tx,
    'lock_passes_of_booking',
    `${passQuery} where booking_id = $1 order by ordinal, issued_at, id for update`,
    [bookingId],
  )
}

/** A pass by its id. */
export function selectPass(db: Queryable, id: string): Promise<Pass | undefined> {
  return row<Pass>(db, 'pass', `${passQuery} where id = $1`, [id])
}

/** The same, locked until the transaction ends. Whoever locks its booking does so before. */
export function lockPass(tx: Tx, id: string): Promise<Pass | undefined> {
  return row<Pass>(tx, 'lock_pass', `${passQuery} where id = $1 for update`, [id])
}

/** The pass with this code. */
export function selectPassByCode(db: Queryable, code: string): Promise<Pass | undefined> {
  return row<Pass>(db, 'pass_by_code', `${passQuery} where code = $1`, [code])
}

/** The pass with this code, locked until the transaction ends: nobody voids it meanwhile. */
export function lockPassByCode(tx: Tx, code: string): Promise<Pass | undefined> {
  return row<Pass>(tx, 'lock_pass_by_code', `${passQuery} where code = $1 for update`, [code])
}

/** valid → voided, for those of `ids` that are still valid. */
export function markPassesVoided(tx: Tx, ids: string[], reason: PassVoidReason): Promise<number> {
  return touched(
    tx,
    'void_passes',
    `update passes set state = 'voided', voided_at = now(), voided_reason = $2
      where id = any($1) and state = 'valid'`,
    [ids, reason],
  )
}

/**
 * The passes of a party that went void since it did not come; not those that were void before, and
 * not those whose money has gone back, or is to.
 */
export async function selectPassesOfNoShow(tx: Tx, bookingId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'passes_of_no_show',
    `select p.id from passes p join bookings b on b.id = p.booking_id
      where b.id = $1 and b.state = 'no_show'
        and p.voided_reason = 'cancelled' and p.voided_at = b.ended_at
        and (p.order_id is null or exists (
          select from orders o where o.id = p.order_id and o.state in ('paid', 'fulfilled')))`,
    [bookingId],
  )
  return found.map(({ id }) => id)
}

/** voided → valid, of those. */
export function markPassesValidAgain(tx: Tx, ids: string[]): Promise<number> {
  return touched(
    tx,
    'take_back_voided_passes',
    `update passes set state = 'valid', voided_at = null, voided_reason = null
      where id = any($1) and voided_reason = 'cancelled'`,
    [ids],
  )
}

/** How many valid passes a booking has, how many of them guests have claimed, and who is inside. */
export interface PassCount {
  booking_id: string
  heads: number
  claimed: number
  inside: number
}

/** The passes of these bookings, counted; one without any has no entry. */
export async function selectPassCounts(
  db: Queryable,
  bookingIds: string[],
): Promise<Map<string, PassCount>> {
  const found = await rows<PassCount>(
    db,
    'pass_counts',
    `select p.booking_id, count(*) filter (where p.state = 'valid')::int as heads,
            count(p.name) filter (where p.state = 'valid')::int as claimed,
            count(a.id)::int as inside
       from passes p left join admissions a on a.pass_id = p.id
      where p.booking_id = any($1) group by p.booking_id`,
    [bookingIds],
  )
  return new Map(found.map((count) => [count.booking_id, count]))
}

/** Gives an unclaimed pass its name. 0 rows: it has one, or is void. The pass is locked. */
export function markClaimed(tx: Tx, id: string, name: string): Promise<number> {
  return touched(
    tx,
    'claim_pass',
    `update passes set name = $2, claimed_at = now()
      where id = $1 and state = 'valid' and claimed_at is null`,
    [id, name],
  )
}

/** Gives a valid pass a name, whether or not it has one; the claim keeps its time. It is locked. */
export function renamePass(tx: Tx, id: string, name: string): Promise<number> {
  return touched(
    tx,
    'rename_pass',
    `update passes set name = $2, claimed_at = coalesce(claimed_at, now())
      where id = $1 and state = 'valid'`,
    [id, name],
  )
}
