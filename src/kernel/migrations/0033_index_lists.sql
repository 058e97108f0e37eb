-- What the dashboard's lists are read by, newest first and on from where the last page ended, so
-- that a page costs the same however many orders a night has.
drop index orders_by_night;
create index orders_by_night on orders (night_id, placed_at, id);
create index orders_by_time on orders (placed_at, id);
create index orders_by_night_and_state on orders (night_id, state, placed_at, id);
create index orders_by_state on orders (state, placed_at, id);
-- Orders for VIP tables are few among those for tickets.
create index vip_orders_by_night on orders (night_id, placed_at, id) where kind <> 'ga';
create index vip_orders_by_time on orders (placed_at, id) where kind <> 'ga';

-- Money that has come and has bought nothing yet, or is on its way back: the longest wait first.
create index orders_owed on orders (paid_at, id) where state in ('paid', 'refund_due');
-- What a bank is still deciding about.
create index payments_processing on payments (created_at, order_id) where state = 'processing';
-- Tries that brought nothing, newest first.
create index attempts_failed on attempts (at, id) where outcome <> 'succeeded';

-- The words of a name, so that zoe finds Zoë. Not in plain SQL, which would be put in the place of
-- its call: then its cost was unknown where it is decided whether many names are gone through.
create function name_words(name text) returns tsvector
language plpgsql immutable strict parallel safe cost 150 as $$
begin
  -- Most names are plain letters, and this is asked of thousands of them.
  if octet_length(name) = length(name) then
    return to_tsvector('pg_catalog.simple', name);
  end if;
  -- Marks above and below letters go; what stands between words parts them.
  return to_tsvector('pg_catalog.simple', translate(
    regexp_replace(normalize(name, nfd), '[\u0300-\u036f]', '', 'g'),
    '‘’ʼ“”„«»–—·', '           '));
end $$;
-- What is new waits in a list that is read along; a short one, so that no guest's name pays for
-- sorting in those of thousands.
create index orders_by_name on orders using gin (name_words(guest_name))
  with (gin_pending_list_limit = 256);
create index orders_by_mail on orders (lower(guest_email) text_pattern_ops);
-- By the last four digits of a card, its newest tries first.
create index attempts_by_card on attempts (card_last4, at) where card_last4 is not null;
