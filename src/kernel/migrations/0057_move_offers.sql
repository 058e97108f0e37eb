-- A move to a dearer night that its guest pays the difference of first. The difference is an order
-- of its own, for just that amount, which holds the places there; when it is paid, what it is for
-- moves. Whether that still waits is the state of this order, and is written nowhere else.
create table move_offers (
  -- The order of the difference. Made by the page that asks: pressed twice, it asks once.
  order_id text primary key references orders deferrable initially deferred,
  moved_order_id text not null references orders,
  from_night_id text not null references nights,
  to_night_id text not null references nights,
  -- Which kind of ticket each line becomes, and for how many heads.
  kinds jsonb not null check (jsonb_array_length(kinds) > 0),
  -- What was paid for what moves, and what it costs on the other night.
  paid_minor bigint not null check (paid_minor > 0),
  price_minor bigint not null,
  asked_by text not null check (length(asked_by) between 1 and 100),
  asked_at timestamptz not null default clock_timestamp(),
  withdrawn_by text check (length(withdrawn_by) between 1 and 100),
  withdrawn_at timestamptz,
  constraint offered_for_another_night check (from_night_id <> to_night_id),
  constraint offered_where_it_costs_more check (price_minor > paid_minor),
  constraint offer_withdrawn_by_somebody
    check (num_nonnulls(withdrawn_by, withdrawn_at) in (0, 2)),
  constraint offer_of_another_order check (moved_order_id <> order_id),
  constraint offers_by_both_orders unique (moved_order_id, order_id),
  -- What a move that was paid for says of itself is what was offered.
  constraint offers_as_moved unique
    (order_id, moved_order_id, from_night_id, to_night_id, paid_minor, price_minor)
);
create trigger announce after insert or update on move_offers
  for each statement execute function changes.announce('changes.orders');

-- The order whose difference this one is; null on every other order. One of them waits at a time.
alter table orders add column moves_order_id text;
alter table orders
  add constraint difference_as_offered foreign key (moves_order_id, id)
    references move_offers (moved_order_id, order_id),
  add constraint difference_is_of_tickets
    check (moves_order_id is null or kind = 'ga' and comp_id is null);
create unique index orders_one_difference_open on orders (moves_order_id)
  where moves_order_id is not null and state in ('open', 'paid');
create index orders_differences on orders (moves_order_id) where moves_order_id is not null;

alter table orders drop constraint orders_late_because_check,
  add constraint orders_late_because_check check (late_because in
    ('sold_out', 'no_table', 'night_over', 'night_cancelled', 'party_over', 'move_over'));

-- Its one line is the difference, and may hold tickets of several kinds.
alter table order_lines drop constraint order_lines_kind_check,
  add constraint order_lines_kind_check check
    (kind in ('ticket', 'table', 'package', 'extra_guests', 'deposit', 'difference'));
drop index holds_one_live_per_line;
create unique index holds_one_live_per_line on holds (order_line_id, ticket_type_id)
  nulls not distinct where state in ('active', 'converted');

alter table order_moves add column paid_by_order_id text unique;
alter table order_moves
  add constraint paid_by_who_pays_more check (paid_by_order_id is null or price_minor > paid_minor),
  add constraint moved_as_offered foreign key
    (paid_by_order_id, order_id, from_night_id, to_night_id, paid_minor, price_minor)
    references move_offers
      (order_id, moved_order_id, from_night_id, to_night_id, paid_minor, price_minor);
