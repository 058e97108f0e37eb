-- A guest may ask for more time, once: when that was, and when the hold would have ended.
alter table holds add column extended_at timestamptz;
alter table holds add column extended_from timestamptz;
alter table holds add constraint extended_from_its_end
  check ((extended_at is null) = (extended_from is null));
