-- Work asked for by a transaction, until the relay has moved it into the queue. A plain insert
-- costs the transaction a third of what the queue's own enqueueing does (docs/decisions/0006).
create table job_requests (
  id bigint generated always as identity primary key,
  queue text not null,
  payload jsonb not null,
  start_after timestamptz not null default now(),
  created_at timestamptz not null default now()
);

-- Every mail that is owed to somebody, once per reason.
create table mails (
  id text primary key,
  kind text not null,
  subject_id text not null,
  state text not null default 'queued' check (state in ('queued', 'sent')),
  queued_at timestamptz not null default now(),
  sent_at timestamptz,
  constraint one_mail_per_reason unique (kind, subject_id),
  check ((state = 'sent') = (sent_at is not null))
);
