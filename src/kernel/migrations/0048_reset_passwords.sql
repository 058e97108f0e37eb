-- Links by which a member who has forgotten the password sets another. What opens one is kept by
-- its digest (identity.verifications), and here encrypted, as the secrets of second factors are,
-- until the mail with it has been written.
create table identity.password_resets (
  id text primary key,
  member_id text not null references identity.members on delete cascade,
  sealed text not null,
  locale text not null,
  asked_at timestamptz not null default now()
);
create index password_resets_by_member on identity.password_resets (member_id, asked_at);
