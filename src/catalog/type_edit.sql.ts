import { row, rows, touched, type Tx } from '../kernel/index.ts'
import { localSql } from './local_time.sql.ts'

/** What an editor of a kind of ticket has in front of them. Times are local; null is no limit. */
export interface TypeDetails {
  name: string
  description: string
  price_minor: number
  capacity: number
  order_quantity_max: number
  sales_start_at: string | null
  sales_end_at: string | null
  /** The release after which it opens. */
  opens_after: string | null
}

/** A kind of ticket that may be about to be changed. */
export interface EditedType extends TypeDetails {
  id: string
  version: number
  taken: number
  start_raw: string
  end_raw: string
}

/** The kinds of ticket of a night, in the order of its page. Read behind the night's lock. */
export function selectEditedTypes(tx: Tx, nightId: string): Promise<EditedType[]> {
  return rows<EditedType>(
    tx,
    'ticket_types_to_edit',
    `select t.id, t.name, t.description, t.price_minor::float8, t.capacity, t.order_quantity_max,
            t.opens_after, t.version, t.taken, t.sales_start_at::text as start_raw,
            t.sales_end_at::text as end_raw,
            ${localSql('t.sales_start_at', 'v.time_zone')} as sales_start_at,
            ${localSql('t.sales_end_at', 'v.time_zone')} as sales_end_at
       from ticket_types t join nights n on n.id = t.night_id join venues v on v.id = n.venue_id
      where t.night_id = $1 order by t.position, t.id`,
    [nightId],
  )
}

/** A new kind of ticket, behind the others of its night; no row where its id is there already. */
export function insertType(
  tx: Tx,
  nightId: string,
  id: string,
  type: TypeDetails,
): Promise<number> {
  return touched(
    tx,
    'insert_ticket_type',
    `insert into ticket_types (night_id, id, name, description, price_minor, capacity,
                               order_quantity_max, sales_start_at, sales_end_at, opens_after,
                               position)
     select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz, $10,
            coalesce(max(position) + 1, 0)
       from ticket_types where night_id = $1
     on conflict (id) do nothing`,
    [nightId, id, ...valuesOf(type)],
  )
}

/**
 * Writes what an editor has changed; its times are moments here. No row where more is sold or held
 * than the new capacity: guests who buy meanwhile queue on the same row.
 */
export function updateType(tx: Tx, id: string, type: TypeDetails): Promise<number> {
  return touched(
    tx,
    'update_ticket_type',
    `update ticket_types set name = $2, description = $3, price_minor = $4, capacity = $5,
            order_quantity_max = $6, sales_start_at = $7::timestamptz,
            sales_end_at = $8::timestamptz, opens_after = $9, version = version + 1
      where id = $1 and taken <= $5`,
    [id, ...valuesOf(type)],
  )
}

const valuesOf = (type: TypeDetails) => [
  type.name,
  type.description,
  type.price_minor,
  type.capacity,
  type.order_quantity_max,
  type.sales_start_at,
  type.sales_end_at,
  type.opens_after,
]

/** Sold and held together, as of now. */
export async function selectTaken(tx: Tx, id: string): Promise<number> {
  const found = await row<{ taken: number }>(
    tx,
    'taken_of_ticket_type',
    `select taken from ticket_types where id = $1`,
    [id],
  )
  return found?.taken ?? 0
}

/** Takes a kind of ticket away that nobody has ever ordered; no row where somebody has. */
export function deleteType(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'delete_ticket_type',
    `delete from ticket_types t where id = $1 and taken = 0
        and not exists (select from order_lines where ticket_type_id = t.id)
        and not exists (select from tickets where ticket_type_id = t.id)`,
    [id],
  )
}

/** Puts the kinds of ticket of a night in this order. Locked as buyers lock them: by their ids. */
export async function updatePositions(tx: Tx, nightId: string, ids: string[]): Promise<number> {
  await rows(
    tx,
    'lock_ticket_types_to_order',
    `select id from ticket_types where night_id = $1 order by id for no key update`,
    [nightId],
  )
  return touched(
    tx,
    'order_ticket_types',
    `update ticket_types t set position = o.position - 1
       from unnest($2::text[]) with ordinality as o (id, position)
      where t.id = o.id and t.night_id = $1 and t.position <> o.position - 1`,
    [nightId, ids],
  )
}
