-- What a package contains is agreed on like its name and price: no later change of it touches what
-- a party has bought. Of older agreements only what it contains today is known.
alter table agreements add column package_includes text[] not null default '{}';
update agreements a set package_includes = p.includes
  from packages p where p.id = a.package_id;
alter table agreements add constraint contents_are_of_a_package
  check (package_id is not null or package_includes = '{}');
