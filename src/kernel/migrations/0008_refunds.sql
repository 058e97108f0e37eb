-- Money on its way back. The row stands before Stripe is asked, and its id is the idempotency key,
-- so that a crash, a second click or Stripe's own news of it all end in the one row.
create table refunds (
  id text primary key,
  payment_id text not null references payments,
  order_id text not null references orders,
  -- Null until Stripe has answered.
  stripe_refund_id text unique,
  state text not null default 'requested' check (state in ('requested', 'succeeded', 'failed')),
  -- Who wanted it: the owner; nobody, since money came too late or twice; or somebody in Stripe's
  -- own dashboard.
  reason text not null check (reason in ('owner', 'late_money', 'second_charge', 'stripe')),
  amount_minor bigint not null check (amount_minor > 0),
  -- The part of it that is the worth of tickets voided for it. The rest is goodwill.
  tickets_minor bigint not null default 0 check (tickets_minor between 0 and amount_minor),
  currency char(3) not null check (currency = lower(currency)),
  requested_by text not null check (length(requested_by) between 1 and 200),
  failure_reason text check (length(failure_reason) <= 100),
  requested_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint refund_ended_when_known check ((state = 'requested') = (ended_at is null)),
  constraint refund_known_to_stripe check ((state = 'succeeded') <= (stripe_refund_id is not null))
);
create index refunds_by_order on refunds (order_id);
create index refunds_by_payment on refunds (payment_id);
create index refunds_requested on refunds (requested_at) where state = 'requested';
-- What the box office gives back by itself it gives back once.
create unique index refunds_one_automatic on refunds (payment_id)
  where reason in ('late_money', 'second_charge') and state <> 'failed';

-- Requested and succeeded refunds together; a failed one is taken off again. Nobody can give back
-- more than was received, however many try at once.
alter table payments add column refunded_minor bigint not null default 0
  check (refunded_minor >= 0);
alter table payments add constraint never_refunded_beyond
  check (refunded_minor <= coalesce(received_minor, 0));

-- A payment that was given up and captured all the same: its money goes back, its order has
-- nothing to do with it any more. It is not live, so another one may be.
alter table payments drop constraint payments_state_check;
alter table payments add constraint payments_state_check
  check (state in ('open', 'processing', 'succeeded', 'cancelled', 'stray'));
alter table payments add constraint stray_is_known
  check ((state = 'stray') <= (payment_intent_id is not null and received_minor is not null));
drop index payments_one_live_per_order;
create unique index payments_one_live_per_order on payments (order_id)
  where state not in ('cancelled', 'stray');
create index payments_to_ask on payments (asked_at nulls first) where state in ('open', 'processing');

-- Why a ticket counts no more, and for which refund.
alter table tickets add column voided_reason text
  check (voided_reason in ('refunded', 'duplicate', 'disputed', 'cancelled'));
alter table tickets add column refund_id text references refunds;
alter table tickets add constraint voided_says_why
  check ((state = 'voided') = (voided_reason is not null));

-- How much of a sold hold has gone back on sale because its tickets were voided.
alter table holds add column returned integer not null default 0;
alter table holds add constraint returned_within check (returned between 0 and quantity);

-- The parts of a refund that orders tell: when everything was given back.
alter table orders add column refunded_at timestamptz;
