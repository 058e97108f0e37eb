-- Proofs of work that were accepted: after so many declines of an order its page could try once
-- more. A proof is bound to order and count, so the key lets each be redeemed once.
create table proofs (
  order_id text not null references orders,
  declines integer not null check (declines > 0),
  redeemed_at timestamptz not null default now(),
  primary key (order_id, declines)
);
