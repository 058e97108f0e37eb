-- Whoever draws on a floor plan hears at once that somebody else has saved it (0029).
create sequence changes.plans;
create trigger announce after insert or update on floor_plans
  for each statement execute function changes.announce('changes.plans');
