-- The canvas that a house's zones and VIP tables are drawn on. A night is sold on one of them; a
-- changed plan is a new row, so that a night keeps the plan it was sold with.
create table floor_plans (
  id text primary key,
  venue_id text not null references venues,
  name text not null check (name <> ''),
  -- The canvas in units of its own; everything on it lies within.
  width integer not null check (width between 100 and 10000),
  height integer not null check (height between 100 and 10000),
  created_at timestamptz not null default now()
);

-- A part of the house where VIP tables stand, as a rectangle of its floor plan.
create table zones (
  id text primary key,
  floor_plan_id text not null references floor_plans,
  name text not null check (name <> ''),
  x integer not null check (x >= 0),
  y integer not null check (y >= 0),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  position smallint not null,
  created_at timestamptz not null default now()
);
create index zones_by_floor_plan on zones (floor_plan_id, position);

-- A table for a party. `rank` says how good it is, 1 the best; equal ranks are as good as another.
create table vip_tables (
  id text primary key,
  zone_id text not null references zones,
  name text not null check (name <> ''),
  kind text not null check (kind in ('table', 'high_table', 'booth', 'sofa', 'stage')),
  capacity smallint not null check (capacity between 1 and 100),
  rank smallint not null check (rank between 1 and 1000),
  -- Its centre, size and turn on the floor plan.
  shape text not null check (shape in ('round', 'rectangle')),
  x integer not null check (x >= 0),
  y integer not null check (y >= 0),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  rotation smallint not null default 0 check (rotation between 0 and 359),
  created_at timestamptz not null default now(),
  unique (zone_id, name)
);

-- A night with VIP tables, and what holds for all of them.
create table vip_nights (
  night_id text primary key references nights,
  floor_plan_id text not null references floor_plans,
  sales_start_at timestamptz not null default '-infinity',
  sales_end_at timestamptz not null default 'infinity',
  -- Until then a party's table is kept for it.
  arrive_by timestamptz not null,
  -- What a guest agrees to, in the venue's words.
  policy text not null check (policy <> ''),
  -- When the card is charged: at once, or authorised at once and captured when the doors open.
  capture text not null default 'at_once' check (capture in ('at_once', 'at_doors')),
  -- Bookings that have no table at this moment: as many tables are kept free for them.
  unassigned integer not null default 0 check (unassigned >= 0),
  check (sales_start_at < sales_end_at),
  -- Until a deposit can be authorised and captured later, nobody must be promised that it is.
  constraint charged_at_once_for_now check (capture = 'at_once')
);

-- Bottles and extras that a party can order ahead, for one night.
create table packages (
  id text primary key,
  night_id text not null references vip_nights,
  name text not null check (name <> ''),
  description text not null default '',
  includes text[] not null default '{}',
  price_minor bigint not null check (price_minor > 0 and price_minor <= 99999999),
  position smallint not null,
  created_at timestamptz not null default now()
);
create index packages_by_night on packages (night_id, position);

-- One VIP table on sale for one night: its terms, and who has it. There is one row, so there is one
-- party: a hold, a booking or a block, and never two of them.
create table table_offers (
  night_id text not null references vip_nights,
  vip_table_id text not null references vip_tables,
  -- What the space costs. Never mixed with what is drunk at it, or with what is paid ahead.
  table_price_minor bigint not null default 0 check (table_price_minor between 0 and 99999999),
  minimum_spend_minor bigint not null default 0 check (minimum_spend_minor between 0 and 99999999),
  -- What is paid ahead: everything that has a price, or a deposit, fixed or a share of the evening.
  charge text not null check (charge in ('full', 'deposit')),
  deposit_minor bigint check (deposit_minor between 1 and 99999999),
  deposit_percent smallint check (deposit_percent between 1 and 100),
  -- Whether the deposit counts towards the bill.
  is_deposit_credited boolean not null default true,
  guests_included smallint not null check (guests_included > 0),
  guests_max smallint not null check (guests_max <= 100),
  extra_guest_price_minor bigint not null default 0
    check (extra_guest_price_minor between 0 and 99999999),
  hold_id text unique references holds,
  booking_id text unique deferrable initially immediate,
  -- How many people the table is promised to: paid for, or being paid for.
  heads smallint not null default 0,
  blocked_at timestamptz,
  blocked_by text check (length(blocked_by) between 1 and 200),
  block_reason text check (length(block_reason) <= 200),
  primary key (night_id, vip_table_id),
  constraint one_party_per_table check (num_nonnulls(hold_id, booking_id, blocked_at) <= 1),
  constraint never_more_heads_than_places check (heads between 0 and guests_max),
  constraint heads_belong_to_a_party check ((heads > 0) = (num_nonnulls(hold_id, booking_id) = 1)),
  constraint blocked_by_somebody check ((blocked_at is null) = (blocked_by is null)),
  check (guests_included <= guests_max),
  check (num_nonnulls(deposit_minor, deposit_percent) = case charge when 'deposit' then 1 else 0 end)
);

