import type { GuestOrder } from '../guest.ts'
import type { Stage } from './stage.ts'

/** What a paid order has, for whoever gives money back. */
export interface Money {
  intent: string
  received_minor: number
  tickets: string[]
}

/** How many orders have been placed so far. */
export async function ordersPlaced({ premises }: Stage): Promise<number> {
  const { rows } = await premises.db.query<{ count: number }>({
    name: 'simulate_orders',
    text: `select count(*)::int as count from orders`,
  })
  return rows[0]?.count ?? 0
}

/** The money of an order; undefined while none is booked. */
export async function moneyOf(
  { premises }: Stage,
  { order_id }: GuestOrder,
): Promise<Money | undefined> {
  const { rows } = await premises.db.query<Money>({
    name: 'simulate_money',
    text: `select p.payment_intent_id as intent, p.received_minor::float8 as received_minor,
                  array(select t.id from tickets t where t.order_id = p.order_id
                         and t.state = 'valid' order by t.order_line_id, t.ordinal) as tickets
             from payments p where p.order_id = $1 and p.state = 'succeeded'`,
    values: [order_id],
  })
  return rows[0]
}

/** Whether an order has ended; asked where no money is booked. */
export async function hasEndedUnpaid(
  { premises }: Stage,
  { order_id }: GuestOrder,
): Promise<boolean> {
  const { rowCount } = await premises.db.query({
    name: 'simulate_ended_unpaid',
    text: `select from orders where id = $1 and state in ('expired', 'refunded')`,
    values: [order_id],
  })
  return rowCount === 1
}

/** A refund as the books have it. */
export async function refundState(
  { premises }: Stage,
  id: string,
): Promise<{ state: string; stripe_refund_id: string | null } | undefined> {
  const { rows } = await premises.db.query<{ state: string; stripe_refund_id: string | null }>({
    name: 'simulate_refund',
    text: `select state, stripe_refund_id from refunds where id = $1`,
    values: [id],
  })
  return rows[0]
}

/** The valid tickets and passes of an order, as its guest has them on the phone. */
export async function entriesOf(
  { premises }: Stage,
  orderId: string,
): Promise<{ id: string; code: string }[]> {
  const { rows } = await premises.db.query<{ id: string; code: string }>({
    name: 'simulate_entries',
    text: `select id, code from tickets where order_id = $1 and state = 'valid'
           union all select id, code from passes where order_id = $1 and state = 'valid'
            order by id`,
    values: [orderId],
  })
  return rows
}

/** Gives an order's payment up by hand, while its intent can still be paid (F25). */
export async function giveUpByHand({ premises }: Stage, { order_id }: GuestOrder): Promise<void> {
  await premises.db.query({
    text: `update payments set state = 'cancelled'
            where order_id = $1 and state = 'open' and payment_intent_id is not null`,
    values: [order_id],
  })
}

/**
 * Makes the tickets and passes of orders that `breakIssuingOf` names impossible to write, so many
 * times.
 */
export async function letIssuingBreak({ premises }: Pick<Stage, 'premises'>): Promise<void> {
  await premises.db.query({
    text: `create table unlucky_orders (order_id text primary key, failures int not null);
           create function refuse_unlucky() returns trigger language plpgsql as $$
             begin
               if exists (select from unlucky_orders u join orders o on o.id = u.order_id
                           where u.order_id = new.order_id and o.fulfil_retries < u.failures) then
                 raise exception 'tickets cannot be written';
               end if;
               return new;
             end $$;
           create trigger refuse_unlucky before insert on tickets
             for each row execute function refuse_unlucky();
           create trigger refuse_unlucky before insert on passes
             for each row execute function refuse_unlucky()`,
  })
}

/** The first `failures` tries at issuing the tickets of this order will fail. */
export async function breakIssuingOf(
  { premises }: Stage,
  { order_id }: GuestOrder,
  failures: number,
): Promise<void> {
  await premises.db.query({
    text: `insert into unlucky_orders (order_id, failures) values ($1, $2)`,
    values: [order_id, failures],
  })
}

/** Whatever kept tickets from being written is mended. */
export async function mendIssuing({ premises }: Stage): Promise<void> {
  await premises.db.query({ text: `delete from unlucky_orders` })
}
