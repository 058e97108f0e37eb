-- One order's money: one Stripe PaymentIntent at a time. A worn-out intent leaves a cancelled row
-- behind, and the next ordinal takes over.
create table payments (
  id text primary key,
  order_id text not null references orders,
  ordinal smallint not null default 1 check (ordinal > 0),
  -- Null until Stripe has answered; the row's own id is the idempotency key that heals a crash.
  payment_intent_id text unique,
  state text not null default 'open'
    check (state in ('open', 'processing', 'succeeded', 'cancelled')),
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null check (currency = lower(currency)),
  -- What Stripe says it received. It differs from the amount only when something is wrong.
  received_minor bigint check (received_minor >= 0),
  -- When Stripe was last asked about it; keeps pages that wait from asking in a storm.
  asked_at timestamptz,
  created_at timestamptz not null default now(),
  succeeded_at timestamptz,
  unique (order_id, ordinal),
  constraint succeeded_is_known check
    ((state = 'succeeded') <= (payment_intent_id is not null and succeeded_at is not null
      and received_minor is not null))
);
create unique index payments_one_live_per_order on payments (order_id) where state <> 'cancelled';

-- Every try to pay, append-only. `attempt_key` is Stripe's id of the try, so that the browser's
-- report and Stripe's event of the same try make one row.
create table attempts (
  id text primary key,
  payment_id text not null references payments,
  attempt_key text not null check (length(attempt_key) between 1 and 200),
  outcome text not null check (outcome in ('succeeded', 'declined', 'errored')),
  source text not null check (source in ('webhook', 'browser', 'return', 'sweep')),
  code text check (length(code) <= 100),
  decline_code text check (length(decline_code) <= 100),
  advice_code text check (length(advice_code) <= 100),
  card_brand text check (length(card_brand) <= 40),
  card_last4 text check (card_last4 ~ '^[0-9]{4}$'),
  amount_minor bigint not null,
  currency char(3) not null,
  at timestamptz not null default now(),
  unique (payment_id, attempt_key, outcome)
);
create index attempts_by_time on attempts (at);