-- What kind of order it is: GA tickets, a VIP table, or more guests for one that is booked.
alter table orders add column kind text not null default 'ga'
  check (kind in ('ga', 'vip', 'vip_guests'));
alter table orders add column guest_phone text check (length(guest_phone) between 5 and 40);

-- A line is a kind of ticket, or a part of what a VIP table costs.
alter table order_lines alter column ticket_type_id drop not null;
alter table order_lines add column kind text not null default 'ticket'
  check (kind in ('ticket', 'table', 'package', 'extra_guests', 'deposit'));
alter table order_lines add constraint tickets_have_a_type
  check ((kind = 'ticket') = (ticket_type_id is not null));

-- What a party and the house have agreed on: prices and policy of the moment of ordering, so that
-- no later change of the night's terms touches it.
create table agreements (
  order_id text primary key references orders,
  night_id text not null,
  -- The table that was ordered; where the party sits in the end is said by its booking.
  vip_table_id text not null,
  -- What was asked for: this table, or the best one of a zone.
  wished_id text not null,
  party_size smallint not null check (party_size > 0),
  guests_included smallint not null,
  guests_max smallint not null,
  extra_guests smallint not null,
  extra_guest_price_minor bigint not null check (extra_guest_price_minor >= 0),
  table_price_minor bigint not null check (table_price_minor >= 0),
  minimum_spend_minor bigint not null check (minimum_spend_minor >= 0),
  package_id text references packages,
  package_name text,
  package_price_minor bigint not null default 0 check (package_price_minor >= 0),
  charge text not null check (charge in ('full', 'deposit')),
  -- What the card is charged, and how much of it counts towards the bill.
  charged_minor bigint not null check (charged_minor > 0),
  credited_minor bigint not null,
  -- What the evening costs at least: space, guests, and the package or the minimum spend.
  worth_minor bigint not null check (worth_minor > 0),
  arrive_by timestamptz not null,
  policy text not null,
  capture text not null check (capture in ('at_once', 'at_doors')),
  agreed_at timestamptz not null default now(),
  foreign key (night_id, vip_table_id) references table_offers (night_id, vip_table_id),
  check (party_size <= guests_max),
  check (extra_guests = greatest(0, party_size - guests_included)),
  check (credited_minor in (0, charged_minor)),
  check ((package_id is null) = (package_name is null))
);

-- A party's VIP table for a night, confirmed. One order has one, however often it is issued; one
-- without an order has walked in.
create table bookings (
  id text primary key,
  order_id text unique references orders,
  night_id text not null references vip_nights,
  -- Null while it has no table; after it has ended, the one that it had.
  vip_table_id text references vip_tables,
  state text not null default 'confirmed'
    check (state in ('confirmed', 'arrived', 'seated', 'released', 'cancelled', 'no_show')),
  -- Up to which number its passes go.
  places smallint not null check (places between 1 and 100),
  -- The name that a party gave at the door; an ordered one's is with its order.
  party_name text check (length(party_name) between 1 and 200),
  worth_minor bigint not null check (worth_minor >= 0),
  credited_minor bigint not null default 0 check (credited_minor >= 0),
  currency char(3) not null check (currency = lower(currency)),
  arrive_by timestamptz not null,
  booked_by text not null check (length(booked_by) between 1 and 200),
  locked_at timestamptz,
  locked_by text check (length(locked_by) between 1 and 200),
  created_at timestamptz not null default now(),
  arrived_at timestamptz,
  seated_at timestamptz,
  ended_at timestamptz,
  unique (id, places),
  constraint locked_by_somebody check ((locked_at is null) = (locked_by is null)),
  constraint ended_when_over check
    ((state in ('released', 'cancelled', 'no_show')) = (ended_at is not null)),
  constraint walked_in_with_a_name check (order_id is not null or party_name is not null)
);
create unique index bookings_one_live_per_table on bookings (vip_table_id, night_id)
  where state in ('confirmed', 'arrived', 'seated');
