-- What names a guest goes when the guest, or the house's own rule, wants it; the books stay. Which
-- orders that was done for is written down, without a name: their pages are gone.
create table erased_orders (
  order_id text primary key references orders,
  erased_by text not null check (length(erased_by) between 1 and 200),
  erased_at timestamptz not null default now()
);

-- How long after a night its guests are kept, where the house has said so; for ever otherwise.
create table guest_retention (
  is_only boolean primary key default true check (is_only),
  erase_after_months smallint check (erase_after_months between 6 and 120)
);
insert into guest_retention default values;

create index comps_by_mail on comps (lower(guest_email));
