-- Who of the venue has seen to an alert. Names are written down as they were, as in the audit
-- trail; an assignment is to somebody who still works here, and is nobody's when they have gone.
alter table alerts
  add column acknowledged_at timestamptz,
  add column acknowledged_by text check (length(acknowledged_by) between 1 and 100),
  add column assigned_to text references identity.members on delete set null,
  -- Of those that were resolved by hand, since nothing heals them.
  add column resolved_by text check (length(resolved_by) between 1 and 100),
  add column reason text check (length(reason) between 1 and 500),
  add constraint alerts_acknowledged check ((acknowledged_at is null) = (acknowledged_by is null)),
  add constraint alerts_by_hand check ((resolved_by is null) = (reason is null));
create index alerts_inbox on alerts (state, id);
create index alerts_assigned on alerts (assigned_to, state, id) where assigned_to is not null;

-- Which open alerts each member has seen. A row for each, since alerts become visible in another
-- order than that of their ids: a mark "seen up to" would hide what was committed late.
create table alert_reads (
  member_id text not null references identity.members on delete cascade,
  alert_id text not null references alerts on delete cascade,
  read_at timestamptz not null default now(),
  primary key (member_id, alert_id)
);
create index alert_reads_by_alert on alert_reads (alert_id);

-- Whom alerts are mailed to; while it is empty, to the setting OWNER_EMAIL.
create table alert_recipients (
  address text primary key check (length(address) between 3 and 254 and address = lower(address)),
  ordinal smallint not null check (ordinal between 1 and 20),
  unique (ordinal) deferrable initially deferred
);

-- What is told of many alerts at once. Whoever joins it after it was closed joins the next one.
create table alert_digests (
  id text primary key,
  due_at timestamptz not null,
  closed_at timestamptz
);
create unique index alert_digests_one_open on alert_digests ((true)) where closed_at is null;

-- How each alert is told: by a mail of its own, or by a digest. Decided once.
create table alert_mails (
  alert_id text primary key references alerts on delete cascade,
  digest_id text references alert_digests,
  decided_at timestamptz not null default now()
);
create index alert_mails_alone on alert_mails (decided_at) where digest_id is null;
create index alert_mails_by_digest on alert_mails (digest_id) where digest_id is not null;

create trigger announce after insert or update or delete on alert_reads
  for each statement execute function changes.announce('changes.alerts');
create trigger announce after insert or update or delete on alert_recipients
  for each statement execute function changes.announce('changes.alerts');
