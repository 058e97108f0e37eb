-- Why money that came late, or a bank's promise of it, bought nothing: the guest is told so. Of
-- what came late before, nobody knows it any more.
alter table orders add column late_because text
  check (late_because in ('sold_out', 'no_table', 'night_over', 'night_cancelled', 'party_over'));
