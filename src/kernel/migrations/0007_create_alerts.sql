-- Something that the owner must know. One open alert for each kind and subject.
create table alerts (
  id text primary key,
  kind text not null,
  subject_id text not null,
  detail jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'resolved')),
  opened_at timestamptz not null default now(),
  resolved_at timestamptz,
  check ((state = 'resolved') = (resolved_at is not null))
);
create unique index alerts_one_open on alerts (kind, subject_id) where state = 'open';
