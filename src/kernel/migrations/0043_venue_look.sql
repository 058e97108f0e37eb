-- The venue's own mark. It is known by its content, so that what an address once gave it gives for
-- ever; one that is not the venue's any more stays, since mails that were sent show it.
create table venue_logos (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null check (octet_length(bytes) between 1 and 524288),
  width integer not null check (width between 1 and 4096),
  height integer not null check (height between 1 and 4096),
  added_at timestamptz not null default now()
);

alter table venues
  add column logo_hash text references venue_logos,
  -- The colour of buttons, links and edges; null for the product's own.
  add column accent text check (accent ~ '^#[0-9a-f]{6}$');
