/** What the books of an order say of its moves to other nights. */
export interface MoveFacts {
  /** Valid tickets that are for another night than the order, or of a kind of another night. */
  tickets_elsewhere: number
  /** The night that it was moved to last is not the one that it is for. */
  is_astray: boolean
  /** What was to go back when it was moved, and what the refunds of these moves are of. */
  moved_back_minor: number
  moved_asked_minor: number
  /** All that was asked for so, but for what one of Stripe's dashboard took the place of. */
  moved_refunds_minor: number
  /** It is the difference of another order's move, and how many moves it has paid for. */
  is_difference: boolean
  moves_paid: number
  /** It has paid for a move, and is for another night than what it moved. */
  is_difference_astray: boolean
  /** Differences of its own moves that the house has, and no bank argues about. */
  differences_kept: number
}

/** Columns of a statement that reads orders as `o`. */
export const moveFacts = `(select count(*) from tickets t join ticket_types y on y.id = t.ticket_type_id
         where t.order_id = o.id and t.state = 'valid'
           and (t.night_id <> o.night_id or y.night_id <> o.night_id))::int as tickets_elsewhere,
       coalesce((select m.to_night_id <> o.night_id from order_moves m where m.order_id = o.id
         order by m.moved_at desc, m.id desc limit 1), false) as is_astray,
       (select coalesce(sum(m.paid_minor - m.price_minor), 0) from order_moves m
         where m.order_id = o.id and m.price_minor < m.paid_minor)::float8 as moved_back_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r
         join order_moves m on m.refund_id = r.id
         where r.order_id = o.id and r.reason = 'moved')::float8 as moved_asked_minor,
       (select coalesce(sum(r.amount_minor), 0) from refunds r
         where r.order_id = o.id and r.reason = 'moved'
           and r.failure_reason is distinct from 'superseded')::float8 as moved_refunds_minor,
       o.moves_order_id is not null as is_difference,
       (select count(*) from order_moves m where m.paid_by_order_id = o.id)::int as moves_paid,
       o.state = 'fulfilled' and exists (select from orders d where d.id = o.moves_order_id
         and d.night_id <> o.night_id) as is_difference_astray,
       (select count(*) from orders d join payments p on p.order_id = d.id
         where d.moves_order_id = o.id and d.state = 'fulfilled' and p.state = 'succeeded'
           and p.refunded_minor < p.received_minor and not exists (
             select from disputes b where b.payment_id = p.id and b.state <> 'won'))::int
         as differences_kept`
