import type { Database } from '../src/kernel/index.ts'

/**
 * A guard that the database holds, and how to switch it off, so that a test sees the race that it
 * prevents. Only for databases that are thrown away afterwards.
 */
export interface Guard {
  off: string
  on: string
}

/** An event has its effect once: its id is stored once. Off: every delivery looks new. */
export const webhookIds: Guard = {
  off: `create function strange_id() returns trigger language plpgsql as $$
          begin
            new.id := new.id || '~' || gen_random_uuid();
            return new;
          end $$;
        create trigger strange_id before insert on webhooks
          for each row execute function strange_id()`,
  on: `drop function strange_id cascade`,
}

/** What is paid or fulfilled is so once. Off: payment and order forget it as they are written. */
export const states: Guard = {
  off: `create function forgetful_payment() returns trigger language plpgsql as $$
          begin
            new.state := 'open';
            return new;
          end $$;
        create trigger forgetful_payment before update on payments
          for each row when (new.state = 'succeeded') execute function forgetful_payment();
        create function forgetful_order() returns trigger language plpgsql as $$
          begin
            new.state := 'open';
            new.fulfilment := null;
            return new;
          end $$;
        create trigger forgetful_order before update on orders
          for each row when (new.state = 'fulfilled') execute function forgetful_order()`,
  on: `drop function forgetful_payment cascade; drop function forgetful_order cascade`,
}

/** A line's first, second, third ticket exists once. Off: every ticket gets a number of its own. */
export const ticketNumbers: Guard = {
  off: `create sequence endless_numbers start 1000;
        create function endless_number() returns trigger language plpgsql as $$
          begin
            new.ordinal := nextval('endless_numbers');
            return new;
          end $$;
        create trigger endless_number before insert on tickets
          for each row execute function endless_number()`,
  on: `drop function endless_number cascade; drop sequence endless_numbers`,
}

/**
 * Whoever changes an order waits for everybody else who does. Off: orders are read through a view,
 * and PostgreSQL locks no rows behind a `with`. They can only be read then.
 */
export const orderLock: Guard = {
  off: `alter table orders rename to orders_behind;
        create view orders as
          with behind as materialized (select * from orders_behind) select * from behind`,
  on: `drop view orders; alter table orders_behind rename to orders`,
}

/** An order has one payment that lives. */
export const onePayment: Guard = {
  off: `drop index payments_one_live_per_order;
        alter table payments drop constraint payments_order_id_ordinal_key`,
  on: `delete from attempts; delete from payments a using payments b
         where a.order_id = b.order_id and a.id > b.id;
       alter table payments add constraint payments_order_id_ordinal_key unique (order_id, ordinal);
       create unique index payments_one_live_per_order on payments (order_id)
         where state not in ('cancelled', 'stray')`,
}

/** A refund of Stripe's is one row. Off: its id may stand on several. */
export const refundIds: Guard = {
  off: `alter table refunds drop constraint refunds_stripe_refund_id_key`,
  on: `delete from refunds a using refunds b
         where a.stripe_refund_id = b.stripe_refund_id and a.id > b.id;
       alter table refunds add constraint refunds_stripe_refund_id_key unique (stripe_refund_id)`,
}

/** What goes back is counted, up to what came in. Off: the count never leaves zero. */
export const refundCount: Guard = {
  off: `create function uncounted() returns trigger language plpgsql as $$
          begin
            new.refunded_minor := 0;
            return new;
          end $$;
        create trigger uncounted before update on payments
          for each row execute function uncounted()`,
  on: `drop function uncounted cascade`,
}

/**
 * Placements of one visitor wait for each other. Off: PostgreSQL's lock is shadowed by one that
 * locks nothing, for every connection that is opened from now on.
 */
export const visitorLock: Guard = {
  off: `create schema lockless;
        create function lockless.pg_advisory_xact_lock(bigint) returns void
          language sql as 'select';
        do $$ begin
          execute format('alter database %I set search_path = lockless, public, pg_catalog',
                         current_database());
        end $$`,
  on: `do $$ begin
         execute format('alter database %I reset search_path', current_database());
       end $$;
       drop schema lockless cascade`,
}

/** What is taken of the stock is counted. Off: the count never leaves zero. */
export const stockCount: Guard = {
  off: `create function uncounted_stock() returns trigger language plpgsql as $$
          begin
            new.taken := 0;
            return new;
          end $$;
        create trigger uncounted_stock before update on ticket_types
          for each row execute function uncounted_stock()`,
  on: `drop function uncounted_stock cascade`,
}

/** An order ends once. Off: it forgets that it has, and is open again. */
export const orderEnds: Guard = {
  off: `create function endless_order() returns trigger language plpgsql as $$
          begin
            new.state := 'open';
            return new;
          end $$;
        create trigger endless_order before update on orders
          for each row when (new.state = 'expired') execute function endless_order()`,
  on: `drop function endless_order cascade`,
}

/** A hold ends once. Off: it forgets that it has, and holds on. */
export const holdEnds: Guard = {
  off: `create function endless_hold() returns trigger language plpgsql as $$
          begin
            new.state := 'active';
            new.ended_at := null;
            return new;
          end $$;
        create trigger endless_hold before update on holds
          for each row when (new.state = 'expired') execute function endless_hold()`,
  on: `drop function endless_hold cascade`,
}

/** A hold is extended once. Off: it forgets that it was. */
export const extendedOnce: Guard = {
  off: `create function forgetful_hold() returns trigger language plpgsql as $$
          begin
            new.extended_at := null;
            new.extended_from := null;
            return new;
          end $$;
        create trigger forgetful_hold before update on holds
          for each row execute function forgetful_hold()`,
  on: `drop function forgetful_hold cascade`,
}

/** What is captured is so once. Off: the payment forgets it as it is written. */
export const capturedOnce: Guard = {
  off: `create function forgetful_capture() returns trigger language plpgsql as $$
          begin
            new.state := 'authorised';
            new.received_minor := null;
            new.received_currency := null;
            return new;
          end $$;
        create trigger forgetful_capture before update on payments
          for each row when (new.state = 'succeeded') execute function forgetful_capture()`,
  on: `drop function forgetful_capture cascade`,
}

/** Does `work` while these guards are off. */
export async function without<T>(
  db: Database,
  guards: Guard[],
  work: () => Promise<T>,
): Promise<T> {
  for (const { off } of guards) await db.query({ text: off })
  try {
    return await work()
  } finally {
    for (const { on } of guards.toReversed()) await db.query({ text: on })
  }
}
