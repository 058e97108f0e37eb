-- An order that the house has moved to another night. What was ordered and paid for stays as it was
-- written down; what is handed out for it, and with it the order, is of the other night since.
create table order_moves (
  -- Made by the page that asks: pressed twice, it moves once.
  id text primary key,
  order_id text not null references orders,
  from_night_id text not null references nights,
  to_night_id text not null references nights,
  -- What was paid for what moves, without what went back when it moved before, and what it costs
  -- on the other night. What it costs more than that was let go.
  paid_minor bigint not null check (paid_minor > 0),
  price_minor bigint not null check (price_minor > 0),
  -- What it costs less goes back.
  refund_id text unique,
  -- What a party had agreed on until then.
  agreed_before jsonb,
  moved_by text not null check (length(moved_by) between 1 and 100),
  -- By the clock, not when the transaction began: who waits for the order's lock comes after who
  -- had it, and the last move is the one that tells where the order is.
  moved_at timestamptz not null default clock_timestamp(),
  constraint moved_to_another_night check (from_night_id <> to_night_id),
  constraint difference_goes_back check ((price_minor < paid_minor) = (refund_id is not null)),
  constraint moved_by_its_orders_refund
    foreign key (refund_id, order_id) references refunds (id, order_id)
);
create index order_moves_by_order on order_moves (order_id, moved_at);
create index order_moves_by_night on order_moves (from_night_id);
create trigger announce after insert on order_moves
  for each statement execute function changes.announce('changes.orders');

alter table refunds drop constraint refunds_reason_check, add constraint refunds_reason_check
  check (reason in ('owner', 'late_money', 'second_charge', 'stripe', 'moved'));

-- A party's orders, booking and passes are of one night, which they leave together: until all of
-- them have, the keys that say so wait.
alter table bookings alter constraint booking_of_its_orders_night deferrable;
alter table orders alter constraint more_guests_of_the_bookings_night deferrable;
alter table passes alter constraint pass_of_its_bookings_night deferrable;
alter table passes alter constraint pass_of_its_orders_night deferrable;
