-- A mail may come back: the server that was to take it refuses its address for good, at once or by
-- a report hours after it was taken.
alter table mails drop constraint mails_state_check;
alter table mails drop constraint mails_check;
alter table mails
  add column bounced_at timestamptz,
  -- What the server said, as a status of RFC 3463.
  add column bounce_status text check (bounce_status ~ '^5[.][0-9]{1,3}[.][0-9]{1,3}$'),
  add constraint mails_state check (state in ('queued', 'sent', 'bounced')),
  add constraint sent_knows_when check ((state = 'sent') <= (sent_at is not null)),
  add constraint queued_is_not_sent check ((state = 'queued') <= (sent_at is null)),
  add constraint bounced_knows_when check ((state = 'bounced') = (bounced_at is not null)),
  add constraint bounced_knows_why check ((bounced_at is null) = (bounce_status is null));
