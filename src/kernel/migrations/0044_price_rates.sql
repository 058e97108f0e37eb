-- What part of a price is VAT, and what part are fees, from a moment on until the next one. Prices
-- are all in, so no order costs another amount for it; which rates an order has its time says.
create table price_rates (
  id text primary key,
  valid_from timestamptz not null unique,
  -- In hundredths of one per cent: 1900 is 19 %.
  vat_bp integer not null check (vat_bp between 0 and 5000),
  fee_bp integer not null check (fee_bp between 0 and 5000),
  added_at timestamptz not null default now(),
  -- What was agreed on stays: no order that is placed gets other rates.
  constraint no_rates_for_the_past check (valid_from >= added_at)
);
