-- Where an unpaid order was placed from, so that no visitor holds a night's whole stock (F76): a
-- keyed digest of the address, which names nobody, and whose row goes when the hold ends.
create table placements (
  order_id text primary key references orders (id),
  visitor text not null check (length(visitor) = 43)
);
create index placements_by_visitor on placements (visitor);
