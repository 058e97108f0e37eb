import type { Database } from '../src/kernel/index.ts'

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

/** How often issuing was tried since it was broken last. */
export async function issuingTries(db: Database): Promise<number> {
  const { rows } = await db.query<{ tries: number }>({
    text: `select case when is_called then last_value::int else 0 end as tries from issuing_tries`,
  })
  return rows[0]?.tries ?? 0
}
