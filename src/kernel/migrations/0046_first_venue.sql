-- One installation serves one venue: whoever makes the first at the same moment makes no second.
create unique index one_venue on venues ((true));

alter table venues
  -- Where guests may write to; null until somebody says so.
  add column contact_email text
    check (contact_email ~ '^[^[:space:]@<>,;"]+@[^[:space:]@<>,;"]+$' and length(contact_email) <= 254),
  -- What the house's own mails and reports are written in.
  add column language text not null default 'en' check (language in ('en', 'es')),
  -- Counts the changes, so that an editor who has read an older one is told.
  add column version integer not null default 1 check (version >= 1),
  -- Its owner still sees the list of first steps.
  add column is_setting_up boolean not null default false;
