-- The audit goes from day to day, and reads the payments that were opened in each.
create index payments_by_time on payments (created_at);

-- When a try was made by Stripe's clock, in whole seconds, since news of it may come when the next
-- one has begun. Of a try that a browser alone has told of it is not known.
alter table attempts add column made_at timestamptz;
