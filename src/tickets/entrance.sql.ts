import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** One press, or one scan, at the page of the door: the heads that it let in together. */
export interface Entrance {
  id: string
  night_id: string
  /** The party; null where they had tickets. */
  booking_id: string | null
  ticket_ids: string[]
  pass_ids: string[]
  member_id: string
  admitted_by: string
  at: Date
  undone_at: Date | null
  undone_by: string | null
  /** For how long it can still be taken back, by the database's clock. */
  undo_left_ms: number
}

export type NewEntrance = Pick<
  Entrance,
  'id' | 'night_id' | 'booking_id' | 'ticket_ids' | 'pass_ids' | 'member_id' | 'admitted_by'
>

/** An entrance by its id. */
export function selectEntrance(db: Queryable, id: string): Promise<Entrance | undefined> {
  return row<Entrance>(
    db,
    'entrance',
    `select id, night_id, booking_id, ticket_ids, pass_ids, member_id, admitted_by, at, undone_at,
            undone_by, case when undone_at is not null then 0 else greatest(0,
              extract(epoch from at + interval '1 minute' - clock_timestamp()) * 1000)::int end
              as undo_left_ms
       from entrances where id = $1`,
    [id],
  )
}

/** The order that a ticket is of. */
export async function selectOrderOfTicket(db: Queryable, id: string): Promise<string | undefined> {
  const found = await row<{ order_id: string }>(
    db,
    'order_of_ticket',
    `select order_id from tickets where id = $1`,
    [id],
  )
  return found?.order_id
}

/** Inserts an entrance; 0 rows when there is one with this id. */
export function insertEntrance(tx: Tx, entrance: NewEntrance): Promise<number> {
  return touched(
    tx,
    'insert_entrance',
    `insert into entrances
       (id, night_id, booking_id, ticket_ids, pass_ids, member_id, admitted_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [
      entrance.id,
      entrance.night_id,
      entrance.booking_id,
      entrance.ticket_ids,
      entrance.pass_ids,
      entrance.member_id,
      entrance.admitted_by,
    ],
  )
}

/** Takes an entrance back; 0 rows when somebody has done so, or its minute is over. */
export function markEntranceUndone(tx: Tx, id: string, actor: string): Promise<number> {
  return touched(
    tx,
    'undo_entrance',
    `update entrances set undone_at = now(), undone_by = $2
      where id = $1 and undone_at is null and now() <= at + interval '1 minute'`,
    [id, actor],
  )
}

/** Whom it let in is outside again; the entrance keeps who they were. */
export function deleteAdmissions(tx: Tx, entranceId: string): Promise<number> {
  return touched(
    tx,
    'delete_admissions_of_entrance',
    `delete from admissions where entrance_id = $1`,
    [entranceId],
  )
}

/**
 * arrived → confirmed: nobody of a party is in after all, and it was an entrance, taken back since,
 * that had said so. Where its money goes back it stays as it is: a table would be kept for nobody.
 */
export function markNobodyArrived(tx: Tx, bookingId: string): Promise<number> {
  return touched(
    tx,
    'mark_nobody_arrived',
    `update bookings b set state = 'confirmed', arrived_at = null
      where b.id = $1 and b.state = 'arrived'
        and not exists (select from passes p join admissions a on a.pass_id = p.id
                         where p.booking_id = b.id)
        and exists (select from entrances e
                     where e.booking_id = b.id and e.undone_at is not null
                       and e.at = b.arrived_at)
        and exists (select from orders o
                     where o.id = b.order_id and o.state not in ('refund_due', 'refunded'))`,
    [bookingId],
  )
}

/** Is any of these passes of an order whose money has gone back, or is about to? */
export async function isMoneyBack(tx: Tx, passIds: string[]): Promise<boolean> {
  const found = await rows(
    tx,
    'passes_without_money',
    `select p.id from passes p join orders o on o.id = p.order_id
      where p.id = any ($1) and o.state not in ('paid', 'fulfilled') limit 1`,
    [passIds],
  )
  return found.length > 0
}
