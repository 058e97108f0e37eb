-- When a night is over, what Stripe has of its money is read from Stripe itself, page by page: how
-- far that has come. `read_at` stays while it is read once more.
create table night_readings (
  night_id text primary key references nights,
  phase text not null default 'payments'
    check (phase in ('payments', 'refunds', 'disputes', 'done')),
  -- The last thing that was read of the phase's list, which goes on below it.
  below_id text,
  started_at timestamptz not null default now(),
  read_at timestamptz,
  constraint read_when_done check ((phase = 'done') <= (read_at is not null)),
  constraint done_is_at_no_place check (phase <> 'done' or below_id is null)
);
create trigger announce after insert or update on night_readings
  for each statement execute function changes.announce('changes.stripe');

-- What Stripe has said of the night's payments, refunds and disputes: each once, under Stripe's id,
-- as it was when it was read last.
create table stripe_records (
  id text primary key,
  night_id text not null references night_readings,
  kind text not null check (kind in ('payment', 'refund', 'dispute')),
  payment_intent_id text not null,
  order_id text not null references orders,
  -- What a payment has brought; what a refund gave back, or a bank took.
  amount_minor bigint not null check (amount_minor >= 0),
  -- What Stripe keeps for it.
  fee_minor bigint not null default 0,
  currency char(3) not null check (currency = lower(currency)),
  -- Whether that money has moved: not of a refund that is on its way, nor of a dispute that is won.
  has_moved boolean not null,
  read_at timestamptz not null
);
create index stripe_records_by_night on stripe_records (night_id, payment_intent_id);
create trigger announce after insert or update on stripe_records
  for each statement execute function changes.announce('changes.stripe');

-- When the mail about a night that is over goes, by the venue's clock, and to whom; to nobody of
-- its own while there is no address: then to whom alerts are mailed.
create table close_settings (
  is_only boolean primary key default true check (is_only),
  is_mailed boolean not null default true,
  mail_at time not null default '09:00',
  addresses text[] not null default '{}' check (cardinality(addresses) <= 20)
);
insert into close_settings default values;

-- Refunds that a bank has sent back are few among all of them.
create index refunds_failed_by_end on refunds (ended_at) where state = 'failed';
