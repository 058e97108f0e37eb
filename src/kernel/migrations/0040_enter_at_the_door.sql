-- One press, or one scan, at the page of the door: the heads that it let in together. The page
-- makes the id, so what is sent twice lets in once; and what was let in by mistake is taken back as
-- a whole, within a minute by this clock. The admissions are gone then, and this row says who they
-- were.
create table entrances (
  id text primary key,
  night_id text not null references nights,
  -- The party, where it was one. No order is named: a reference to it would wait for whoever
  -- refunds it, who may wait for its tickets.
  booking_id text references bookings,
  ticket_ids text[] not null,
  pass_ids text[] not null,
  -- The member who let them in, with the name that they had.
  member_id text not null,
  admitted_by text not null check (length(admitted_by) between 1 and 100),
  at timestamptz not null default now(),
  undone_at timestamptz,
  undone_by text check (length(undone_by) between 1 and 100),
  constraint entrance_lets_somebody_in
    check (cardinality(ticket_ids) + cardinality(pass_ids) between 1 and 100),
  constraint entrance_of_tickets_or_of_a_party
    check ((booking_id is null) = (cardinality(pass_ids) = 0)
      and least(cardinality(ticket_ids), cardinality(pass_ids)) = 0),
  constraint undone_by_somebody check ((undone_at is null) = (undone_by is null)),
  constraint undone_within_a_minute
    check (undone_at >= at and undone_at <= at + interval '1 minute')
);
create index entrances_by_night on entrances (night_id, at, id);
create index entrances_by_member on entrances (night_id, member_id, at, id);
create index entrances_by_booking on entrances (booking_id, at) where booking_id is not null;
create trigger announce after insert or update on entrances
  for each statement execute function changes.announce('changes.guests');

-- Null for whoever a device has let in by the door's API.
alter table admissions add column entrance_id text references entrances;
create index admissions_by_entrance on admissions (entrance_id) where entrance_id is not null;
