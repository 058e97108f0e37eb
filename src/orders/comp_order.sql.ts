import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'

/**
 * Writes the order of an approved comp. It costs nothing, so there is nothing to wait for: it is
 * fulfilled from the start, and was never paid.
 */
export function insertCompOrder(
  tx: Tx,
  compId: string,
  { secret, currency }: { secret: string; currency: string },
): Promise<number> {
  return touched(
    tx,
    'insert_comp_order',
    `insert into orders (id, comp_id, kind, night_id, secret, state, fulfilment, total_minor,
                         currency, guest_name, guest_email, locale, fulfilled_at)
     select order_id, id, case when vip_table_id is null then 'ga' else 'vip' end, night_id, $2,
            'fulfilled', 'done', 0, $3, guest_name, guest_email, locale, now()
       from comps where id = $1`,
    [compId, secret, currency],
  )
}

/** Its one line, just as it was approved; the name is the ticket's or the table's. */
export function insertCompLine(tx: Tx, compId: string, id: string, name: string): Promise<number> {
  return touched(
    tx,
    'insert_comp_line',
    `insert into order_lines (id, order_id, comp_id, kind, ticket_type_id, name, quantity,
                              unit_price_minor, position)
     select $2, order_id, id, case when vip_table_id is null then 'ticket' else 'table' end,
            ticket_type_id, $3, case when vip_table_id is null then quantity else 1 end, 0, 0
       from comps where id = $1`,
    [compId, id, name],
  )
}

/**
 * What a party that the house invites agrees to: nothing is to be paid, ahead or at the door, and
 * the table is for as many as were approved.
 */
export function insertCompAgreement(
  tx: Tx,
  compId: string,
  { arrive_by, policy }: { arrive_by: Date; policy: string },
): Promise<number> {
  return touched(
    tx,
    'insert_comp_agreement',
    `insert into agreements
       (order_id, comp_id, night_id, vip_table_id, wished_id, party_size, guests_included,
        guests_max, extra_guests, extra_guest_price_minor, table_price_minor, minimum_spend_minor,
        charge, charged_minor, credited_minor, worth_minor, arrive_by, policy, capture)
     select order_id, id, night_id, vip_table_id, vip_table_id, quantity, quantity, quantity, 0, 0,
            0, 0, 'full', 0, 0, 0, $2, $3, 'at_once'
       from comps where id = $1`,
    [compId, arrive_by, policy],
  )
}

/** fulfilled → withdrawn, of a comp's order alone: nothing was paid, so nothing goes back. */
export function markOrderWithdrawn(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_order_withdrawn',
    `update orders set state = 'withdrawn'
      where id = $1 and state = 'fulfilled' and comp_id is not null`,
    [id],
  )
}

/** Is an order one that the house gives? */
export async function selectIsOfComp(db: Queryable, orderId: string): Promise<boolean> {
  const found = await row(
    db,
    'is_order_of_comp',
    `select from orders where id = $1 and comp_id is not null`,
    [orderId],
  )
  return found !== undefined
}
