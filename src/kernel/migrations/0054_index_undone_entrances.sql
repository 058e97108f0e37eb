-- An order's story tells the entrances of its night that were taken back: they are few, and the
-- entrances of a night are many.
create index entrances_undone_by_night on entrances (night_id) where undone_at is not null;
