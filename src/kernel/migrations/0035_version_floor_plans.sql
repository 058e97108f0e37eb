-- A picture that lies under a floor plan while it is drawn. Only those who draw see it. Its kind is
-- read from its content, and it is served as nothing else.
create table plan_pictures (
  id text primary key,
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null check (octet_length(bytes) between 1 and 4194304),
  width integer not null check (width between 1 and 8192),
  height integer not null check (height between 1 and 8192),
  added_by text not null check (length(added_by) between 1 and 200),
  added_at timestamptz not null default now()
);

update floor_plans set name = left(name, 80) where length(name) > 80;

-- What a plan is changed into is another version of the first one, as soon as a night uses it.
alter table floor_plans
  add column first_id text references floor_plans,
  add column version integer not null default 1 check (version >= 1),
  -- How often this version was saved, and the page's id for the last time: two who draw at once
  -- meet here, and one who saves twice does it once.
  add column revision integer not null default 1 check (revision >= 1),
  add column save_id text unique,
  add column picture_id text references plan_pictures,
  add column picture_opacity smallint check (picture_opacity between 5 and 100),
  add column saved_at timestamptz not null default now(),
  add column saved_by text check (length(saved_by) between 1 and 200),
  add constraint one_plan_for_each_version unique (first_id, version),
  add constraint the_first_version_has_none_before check ((version = 1) = (first_id is null)),
  add constraint opacity_of_a_picture check ((picture_id is null) = (picture_opacity is null)),
  add constraint floor_plan_names_are_short check (length(name) <= 80);
update floor_plans set saved_at = created_at;
create index floor_plans_by_picture on floor_plans (picture_id) where picture_id is not null;
create index vip_nights_by_floor_plan on vip_nights (floor_plan_id);
-- Whether anybody has ordered a table of a night decides whether it may change its plan.
create index agreements_by_night on agreements (night_id);
-- Of zones of one name, which nothing forbade, the later ones are numbered.
update zones z set name = z.name || ' ' || n.place
  from (select id,
               row_number() over (partition by floor_plan_id, name order by position, id) as place
          from zones) n
 where n.id = z.id and n.place > 1;
alter table zones add constraint zones_have_names_of_their_own unique (floor_plan_id, name);
