-- What the dashboard looks at changes all night long. Each statement that writes counts here, in
-- sequences: those wait for nobody and are never rolled back, so the hot path pays a microsecond,
-- and whoever looks on learns from one cheap read that there may be something new.
create schema changes;
create sequence changes.orders;
create sequence changes.alerts;
create sequence changes.guests;
create sequence changes.stripe;
create sequence changes.mails;

create function changes.announce() returns trigger language plpgsql as $$
begin
  perform nextval(tg_argv[0]::regclass);
  return null;
end $$;

create trigger announce after insert or update on orders
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on payments
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on attempts
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on refunds
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on disputes
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on fulfilment_tries
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on audit_entries
  for each statement execute function changes.announce('changes.orders');
create trigger announce after insert or update on alerts
  for each statement execute function changes.announce('changes.alerts');
create trigger announce after insert or update on admissions
  for each statement execute function changes.announce('changes.guests');
create trigger announce after insert or update on bookings
  for each statement execute function changes.announce('changes.guests');
create trigger announce after insert or update on passes
  for each statement execute function changes.announce('changes.guests');
create trigger announce after insert or update on table_offers
  for each statement execute function changes.announce('changes.guests');
create trigger announce after insert or update on webhooks
  for each statement execute function changes.announce('changes.stripe');
create trigger announce after insert or update on mails
  for each statement execute function changes.announce('changes.mails');
