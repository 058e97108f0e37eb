-- What the house does again and again by itself. Whoever claims a chore does it; the others, and
-- the next round, wait until it is due. `note` keeps where it left off.
create table chores (
  name text primary key,
  -- While a chore is claimed: when its claimer counts as dead, unless it says otherwise before.
  due_at timestamptz not null default now(),
  claimed_at timestamptz,
  done_at timestamptz,
  -- Rounds that failed one after the other; the pause before the next one grows with them.
  failures integer not null default 0 check (failures >= 0),
  note jsonb not null default '{}'
);

create index webhooks_by_state on webhooks (state, received_at);

-- When Stripe delivered it. Null where we found it in Stripe's list and nobody has brought it.
alter table webhooks add column delivered_at timestamptz;
update webhooks set delivered_at = received_at;
create index webhooks_by_delivery on webhooks (delivered_at);
create index webhooks_undelivered on webhooks (received_at) where delivered_at is null;

-- What the sweep looks for, so that a round costs nothing where nothing is wrong.
create index payments_by_success on payments (succeeded_at) where succeeded_at is not null;
create index orders_without_tickets on orders (paid_at) where state = 'paid';
create index mails_queued on mails (queued_at) where state = 'queued';
