-- What the audit log is read by, newest first and on from where the last page ended: all of it,
-- what one person did, what happened to one kind of thing, and both.
create index audit_entries_by_time on audit_entries (at, id);
create index audit_entries_by_actor on audit_entries (actor, at, id);
create index audit_entries_by_kind on audit_entries (split_part(action, '.', 1), at, id);
create index audit_entries_by_actor_and_kind
  on audit_entries (actor, split_part(action, '.', 1), at, id);
-- What was done to the tables of a night.
create index audit_entries_by_night on audit_entries ((detail ->> 'night'));
