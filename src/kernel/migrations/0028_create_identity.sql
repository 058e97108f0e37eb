-- Who works here, and how they come in. In a schema of its own, since the library that keeps
-- accounts and sessions (better-auth) reads and writes most of these tables by itself: the names of
-- their columns are its own, in small letters.
create schema identity;

create table identity.members (
  id text primary key,
  name text not null check (length(name) between 1 and 100),
  email text not null unique check (email = lower(email) and length(email) <= 200),
  email_verified boolean not null,
  image text,
  role text not null check (role in ('owner', 'manager', 'host', 'door')),
  -- Made by a demo, with a password that everybody knows: gone with the first start without it.
  is_demo boolean not null default false,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table identity.sessions (
  id text primary key,
  -- Worth nothing without its signature, which is in the cookie alone.
  token text not null unique,
  user_id text not null references identity.members on delete cascade,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_by_member on identity.sessions (user_id);
create index sessions_by_end on identity.sessions (expires_at);

create table identity.accounts (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references identity.members on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- Salted and hashed by scrypt.
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_by_member on identity.accounts (user_id);

create table identity.verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_by_identifier on identity.verifications (identifier);

create table identity.two_factors (
  id text primary key,
  -- Encrypted, as the backup codes are: the key is a setting.
  secret text not null,
  backup_codes text not null,
  user_id text not null unique references identity.members on delete cascade,
  verified boolean,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index two_factors_by_secret on identity.two_factors (secret);

-- The links by which somebody becomes a member. What opens one is a digest of its id under a key
-- that the database does not have, so nothing of it is stored.
create table identity.invitations (
  id text primary key,
  -- Null on the first owner's, which is printed on the console instead of sent.
  email text check (email = lower(email) and length(email) <= 200),
  role text not null check (role in ('owner', 'manager', 'host', 'door')),
  locale text not null,
  invited_by text not null,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  check (accepted_at is null or withdrawn_at is null)
);
create unique index one_open_invitation on identity.invitations (email)
  where accepted_at is null and withdrawn_at is null;

-- Tries to sign in, counted for all servers together: by digests of who tries and at which account.
create table identity.tries (
  key text primary key,
  tries integer not null check (tries > 0),
  ends_at timestamptz not null
);
create index tries_by_end on identity.tries (ends_at);
