-- Failed tries beside what is counted of them: one row for each, so that a night of 100,000 orders
-- can be looked at without looking each payment and order up. It follows `attempts` by itself.
create table failed_tries (
  attempt_id text primary key references attempts on delete cascade,
  at timestamptz not null,
  -- None of these refers to its table, since that would lock a row of it. None of them changes.
  order_id text not null,
  night_id text not null,
  is_vip boolean not null,
  -- Why it was declined; null where the try broke off and nobody knows.
  code text
);
create index failed_tries_by_time on failed_tries (at);

create function failed_tries_follow() returns trigger language plpgsql as $$
begin
  insert into failed_tries (attempt_id, at, order_id, night_id, is_vip, code)
  select new.id, new.at, o.id, o.night_id, o.kind <> 'ga',
         case new.outcome when 'declined' then coalesce(new.decline_code, new.code, 'unknown') end
    from payments p join orders o on o.id = p.order_id where p.id = new.payment_id
  on conflict (attempt_id) do update set at = excluded.at, code = excluded.code;
  return null;
end $$;

create trigger failed_tries_follow after insert or update on attempts
  for each row when (new.outcome <> 'succeeded') execute function failed_tries_follow();

insert into failed_tries (attempt_id, at, order_id, night_id, is_vip, code)
select a.id, a.at, o.id, o.night_id, o.kind <> 'ga',
       case a.outcome when 'declined' then coalesce(a.decline_code, a.code, 'unknown') end
  from attempts a join payments p on p.id = a.payment_id join orders o on o.id = p.order_id
 where a.outcome <> 'succeeded';

-- A night's paid orders by the time of payment, answered from the index alone: how many, and how
-- long they waited for their tickets. Money that bought nothing is not among them.
create index orders_paid_by_time on orders (night_id, paid_at)
  include (kind, fulfilled_at)
  where paid_at is not null and late_because is null;
