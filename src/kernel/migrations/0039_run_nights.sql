-- What the house sets of its nights by itself: how many people fit, which sales are paused, and
-- which release of tickets opens after which.

-- As many as may be in the house at once; no number, no limit. A night may have a lower one.
alter table venues add column hard_capacity integer check (hard_capacity between 1 and 1000000);
alter table nights
  -- Counts its edits: whoever has read an older one is refused, so that nothing is lost silently.
  add column version integer not null default 1 check (version > 0),
  add column hard_capacity integer check (hard_capacity between 1 and 1000000),
  add column ga_paused_at timestamptz,
  add column ga_paused_by text check (length(ga_paused_by) between 1 and 200),
  add column vip_paused_at timestamptz,
  add column vip_paused_by text check (length(vip_paused_by) between 1 and 200),
  add constraint ga_paused_by_somebody check ((ga_paused_at is null) = (ga_paused_by is null)),
  add constraint vip_paused_by_somebody check ((vip_paused_at is null) = (vip_paused_by is null));
alter table vip_nights add column version integer not null default 1 check (version > 0);

alter table ticket_types
  add column version integer not null default 1 check (version > 0),
  -- When the last of them was taken for the first time. It stays when something comes back.
  add column sold_out_at timestamptz,
  -- The release before this one, of the same night.
  add column opens_after text,
  add constraint opens_after_one_of_its_night
    foreign key (opens_after, night_id) references ticket_types (id, night_id),
  add constraint opens_after_another check (opens_after <> id);
create index ticket_types_by_release_before on ticket_types (opens_after)
  where opens_after is not null;

-- Whoever takes the last one notes that, in the row that is being written anyway: the next release
-- is open from then on, and nobody waits for it in another row.
create function note_sold_out() returns trigger language plpgsql as $$
begin
  new.sold_out_at := now();
  return new;
end $$;
create trigger note_sold_out before insert or update on ticket_types
  for each row when (new.taken >= new.capacity and new.sold_out_at is null)
  execute function note_sold_out();
update ticket_types set sold_out_at = now() where taken >= capacity;

-- Releases follow each other in a line; in a circle none would ever open.
create function keep_releases_in_line() returns trigger language plpgsql as $$
begin
  perform from nights where id = new.night_id for no key update;
  if exists (
    with recursive before (id) as (
      select new.opens_after
      union
      select t.opens_after from ticket_types t join before b on b.id = t.id)
    select from before where id = new.id) then
    raise exception 'ticket type % opens after itself', new.id
      using errcode = 'check_violation', constraint = 'releases_in_line';
  end if;
  return null;
end $$;
create trigger keep_releases_in_line after insert or update of opens_after on ticket_types
  for each row when (new.opens_after is not null) execute function keep_releases_in_line();

-- What a night can put into the house: its GA tickets, comps among them, and the heads that its VIP
-- tables are sold for.
create function places_of_night(night text) returns integer language sql stable as $$
  select coalesce((select sum(capacity) from ticket_types where night_id = night), 0)::integer
       + coalesce((select sum(guests_max) from table_offers where night_id = night), 0)::integer
$$;

-- No night can sell more than fits. It is asked when capacities change, which is rare, and never by
-- whoever buys: what is sold stays below the capacities anyway.
create function keep_hard_capacity() returns trigger language plpgsql as $$
declare
  about text := to_jsonb(new) ->> tg_argv[0];
  most integer;
begin
  -- Behind the night's lock, so that two who change two kinds of ticket at once see each other.
  select least(n.hard_capacity, v.hard_capacity) into most
    from nights n join venues v on v.id = n.venue_id
   where n.id = about and n.ends_at > now() and n.state <> 'cancelled'
     for no key update of n for share of v;
  if places_of_night(about) > most then
    raise exception 'night % has places for more than %', about, most
      using errcode = 'check_violation', constraint = 'hard_capacity';
  end if;
  return null;
end $$;
create trigger keep_hard_capacity after insert or update of capacity on ticket_types
  for each row execute function keep_hard_capacity('night_id');
create trigger keep_hard_capacity after insert or update of guests_max on table_offers
  for each row execute function keep_hard_capacity('night_id');
create trigger keep_hard_capacity after update of hard_capacity on nights
  for each row execute function keep_hard_capacity('id');

-- The same for the house's own number; nights that are over or called off fill no house any more.
create function keep_house_capacity() returns trigger language plpgsql as $$
begin
  if exists (select from nights where venue_id = new.id and ends_at > now()
                and state <> 'cancelled' and places_of_night(id) > new.hard_capacity) then
    raise exception 'a night of house % has places for more than %', new.id, new.hard_capacity
      using errcode = 'check_violation', constraint = 'hard_capacity';
  end if;
  return null;
end $$;
create trigger keep_house_capacity after update of hard_capacity on venues
  for each row when (new.hard_capacity is not null) execute function keep_house_capacity();

-- Guests have the address of a night that was published.
create function keep_slug() returns trigger language plpgsql as $$
begin
  raise exception 'night % keeps its address', old.id
    using errcode = 'check_violation', constraint = 'slug_stays';
end $$;
create trigger keep_slug before update of slug on nights
  for each row when (old.state <> 'draft' and new.slug <> old.slug) execute function keep_slug();
