-- A guest's bank wants the money back. While it is open, and after it is lost, the order's tickets
-- open no door; while it is open nothing can be refunded, or the money would leave twice.
create table disputes (
  id text primary key,
  stripe_dispute_id text not null unique,
  payment_id text not null references payments,
  order_id text not null references orders,
  state text not null default 'open' check (state in ('open', 'won', 'lost')),
  -- Stripe's own word for where it stands, such as needs_response.
  stripe_status text not null,
  reason text not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null check (currency = lower(currency)),
  evidence_due_at timestamptz,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint dispute_closed_when_decided check ((state = 'open') = (closed_at is null))
);
create index disputes_by_order on disputes (order_id);
