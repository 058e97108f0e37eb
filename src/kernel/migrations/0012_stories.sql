-- Which order an event was about, so that the order's whole story can be told. Null on what is
-- none of ours. No reference: Stripe may tell of an order that this database does not know.
alter table webhooks add column order_id text;
update webhooks w set order_id = p.order_id from payments p where p.payment_intent_id = w.object_id;
update webhooks w set order_id = r.order_id from refunds r where r.stripe_refund_id = w.object_id;
update webhooks w set order_id = d.order_id from disputes d where d.stripe_dispute_id = w.object_id;
create index webhooks_by_order on webhooks (order_id) where order_id is not null;

-- Every try to issue an order's tickets that failed. Append-only; written beside the savepoint that
-- undoes the issuing itself, so that it stands whatever becomes of that.
create table fulfilment_tries (
  id bigint generated always as identity primary key,
  order_id text not null references orders,
  -- How many automatic retries had been used up by then: 0 when the money had just arrived.
  retries smallint not null check (retries >= 0),
  -- The error's own words, without personal data.
  reason text not null check (length(reason) between 1 and 300),
  failed_at timestamptz not null default now()
);
create index fulfilment_tries_by_order on fulfilment_tries (order_id, failed_at);

-- When stock was first held. A hold that is converted from the start was made for late money.
alter table holds add column made_at timestamptz;
update holds h set made_at = case
    when exists (select from holds e where e.order_line_id = h.order_line_id
                    and e.state in ('expired', 'released') and e.id <> h.id)
     and h.state = 'converted' then h.ended_at
    else o.placed_at end
  from orders o where o.id = h.order_id;
alter table holds alter column made_at set default now();
alter table holds alter column made_at set not null;

-- When it was known that an intent can never be paid. Null on those that were cancelled before
-- this was written down.
alter table payments add column cancelled_at timestamptz;

-- What a person asks for by an order's id.
create index alerts_by_subject on alerts (subject_id);
create index alerts_by_order on alerts ((detail ->> 'order'));
create index audit_entries_by_order on audit_entries ((detail ->> 'order'));
