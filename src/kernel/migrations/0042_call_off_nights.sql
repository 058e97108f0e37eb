-- A night that was called off: by whom and why, and what of it was to be given back at that moment.
create table night_cancellations (
  night_id text primary key references nights,
  cancelled_by text not null check (length(cancelled_by) between 1 and 200),
  -- For the venue's own books; no guest reads it.
  reason text not null check (length(reason) between 1 and 500),
  orders integer not null check (orders >= 0),
  money_minor bigint not null check (money_minor >= 0),
  reserved_minor bigint not null check (reserved_minor >= 0),
  cancelled_at timestamptz not null default now()
);

-- An order of such a night, and what became of its money. Its key is the promise that it is called
-- off once, whoever begins anew after a crash.
create table called_off_orders (
  order_id text primary key references orders,
  night_id text not null references night_cancellations,
  -- `disputed` is decided by a bank first, and by us after it.
  outcome text not null check (outcome in ('refunded', 'released', 'disputed', 'nothing')),
  -- What was asked to go back, or to be let go.
  amount_minor bigint not null check (amount_minor >= 0),
  called_off_at timestamptz not null default now(),
  constraint amount_of_money check
    ((outcome in ('refunded', 'released')) = (amount_minor > 0))
);
create index called_off_orders_by_night on called_off_orders (night_id);
create index called_off_orders_in_dispute on called_off_orders (order_id)
  where outcome = 'disputed';

create trigger announce after insert or update on night_cancellations
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on called_off_orders
  for each statement execute function changes.announce('changes.orders');
