-- The house: its name, its clock and its currency. Everything on sale hangs below it.
create table venues (
  id text primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
  name text not null check (name <> ''),
  tagline text not null default '',
  description text not null default '',
  street text not null,
  postal_code text not null default '',
  city text not null,
  country char(2) not null,
  time_zone text not null,
  currency char(3) not null check (currency = lower(currency)),
  created_at timestamptz not null default now()
);

-- One dated opening. It may run past midnight, so only the two instants say when it is.
create table nights (
  id text primary key,
  venue_id text not null references venues,
  slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
  title text not null check (title <> ''),
  subtitle text not null default '',
  description text not null default '',
  lineup text[] not null default '{}',
  minimum_age smallint check (minimum_age between 0 and 99),
  -- Which of the poster patterns the storefront draws for it.
  poster smallint not null default 0 check (poster >= 0),
  state text not null default 'draft' check (state in ('draft', 'published', 'cancelled')),
  doors_at timestamptz not null,
  ends_at timestamptz not null,
  -- The most tickets that one order may hold, over all its types.
  order_tickets_max smallint not null default 10 check (order_tickets_max between 1 and 100),
  created_at timestamptz not null default now(),
  check (doors_at < ends_at)
);
create index nights_by_venue on nights (venue_id, doors_at);

-- A kind of GA ticket for one night, and its stock. `taken` counts held and sold together: paying
-- turns one into the other without touching this row, which every guest of the night contends for.
create table ticket_types (
  id text primary key,
  night_id text not null references nights,
  name text not null check (name <> ''),
  description text not null default '',
  -- All in: what the guest pays for one, taxes and fees included.
  price_minor bigint not null check (price_minor > 0 and price_minor <= 99999999),
  capacity integer not null check (capacity >= 0),
  taken integer not null default 0 check (taken >= 0),
  order_quantity_max smallint not null default 8 check (order_quantity_max between 1 and 100),
  sales_start_at timestamptz not null default '-infinity',
  sales_end_at timestamptz not null default 'infinity',
  position smallint not null,
  created_at timestamptz not null default now(),
  constraint never_oversold check (taken <= capacity),
  check (sales_start_at < sales_end_at)
);
create index ticket_types_by_night on ticket_types (night_id, position);
