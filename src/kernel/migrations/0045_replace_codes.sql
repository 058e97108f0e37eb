-- A ticket whose code went to somebody else gets another one. The old code opens no door any more,
-- and the door says why: it stays here, for good.
create table replaced_codes (
  code text primary key check (length(code) >= 26),
  ticket_id text not null references tickets,
  -- Which of its ticket's codes it was, from 1: of two who replace at once one is second.
  ordinal smallint not null check (ordinal between 1 and 10),
  replaced_by text not null check (length(replaced_by) between 1 and 200),
  replaced_at timestamptz not null default now(),
  constraint replaced_one_after_the_other unique (ticket_id, ordinal)
);

-- A code changes in no other way: the old one is written down first, its ticket is valid, and
-- nobody is in on it. Nothing looks here while tickets are issued or voided.
create function refuse_to_lose_a_code() returns trigger language plpgsql as $$
  begin
    if new.state <> 'valid'
      or not exists (select from replaced_codes where code = old.code and ticket_id = old.id)
      or exists (select from replaced_codes where code = new.code)
      or exists (select from admissions where ticket_id = old.id)
    then
      raise exception using errcode = 'check_violation', constraint = 'codes_are_replaced_openly',
        message = format('the code of %s is not replaced like that', new.id);
    end if;
    return new;
  end $$;
create trigger codes_are_replaced_openly before update of code on tickets
  for each row when (old.code <> new.code) execute function refuse_to_lose_a_code();