create index bookings_by_night on bookings (night_id, created_at);
alter table table_offers add foreign key (booking_id) references bookings;
alter table orders add column booking_id text references bookings;
alter table orders add constraint more_guests_have_a_booking
  check ((kind = 'vip_guests') = (booking_id is not null));
create index orders_by_booking on orders (booking_id) where booking_id is not null;

-- A hold reserves tickets of a type, a VIP table, or more places at one.
alter table holds alter column ticket_type_id drop not null;
alter table holds add column night_id text;
alter table holds add column vip_table_id text;
alter table holds add column booking_id text references bookings;
alter table holds add foreign key (night_id, vip_table_id)
  references table_offers (night_id, vip_table_id);
alter table holds add constraint holds_one_thing
  check (num_nonnulls(ticket_type_id, vip_table_id, booking_id) = 1);
alter table holds add constraint table_of_a_night
  check ((vip_table_id is null) = (night_id is null));
create unique index holds_one_active_per_table on holds (vip_table_id, night_id)
  where state = 'active' and vip_table_id is not null;

-- One head's entry under a booking. The copy of the booking's `places` follows it, so that the
-- database itself refuses one pass more than the party has paid for.
create table passes (
  id text primary key,
  booking_id text not null,
  places smallint not null,
  ordinal smallint not null,
  -- The order that paid for this head; null for a party that walked in.
  order_id text references orders,
  night_id text not null references nights,
  -- What the QR code says.
  code text not null unique check (length(code) >= 26),
  -- The unguessable part of the link by which a guest claims it.
  claim_secret text not null unique check (length(claim_secret) >= 32),
  state text not null default 'valid' check (state in ('valid', 'voided')),
  -- Whose it is, as they wrote it; null while the booker keeps it.
  name text check (length(name) between 1 and 100),
  claimed_at timestamptz,
  issued_at timestamptz not null default now(),
  voided_at timestamptz,
  voided_reason text check (voided_reason in ('refunded', 'revoked', 'cancelled', 'duplicate')),
  foreign key (booking_id, places) references bookings (id, places) on update cascade,
  constraint no_pass_beyond_the_party check (ordinal between 1 and places),
  constraint pass_voided_says_why check ((state = 'voided') = (voided_reason is not null)),
  check ((state = 'voided') = (voided_at is not null)),
  constraint claimed_by_somebody check ((claimed_at is null) = (name is null))
);
create unique index passes_one_per_head on passes (booking_id, ordinal) where state = 'valid';
create index passes_by_order on passes (order_id);

-- A pass lets one person in, once, as a ticket does.
alter table admissions alter column ticket_id drop not null;
alter table admissions add column pass_id text unique references passes;
alter table admissions add constraint admits_one check (num_nonnulls(ticket_id, pass_id) = 1);

-- Money that a party pays at the door towards what is still due, or that the house gives it.
create table door_payments (
  id text primary key,
  booking_id text not null references bookings,
  kind text not null check (kind in ('cash', 'card', 'comp')),
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null check (currency = lower(currency)),
  -- Who took it; of a comp, who approved it.
  taken_by text not null check (length(taken_by) between 1 and 200),
  note text not null default '' check (length(note) <= 200),
  taken_at timestamptz not null default now()
);
create index door_payments_by_booking on door_payments (booking_id);
