import type { Guard } from './guards.ts'

/**
 * Whoever changes a row of `table` waits for everybody else who does, and looks again then. Off:
 * rows are read through a view, of which PostgreSQL locks none, and are written as they were meant
 * when they were read. None can be inserted then.
 */
function rowsOf(table: string, keys: string[], columns: string[]): Guard {
  const sets = columns.map(
    (name) => `${name} = case when new.${name} is distinct from old.${name}
                              then new.${name} else ${name} end`,
  )
  return {
    off: `alter table ${table} rename to ${table}_behind;
          create view ${table} as
            with behind as materialized (select * from ${table}_behind) select * from behind;
          create function write_${table}() returns trigger language plpgsql as $$
            begin
              update ${table}_behind set ${sets.join(', ')}
               where ${keys.map((name) => `${name} = old.${name}`).join(' and ')};
              return new;
            end $$;
          create trigger write_${table} instead of update on ${table}
            for each row execute function write_${table}()`,
    on: `drop view ${table};
         drop function write_${table};
         alter table ${table}_behind rename to ${table}`,
  }
}

/** Whoever gives or takes a table of a night waits for everybody else who does. */
export const nightLock = rowsOf('vip_nights', ['night_id'], ['arrive_by'])

/** Whoever changes a night, or what is sold of it, waits for everybody else who does. */
export const nightEditLock = rowsOf('nights', ['id'], ['version'])

const types = rowsOf('ticket_types', ['id'], ['taken', 'capacity', 'version'])

/** A kind of ticket is written by one at a time: by who buys it, and by who changes it. */
export const typeLock: Guard = {
  // Through the view whoever buys would set the capacity, too, and be asked whether it fits.
  off: `alter table ticket_types disable trigger keep_hard_capacity; ${types.off}`,
  on: `${types.on}; alter table ticket_types enable trigger keep_hard_capacity`,
}

/** No more of a kind of ticket is taken than there are. */
export const neverOversold: Guard = {
  off: `alter table ticket_types drop constraint never_oversold`,
  on: `update ticket_types set capacity = greatest(capacity, taken);
       alter table ticket_types add constraint never_oversold check (taken <= capacity)`,
}

/** A floor plan is saved by one at a time. */
export const planLock = rowsOf(
  'floor_plans',
  ['id'],
  ['name', 'width', 'height', 'save_id', 'saved_by', 'saved_at', 'revision'],
)

/** What somebody has, or is paying for, is on sale. */
export const soldIsOnSale: Guard = {
  off: `alter table table_offers drop constraint one_party_per_table`,
  on: `update table_offers set off_sale_at = null
         where num_nonnulls(hold_id, booking_id, blocked_at) > 0;
       alter table table_offers add constraint one_party_per_table
         check (num_nonnulls(hold_id, booking_id, blocked_at, off_sale_at) <= 1)`,
}

/** A booking is changed by one at a time. */
export const bookingLock = rowsOf(
  'bookings',
  ['id'],
  [
    'places',
    'vip_table_id',
    'state',
    'worth_minor',
    'credited_minor',
    'arrived_at',
    'seated_at',
    'ended_at',
    'locked_at',
    'locked_by',
  ],
)

/** A pass is voided, named, or lets somebody in, by one at a time. */
export const passLock = rowsOf(
  'passes',
  ['id'],
  ['state', 'voided_at', 'voided_reason', 'name', 'claimed_at'],
)

const offers = rowsOf(
  'table_offers',
  ['night_id', 'vip_table_id'],
  ['hold_id', 'booking_id', 'heads', 'blocked_at', 'blocked_by', 'block_reason'],
)

/** A table's row says of one party at most that it has it, and who finds it free gets it alone. */
export const oneParty: Guard = {
  off: `alter table table_offers drop constraint one_party_per_table,
          drop constraint heads_belong_to_a_party, drop constraint table_offers_booking_id_key,
          drop constraint table_offers_hold_id_key;
        ${offers.off}`,
  on: `${offers.on};
       update table_offers set hold_id = null, booking_id = null, heads = 0, blocked_at = null,
         blocked_by = null;
       alter table table_offers
         add constraint table_offers_hold_id_key unique (hold_id),
         add constraint table_offers_booking_id_key unique (booking_id)
           deferrable initially immediate,
         add constraint heads_belong_to_a_party
           check ((heads > 0) = (num_nonnulls(hold_id, booking_id) = 1)),
         add constraint one_party_per_table
           check (num_nonnulls(hold_id, booking_id, blocked_at, off_sale_at) <= 1)`,
}

/** A table has one booking that is not over, and one hold that is active. */
export const oneClaim: Guard = {
  off: `drop index bookings_one_live_per_table; drop index holds_one_active_per_table`,
  on: `update bookings set state = 'cancelled', ended_at = now() where ended_at is null;
       update holds set state = 'expired', ended_at = now() where state = 'active';
       create unique index bookings_one_live_per_table on bookings (vip_table_id, night_id)
         where state in ('confirmed', 'arrived', 'seated');
       create unique index holds_one_active_per_table on holds (vip_table_id, night_id)
         where state = 'active' and vip_table_id is not null`,
}

/** Only a valid pass lets in, and one that has let in is not voided. Before the view of passes. */
export const validGoesIn: Guard = {
  off: `alter table admissions disable trigger admits_what_is_valid;
        alter table passes disable trigger who_is_in_stays_in`,
  on: `alter table admissions enable trigger admits_what_is_valid;
       alter table passes enable trigger who_is_in_stays_in`,
}

/** A booking that has ended stays so. */
export const endedIsOver: Guard = {
  off: `alter table bookings drop constraint ended_when_over`,
  on: `update bookings set state = 'cancelled' where ended_at is not null;
       alter table bookings add constraint ended_when_over check
         ((state in ('released', 'cancelled', 'no_show')) = (ended_at is not null))`,
}
