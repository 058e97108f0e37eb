-- What one guest wants and whether it is paid for. The id is made by the page that places it, so
-- that a second click finds the first one's order.
create table orders (
  id text primary key,
  night_id text not null references nights,
  -- The unguessable part of the guest's permanent link.
  secret text not null check (length(secret) >= 32),
  state text not null default 'open'
    check (state in ('open', 'paid', 'fulfilled', 'expired', 'refund_due', 'refunded')),
  -- The issuing of tickets, from the moment that money has arrived.
  fulfilment text check (fulfilment in ('pending', 'done', 'stuck')),
  fulfil_retries smallint not null default 0 check (fulfil_retries >= 0),
  total_minor bigint not null check (total_minor > 0),
  currency char(3) not null check (currency = lower(currency)),
  guest_name text check (length(guest_name) between 1 and 200),
  guest_email text check (length(guest_email) between 3 and 320),
  locale text not null default 'en',
  placed_at timestamptz not null default now(),
  paid_at timestamptz,
  fulfilled_at timestamptz,
  expired_at timestamptz,
  constraint fulfilled_means_done check ((state = 'fulfilled') <= (fulfilment is not distinct from 'done')),
  constraint paid_has_fulfilment check ((state in ('paid', 'fulfilled')) <= (fulfilment is not null)),
  constraint paid_knows_when check ((state in ('paid', 'fulfilled')) <= (paid_at is not null))
);
create index orders_by_night on orders (night_id, placed_at);

-- What was ordered, at the price of that moment.
create table order_lines (
  id text primary key,
  order_id text not null references orders,
  ticket_type_id text not null references ticket_types,
  name text not null,
  quantity integer not null check (quantity between 1 and 100),
  unit_price_minor bigint not null check (unit_price_minor > 0),
  position smallint not null,
  unique (order_id, ticket_type_id)
);

-- Stock reserved for one line until `expires_at`. Only the database's clock decides when that is.
create table holds (
  id text primary key,
  order_id text not null references orders,
  order_line_id text not null references order_lines,
  ticket_type_id text not null references ticket_types,
  quantity integer not null check (quantity > 0),
  state text not null default 'active'
    check (state in ('active', 'converted', 'expired', 'released')),
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint ended_when_not_active check ((state = 'active') = (ended_at is null))
);
create index holds_by_order on holds (order_id);
-- A line may be held again after its hold has ended, for money that came late; never twice at once.
create unique index holds_one_live_per_line on holds (order_line_id)
  where state in ('active', 'converted');
create index holds_active_by_expiry on holds (expires_at) where state = 'active';
