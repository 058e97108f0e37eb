-- Somebody went in. A ticket lets one person in, once: the unique key says so to two doors that
-- scan it in the same moment.
create table admissions (
  id text primary key,
  ticket_id text not null unique references tickets,
  night_id text not null references nights,
  -- Who let them in: the name of the door or of the person at it.
  admitted_by text not null check (length(admitted_by) between 1 and 100),
  admitted_at timestamptz not null default now()
);
create index admissions_by_night on admissions (night_id, admitted_at);

-- What somebody, or the house by itself, did that a person may ask about later. Append-only.
create table audit_entries (
  id text primary key,
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject_id text not null,
  actor text not null check (length(actor) between 1 and 200),
  detail jsonb not null default '{}',
  at timestamptz not null default now()
);
create index audit_entries_by_subject on audit_entries (subject_id, at);
