-- One head's entry. The unique key is the promise itself: a line's first, second, third ticket
-- exists once, however often anybody tries to issue it.
create table tickets (
  id text primary key,
  order_id text not null references orders,
  order_line_id text not null references order_lines,
  ordinal integer not null check (ordinal > 0),
  night_id text not null references nights,
  ticket_type_id text not null references ticket_types,
  -- What the QR code says.
  code text not null unique check (length(code) >= 26),
  state text not null default 'valid' check (state in ('valid', 'voided')),
  issued_at timestamptz not null default now(),
  voided_at timestamptz,
  unique (order_line_id, ordinal),
  check ((state = 'voided') = (voided_at is not null))
);
create index tickets_by_order on tickets (order_id);
