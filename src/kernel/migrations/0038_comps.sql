-- Free on purpose: tickets of a kind, or a VIP table, for somebody whom the house invites. What was
-- asked for is never changed; somebody approves it, or says no. The id is made by the page that
-- asks, so that a second click finds the first one's request.
create table comps (
  id text primary key,
  night_id text not null references nights,
  state text not null default 'asked'
    check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  ticket_type_id text,
  -- No reference: a plan may be drawn anew while a request waits. The agreement has one.
  vip_table_id text,
  -- What the kind of ticket, or the table, was called when somebody asked.
  name text not null check (name <> ''),
  -- Tickets, or heads at the table.
  quantity integer not null check (quantity between 1 and 100),
  guest_name text not null check (length(guest_name) between 1 and 200),
  guest_email text not null check (length(guest_email) between 3 and 320),
  locale text not null,
  reason text not null check (length(reason) between 1 and 500),
  asked_by text not null check (length(asked_by) between 1 and 100),
  asked_at timestamptz not null default now(),
  decided_by text check (length(decided_by) between 1 and 100),
  decided_at timestamptz,
  -- Why it was refused; why it was taken back is not asked.
  refusal text check (length(refusal) between 1 and 500),
  withdrawn_by text check (length(withdrawn_by) between 1 and 100),
  withdrawn_at timestamptz,
  -- The order that was made of it, in the transaction that approved it.
  order_id text unique references orders deferrable initially deferred,
  constraint comp_of_one_thing check (num_nonnulls(ticket_type_id, vip_table_id) = 1),
  constraint comp_decided_by_somebody check
    (num_nulls(decided_by, decided_at) = case state when 'asked' then 2 else 0 end),
  constraint comp_approved_has_an_order check
    ((state in ('approved', 'withdrawn')) = (order_id is not null)),
  constraint comp_refused_says_why check ((state = 'refused') = (refusal is not null)),
  constraint comp_withdrawn_by_somebody check
    (num_nonnulls(withdrawn_by, withdrawn_at) = case state when 'withdrawn' then 2 else 0 end),
  -- What orders, lines and agreements say of the comp that they are of.
  constraint comps_by_order unique (id, order_id, night_id),
  constraint comps_of_tickets unique (id, order_id, ticket_type_id, quantity),
  constraint comps_of_tables unique (id, order_id, vip_table_id, quantity),
  constraint comps_by_id_and_order unique (id, order_id)
);
alter table ticket_types add constraint ticket_types_by_id_and_night unique (id, night_id);
alter table comps add constraint comp_of_its_nights_tickets
  foreign key (ticket_type_id, night_id) references ticket_types (id, night_id);
create index comps_by_time on comps (asked_at, id);
create index comps_by_night on comps (night_id, asked_at, id);
create index comps_asked on comps (asked_at, id) where state = 'asked';
create index comps_given on comps (night_id, decided_at) where order_id is not null;
create trigger announce after insert or update on comps
  for each statement execute function changes.announce('changes.orders');

-- An order is free exactly when it is of a comp that names it, and so has an approver. Nobody pays
-- for it, so it is never paid, and has no money to go back: it is withdrawn.
alter table orders add column comp_id text;
alter table orders drop constraint orders_state_check, add constraint orders_state_check
  check (state in ('open', 'paid', 'fulfilled', 'expired', 'refund_due', 'refunded', 'withdrawn'));
alter table orders drop constraint orders_total_minor_check,
  add constraint free_when_of_a_comp check
    (total_minor >= 0 and (total_minor = 0) = (comp_id is not null));
alter table orders drop constraint paid_knows_when, add constraint paid_knows_when check
  ((state in ('paid', 'fulfilled') and comp_id is null) <= (paid_at is not null));
alter table orders add constraint comp_is_given_or_withdrawn check
  (comp_id is null or state in ('fulfilled', 'withdrawn') and kind in ('ga', 'vip')
    and num_nonnulls(paid_at, expired_at, refunded_at, late_because) = 0);
alter table orders add constraint withdrawn_when_of_a_comp check
  (state <> 'withdrawn' or comp_id is not null);
alter table orders add constraint order_of_its_comp
  foreign key (comp_id, id, night_id) references comps (id, order_id, night_id);
create unique index orders_one_of_a_comp on orders (comp_id) where comp_id is not null;
-- The list of orders narrowed to comps, which are few.
create index comp_orders_by_night on orders (night_id, placed_at, id) where comp_id is not null;
create index comp_orders_by_time on orders (placed_at, id) where comp_id is not null;

-- So is a line: it is of the comp of its order, one of it, and just what was approved.
alter table order_lines add column comp_id text;
alter table order_lines drop constraint order_lines_unit_price_minor_check,
  add constraint line_free_when_of_a_comp check
    (unit_price_minor >= 0 and (unit_price_minor = 0) = (comp_id is not null));
alter table order_lines
  add constraint line_is_a_ticket_or_the_table check
    (comp_id is null or kind = 'ticket' or kind = 'table' and quantity = 1),
  add constraint line_as_approved foreign key (comp_id, order_id, ticket_type_id, quantity)
    references comps (id, order_id, ticket_type_id, quantity);
-- A table's line has no kind of ticket: of that its agreement says what was approved.
alter table order_lines add constraint line_of_its_orders_comp
  foreign key (comp_id, order_id) references comps (id, order_id);
create unique index order_lines_one_of_a_comp on order_lines (comp_id) where comp_id is not null;

-- And what was agreed on with a party that the house invites: nothing to pay, now or at the door.
alter table agreements add column comp_id text;
alter table agreements drop constraint agreements_charged_minor_check,
  add constraint agreement_free_when_of_a_comp check
    (charged_minor >= 0 and (charged_minor = 0) = (comp_id is not null));
alter table agreements drop constraint agreements_worth_minor_check,
  add constraint agreement_worth_when_paid_for check
    (worth_minor >= 0 and (worth_minor = 0) = (comp_id is not null));
alter table agreements
  add constraint agreement_as_approved foreign key (comp_id, order_id, vip_table_id, party_size)
    references comps (id, order_id, vip_table_id, quantity);

-- Tickets that the house has taken back.
alter table tickets drop constraint tickets_voided_reason_check,
  add constraint tickets_voided_reason_check
    check (voided_reason in ('refunded', 'duplicate', 'withdrawn'));
