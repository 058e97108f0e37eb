-- Every event that Stripe delivered, once. The row and what the event changed commit together, so
-- an id that stands here has had its effect.
create table webhooks (
  id text primary key,
  type text not null,
  api_version text,
  object_id text,
  state text not null check (state in ('received', 'handled', 'ignored', 'failed')),
  received_at timestamptz not null default now(),
  handled_at timestamptz
);
create index webhooks_by_time on webhooks (received_at);
