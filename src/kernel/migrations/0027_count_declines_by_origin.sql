-- From which group of addresses an order was placed, and how many of its cards were declined, so
-- that a script does not begin anew with each order (F76). The group is all that is kept: 12 bits
-- of the digest of the address, one of 4,096 that the whole internet shares; an hour later it goes.
create table order_origins (
  order_id text primary key references orders (id),
  origin text not null check (length(origin) = 2),
  placed_at timestamptz not null default now(),
  declines integer not null default 0 check (declines >= 0)
);
create index order_origins_declined on order_origins (origin, placed_at) where declines > 0;
create index order_origins_placed_at on order_origins (placed_at);

-- A first try may have to be worked for as well.
alter table proofs drop constraint proofs_declines_check;
alter table proofs add constraint proofs_declines_check check (declines >= 0);
