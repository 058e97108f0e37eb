-- What a night's tables are sold for is settled in the dashboard.

alter table table_offers
  -- Counts its edits: whoever has read an older one is refused, so that nothing is lost silently.
  add column version integer not null default 1 check (version > 0),
  -- Since when nobody can book it on this night. Its terms stay, for the day it is offered again.
  add column off_sale_at timestamptz,
  -- Whose party it is, or why it has none: still one of them, or nothing.
  drop constraint one_party_per_table,
  add constraint one_party_per_table
    check (num_nonnulls(hold_id, booking_id, blocked_at, off_sale_at) <= 1);

alter table packages
  add column version integer not null default 1 check (version > 0),
  -- Since when nobody can order it. Agreements refer to it, so it stays.
  add column withdrawn_at timestamptz;

-- A table that is off sale puts nobody into the house.
create or replace function places_of_night(night text) returns integer language sql stable as $$
  select coalesce((select sum(capacity) from ticket_types where night_id = night), 0)::integer
       + coalesce((select sum(guests_max) from table_offers
                    where night_id = night and off_sale_at is null), 0)::integer
$$;
create trigger keep_hard_capacity_on_sale after update of off_sale_at on table_offers
  for each row when (new.off_sale_at is null) execute function keep_hard_capacity('night_id');
