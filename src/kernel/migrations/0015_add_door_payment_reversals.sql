-- What was taken at the door by mistake is taken back: its row stays, says by whom and when, and
-- counts no more. What the house gives away has somebody who approved it, who is not always the one
-- at the till.
alter table door_payments add column approved_by text
  check (length(approved_by) between 1 and 200);
alter table door_payments add constraint comp_has_an_approver
  check ((kind = 'comp') = (approved_by is not null));
alter table door_payments add column reversed_at timestamptz;
alter table door_payments add column reversed_by text
  check (length(reversed_by) between 1 and 200);
alter table door_payments add constraint reversed_by_somebody
  check ((reversed_at is null) = (reversed_by is null));
