import type { Guard } from './guards.ts'

/** An order has one booking. Off: a booking forgets its order as it is written. */
export const bookingOfOrder: Guard = {
  off: `create function forgetful_booking() returns trigger language plpgsql as $$
          begin
            new.order_id := null;
            new.party_name := 'nobody';
            return new;
          end $$;
        create trigger forgetful_booking before insert on bookings
          for each row execute function forgetful_booking()`,
  on: `drop function forgetful_booking cascade`,
}

/** A held table is handed over to one booking. Off: it stays with its hold, and has many. */
export const bookingOfTable: Guard = {
  off: `drop index bookings_one_live_per_table;
        create function forgetful_table() returns trigger language plpgsql as $$
          begin
            return old;
          end $$;
        create trigger forgetful_table before update on table_offers
          for each row when (old.hold_id is not null and new.booking_id is not null)
          execute function forgetful_table()`,
  on: `drop function forgetful_table cascade;
       update bookings set state = 'cancelled', ended_at = now() where ended_at is null;
       create unique index bookings_one_live_per_table on bookings (vip_table_id, night_id)
         where state in ('confirmed', 'arrived', 'seated')`,
}

/** A table that a booking has is nobody else's. Off: it is free again at once, and has many. */
export const tableGiven: Guard = {
  off: `drop index bookings_one_live_per_table;
        create function free_table() returns trigger language plpgsql as $$
          begin
            new.hold_id := null;
            new.booking_id := null;
            new.heads := 0;
            return new;
          end $$;
        create trigger free_table before update on table_offers
          for each row when (new.booking_id is not null) execute function free_table()`,
  on: `drop function free_table cascade;
       update bookings set state = 'cancelled', ended_at = now() where ended_at is null;
       create unique index bookings_one_live_per_table on bookings (vip_table_id, night_id)
         where state in ('confirmed', 'arrived', 'seated')`,
}

/** A pass is claimed once. Off: the claim is forgotten as it is written. */
export const passClaims: Guard = {
  off: `create function forgetful_claim() returns trigger language plpgsql as $$
          begin
            new.name := null;
            new.claimed_at := null;
            return new;
          end $$;
        create trigger forgetful_claim before update on passes
          for each row when (new.claimed_at is not null) execute function forgetful_claim()`,
  on: `drop function forgetful_claim cascade`,
}

/** What is void stays so. Off: a pass forgets it as it is written. */
export const passVoids: Guard = {
  off: `create function forgetful_pass() returns trigger language plpgsql as $$
          begin
            new.state := 'valid';
            new.voided_at := null;
            new.voided_reason := null;
            return new;
          end $$;
        create trigger forgetful_pass before update on passes
          for each row when (new.state = 'voided') execute function forgetful_pass()`,
  on: `drop function forgetful_pass cascade`,
}

/** A head has one valid pass. */
export const onePassPerHead: Guard = {
  off: `drop index passes_one_per_head`,
  on: `delete from passes a using passes b where a.booking_id = b.booking_id
          and a.ordinal = b.ordinal and a.state = 'valid' and b.state = 'valid' and a.id > b.id;
       create unique index passes_one_per_head on passes (booking_id, ordinal)
         where state = 'valid'`,
}

/** A party has no more passes than places. */
export const passesWithinParty: Guard = {
  off: `alter table passes drop constraint no_pass_beyond_the_party`,
  on: `delete from passes where ordinal > places;
       alter table passes add constraint no_pass_beyond_the_party
         check (ordinal between 1 and places)`,
}
