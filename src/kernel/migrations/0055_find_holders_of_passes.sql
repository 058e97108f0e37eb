-- Whoever only claimed somebody else's pass is known by the name on it, and has to be found by it.
create index passes_by_name on passes (lower(name)) where name is not null;
