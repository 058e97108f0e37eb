import type { Database } from '../src/kernel/index.ts'
import { eventually } from './guest.ts'

/**
 * Makes every issuing of tickets and passes fail from now on, by a real cause: PostgreSQL refuses
 * the rows. How often it was tried is counted outside any transaction, so that no rollback takes it
 * back.
 */
export async function breakIssuing(db: Database): Promise<void> {
  await db.query({
    text: `create sequence if not exists issuing_tries;
           alter sequence issuing_tries restart;
           create or replace function refuse_tickets() returns trigger language plpgsql as $$
             begin
               perform nextval('issuing_tries');
               raise exception 'tickets cannot be written';
             end $$;
           create trigger refuse_tickets before insert on tickets
             for each statement execute function refuse_tickets();
           create trigger refuse_passes before insert on passes
             for each statement execute function refuse_tickets()`,
  })
}

/** Lets tickets and passes be issued again. */
export async function mendIssuing(db: Database): Promise<void> {
  await db.query({
    text: 'drop trigger refuse_tickets on tickets; drop trigger refuse_passes on passes',
  })
}

/** The next retry of an order's issuing is due now, however long its pause is. */
export async function hurryRetry(db: Database, { order_id }: { order_id: string }): Promise<void> {
  await eventually('its next retry is in the queue, and due', async () => {
    const { rowCount } = await db.query({
      text: `update pgboss.job set start_after = now()
              where name = 'order.fulfil' and state < 'active' and data ->> 'order_id' = $1`,
      values: [order_id],
    })
    return rowCount
  })
}

/** How often issuing was tried since it was broken last. */
export async function issuingTries(db: Database): Promise<number> {
  const { rows } = await db.query<{ tries: number }>({
    text: `select case when is_called then last_value::int else 0 end as tries from issuing_tries`,
  })
  return rows[0]?.tries ?? 0
}
