-- Only what is valid lets somebody in, and what has let somebody in through a pass is not taken
-- away behind them. Each looks with the row of the ticket or pass locked, so that of a door and
-- whoever voids it in the same moment one sees the other.
create function refuse_what_is_void() returns trigger language plpgsql as $$
  begin
    perform from tickets where id = new.ticket_id and state = 'valid' for share;
    if not found then
      perform from passes where id = new.pass_id and state = 'valid' for share;
      if not found then
        raise exception using errcode = 'check_violation', constraint = 'admits_what_is_valid',
          message = format('%s does not open the door', coalesce(new.ticket_id, new.pass_id));
      end if;
    end if;
    return new;
  end $$;
create trigger admits_what_is_valid before insert on admissions
  for each row execute function refuse_what_is_void();

create function refuse_to_void_who_is_in() returns trigger language plpgsql as $$
  begin
    if exists (select from admissions where pass_id = new.id) then
      raise exception using errcode = 'check_violation', constraint = 'who_is_in_stays_in',
        message = format('pass %s has let somebody in', new.id);
    end if;
    return new;
  end $$;
create trigger who_is_in_stays_in before update on passes
  for each row when (old.state = 'valid' and new.state = 'voided')
  execute function refuse_to_void_who_is_in();
