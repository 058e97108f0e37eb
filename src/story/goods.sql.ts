/**
 * What happened to an order and its goods, as rows of (at, what, subject, n, detail); `one` is the
 * order. Read across rooms on purpose, like the audit's queries.
 */
export const goodsQuery = `
select placed_at as at, 'order.placed' as what, o.id as subject, 0 as n, jsonb_build_object(
         'night', coalesce((
           select n.title from order_moves m join nights n on n.id = m.from_night_id
            where m.order_id = o.id order by m.moved_at, m.id limit 1), g.title),
         'amount_minor', total_minor, 'currency', o.currency) as detail
  from one o join nights g on g.id = o.night_id
union all
select o.placed_at, 'order.line', l.id, l.position, jsonb_build_object('name', l.name,
         'quantity', l.quantity, 'unit_price_minor', l.unit_price_minor, 'currency', o.currency)
  from one o join order_lines l on l.order_id = o.id
union all
select h.made_at, 'hold.made', h.id, l.position, jsonb_build_object(
         'name', l.name, 'quantity', h.quantity,
         'expires_at', coalesce(h.extended_from, h.expires_at))
  from one o join holds h on h.order_id = o.id join order_lines l on l.id = h.order_line_id
union all
select h.extended_at, 'hold.extended', h.id, l.position, jsonb_build_object(
         'name', l.name, 'quantity', h.quantity, 'expires_at', h.expires_at)
  from one o join holds h on h.order_id = o.id join order_lines l on l.id = h.order_line_id
 where h.extended_at is not null
union all
select h.ended_at, 'hold.' || h.state, h.id, l.position, jsonb_build_object(
         'name', l.name, 'quantity', h.quantity)
  from one o join holds h on h.order_id = o.id join order_lines l on l.id = h.order_line_id
 where h.ended_at is not null
union all
select moment.at, 'order.' || moment.state, o.id, 0, '{}'::jsonb
  from one o, lateral (values ('paid', o.paid_at), ('fulfilled', o.fulfilled_at),
    ('expired', o.expired_at), ('refunded', o.refunded_at)) as moment (state, at)
 where moment.at is not null
union all
select f.failed_at, 'fulfilment.failed', o.id, f.retries, jsonb_build_object(
         'retries', f.retries, 'reason', f.reason)
  from one o join fulfilment_tries f on f.order_id = o.id
union all
select t.issued_at, 'ticket.issued', t.id, l.position * 1000 + t.ordinal, jsonb_build_object(
         'name', l.name, 'ordinal', t.ordinal)
  from one o join tickets t on t.order_id = o.id join order_lines l on l.id = t.order_line_id
union all
select t.voided_at, 'ticket.voided', t.id, l.position * 1000 + t.ordinal, jsonb_build_object(
         'reason', t.voided_reason, 'refund', t.refund_id)
  from one o join tickets t on t.order_id = o.id join order_lines l on l.id = t.order_line_id
 where t.voided_at is not null
union all
select a.admitted_at, 'ticket.admitted', a.id, 0, jsonb_build_object(
         'ticket', t.id, 'admitted_by', a.admitted_by)
  from one o join tickets t on t.order_id = o.id join admissions a on a.ticket_id = t.id
union all
select told.at, 'entrance.' || told.what, e.id, 0, jsonb_build_object(
         'heads', h.heads, told.who, told.name)
  from one o
  join entrances e on e.night_id = o.night_id and e.undone_at is not null
 cross join lateral (select (
         (select count(*) from tickets where order_id = o.id and id = any(e.ticket_ids))
       + (select count(*) from passes where order_id = o.id and id = any(e.pass_ids)))::int
         as heads) h
 cross join lateral (values ('made', e.at, 'admitted_by', e.admitted_by),
         ('undone', e.undone_at, 'undone_by', e.undone_by)) as told (what, at, who, name)
 where h.heads > 0
union all
select b.created_at, 'booking.made', b.id, 0, jsonb_build_object(
         'heads', a.party_size, 'booked_by', b.booked_by)
  from one o join bookings b on b.order_id = o.id join agreements a on a.order_id = o.id
union all
select b.ended_at, 'booking.ended', b.id, 0, jsonb_build_object('state', b.state)
  from one o join bookings b on b.order_id = o.id where b.ended_at is not null
union all
select s.issued_at, 'pass.issued', s.id, s.ordinal, jsonb_build_object('ordinal', s.ordinal)
  from one o join passes s on s.order_id = o.id
union all
select s.claimed_at, 'pass.claimed', s.id, s.ordinal, jsonb_build_object('ordinal', s.ordinal)
  from one o join passes s on s.order_id = o.id where s.claimed_at is not null
union all
select s.voided_at, 'pass.voided', s.id, s.ordinal, jsonb_build_object('reason', s.voided_reason)
  from one o join passes s on s.order_id = o.id where s.voided_at is not null
union all
select a.admitted_at, 'pass.admitted', a.id, 0, jsonb_build_object(
         'pass', s.id, 'admitted_by', a.admitted_by)
  from one o join passes s on s.order_id = o.id join admissions a on a.pass_id = s.id`
