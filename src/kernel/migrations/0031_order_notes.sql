-- What somebody of the venue writes down about an order, for colleagues to read. Not in the audit
-- trail, whose rows are for ever: the words are free, and may name a guest. The id is made by the
-- page that writes it, so that a second click finds the first one's note.
create table order_notes (
  id text primary key,
  order_id text not null references orders,
  body text not null check (length(body) between 1 and 1000),
  written_by text not null check (length(written_by) between 1 and 100),
  written_at timestamptz not null default now()
);
create index order_notes_by_order on order_notes (order_id, written_at);
create trigger announce after insert or update on order_notes
  for each statement execute function changes.announce('changes.orders');
