-- What the first screen of the dashboard adds up again and again is read from these alone, whatever
-- the night's size: what was paid for it, and who has a ticket. Of the two that are added up the
-- keys are few, so that they stay small.
create index orders_sums_of_night on orders (night_id, total_minor) where paid_at is not null;
create index orders_paid_of_night on orders (night_id, paid_at) where paid_at is not null;
create index tickets_valid_by_type on tickets (night_id, ticket_type_id) where state = 'valid';
create index tickets_valid_of_night on tickets (night_id, id) include (order_id)
  where state = 'valid';
create index refunds_by_end on refunds (ended_at) include (order_id, amount_minor)
  where state = 'succeeded';
-- Payments that have brought, or promised, something else than what their order costs: few.
create index payments_apart on payments (created_at) include (order_id)
  where state = 'stray' or authorised_minor is not null or received_minor <> amount_minor
    or received_currency <> currency;

-- What has happened last.
create index orders_issued_late on orders (night_id, fulfilled_at) where fulfilled_at > paid_at;
create index attempts_declined on attempts (at) include (payment_id) where outcome = 'declined';
create index disputes_by_opening on disputes (opened_at);
create index alerts_open_by_time on alerts (opened_at) where state = 'open';
