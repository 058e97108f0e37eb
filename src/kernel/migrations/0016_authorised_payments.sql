-- Money that a card's bank has promised and not yet paid: authorised when a table is booked,
-- captured when the doors open.

-- Now that it can, a night may say so.
alter table vip_nights drop constraint charged_at_once_for_now;

-- How the payment's intent takes its money: at once, or by a capture of its own.
alter table payments add column capture text not null default 'automatic'
  check (capture in ('automatic', 'manual'));
-- What the bank has promised, and until when by Stripe's clock. Both stay when the promise ends.
alter table payments add column authorised_minor bigint check (authorised_minor > 0);
alter table payments add column authorised_at timestamptz;
alter table payments add column capture_before timestamptz;
-- Who has asked for the money first; written down before Stripe is.
alter table payments add column capture_asked_by text
  check (length(capture_asked_by) between 1 and 200);
-- Who let the party keep its table when the promise had ended without a capture.
alter table payments add column waived_at timestamptz;
alter table payments add column waived_by text check (length(waived_by) between 1 and 200);

alter table payments drop constraint payments_state_check;
alter table payments add constraint payments_state_check
  check (state in ('open', 'processing', 'authorised', 'succeeded', 'cancelled', 'stray'));
alter table payments add constraint authorised_is_known check
  ((state = 'authorised') <= (payment_intent_id is not null and authorised_minor is not null));
alter table payments add constraint authorised_as_a_whole check
  (num_nonnulls(authorised_minor, authorised_at, capture_before) in (0, 3));
alter table payments add constraint authorised_to_be_captured check
  (authorised_minor is null or capture = 'manual');
-- Nobody can take more than the bank has promised, whoever captures and however often.
alter table payments add constraint captured_within_authorised check
  (received_minor <= coalesce(authorised_minor, received_minor));
alter table payments add constraint waived_by_somebody check
  ((waived_at is null) = (waived_by is null));
alter table payments add constraint waived_when_it_has_ended check
  (waived_at is null or (state = 'cancelled' and authorised_minor is not null));

create index payments_authorised on payments (id) where state = 'authorised';
drop index payments_to_ask;
create index payments_to_ask on payments (asked_at nulls first)
  where state in ('open', 'processing', 'authorised');
