-- Which environment the database belongs to: written by the first start, and never changed, so that
-- a trial copy cannot be pointed at the books of the house by mistake, nor the other way round.
create table installation (
  is_only boolean primary key default true check (is_only),
  environment text not null check (environment in ('demo', 'staging', 'production')),
  marked_at timestamptz not null default now()
);

-- On staging a mail is sent to nobody but those whom the operator has named; what is for others is
-- kept, with why.
alter table mails drop constraint mails_state;
alter table mails
  add column held_back_at timestamptz,
  add column held_back_why text check (held_back_why in ('address_not_allowed')),
  add constraint mails_state check (state in ('queued', 'sent', 'bounced', 'held_back')),
  add constraint held_back_knows_when check ((state = 'held_back') = (held_back_at is not null)),
  add constraint held_back_knows_why check ((held_back_at is null) = (held_back_why is null)),
  add constraint held_back_is_not_sent check ((state = 'held_back') <= (sent_at is null));
