-- What the house says of itself in its mails: who writes, where answers go, and what stands below.
-- The address that mails come from is the operator's.
create table mail_settings (
  is_only boolean primary key default true check (is_only),
  sender_name text check (length(sender_name) between 1 and 80 and sender_name !~ '[[:cntrl:]]'),
  reply_to text
    check (reply_to ~ '^[^[:space:]@<>,;"]+@[^[:space:]@<>,;"]+$' and length(reply_to) <= 254),
  signature_en text not null default '' check (length(signature_en) <= 300),
  signature_es text not null default '' check (length(signature_es) <= 300),
  version integer not null default 1 check (version >= 1),
  changed_by text
);
insert into mail_settings default values;

-- What the house adds to one kind of mail, in each language: a line after the greeting, and one at
-- the end. Where there is none the mail says what it always says.
create table mail_texts (
  kind text primary key check (kind ~ '^[a-z_]{1,40}$'),
  opening_en text not null default '' check (length(opening_en) <= 300),
  closing_en text not null default '' check (length(closing_en) <= 300),
  opening_es text not null default '' check (length(opening_es) <= 300),
  closing_es text not null default '' check (length(closing_es) <= 300),
  version integer not null default 1 check (version >= 1),
  changed_by text not null
);

-- A mail that a member has sent to themselves, to see how it arrives; its page makes the id, so
-- that one press is one mail.
create table mail_trials (
  id text primary key,
  member_id text not null,
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  language text not null check (language in ('en', 'es')),
  asked_at timestamptz not null default now()
);
create index mail_trials_by_member on mail_trials (member_id, asked_at);
