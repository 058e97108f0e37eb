-- A party is of one night: its booking, the orders that have paid for it, its passes, and whom they
-- have let in. The keys that say whose something is say so of the night, too.
alter table orders add constraint orders_by_id_and_night unique (id, night_id);
alter table bookings add constraint bookings_by_id_and_night unique (id, night_id);
alter table passes add constraint passes_by_id_and_night unique (id, night_id);

alter table bookings drop constraint bookings_order_id_fkey;
alter table bookings add constraint booking_of_its_orders_night
  foreign key (order_id, night_id) references orders (id, night_id);
alter table orders drop constraint orders_booking_id_fkey;
alter table orders add constraint more_guests_of_the_bookings_night
  foreign key (booking_id, night_id) references bookings (id, night_id);
-- Beside the key on (booking_id, places), whose copy of the places follows the booking's.
alter table passes add constraint pass_of_its_bookings_night
  foreign key (booking_id, night_id) references bookings (id, night_id);
alter table passes drop constraint passes_order_id_fkey;
alter table passes add constraint pass_of_its_orders_night
  foreign key (order_id, night_id) references orders (id, night_id);
alter table admissions drop constraint admissions_pass_id_fkey;
alter table admissions add constraint admission_of_its_passes_night
  foreign key (pass_id, night_id) references passes (id, night_id);
-- A party's passes are read and locked together, the void ones too.
create index passes_by_booking on passes (booking_id, ordinal);

-- What is paid at the door is money of the booking's kind.
alter table bookings add constraint bookings_by_id_and_currency unique (id, currency);
alter table door_payments drop constraint door_payments_booking_id_fkey;
alter table door_payments add constraint paid_in_the_bookings_currency
  foreign key (booking_id, currency) references bookings (id, currency);

-- What was written down about somebody's deed stays as it was written. No retention ends it: it
-- holds ids and figures, and no personal data.
create function refuse_to_change_the_past() returns trigger language plpgsql as $$
  begin
    raise exception 'the rows of % are never changed', tg_table_name;
  end $$;
create trigger audit_entries_are_append_only before update or delete or truncate on audit_entries
  for each statement execute function refuse_to_change_the_past();
