-- What Stripe has received a payment in. It differs from its currency only when something is wrong,
-- and then no tickets are issued, now or later.
alter table payments add column received_currency char(3)
  check (received_currency = lower(received_currency));
update payments set received_currency = currency where received_minor is not null;

-- The sweep reads those that are not decided again and again.
create index disputes_open on disputes (id) where state = 'open';
