import type { GuestOrder } from '../guest.ts'
import type { Stage } from './stage.ts'

/** What is moved on: the books of the house. */
interface Books {
  premises: Pick<Stage['premises'], 'db'>
}

/** Everything in the books that waits for a moment, or counts since one, while it is under way. */
const WAITING = [
  `update holds set expires_at = expires_at - $1::interval where state = 'active'`,
  `update orders set paid_at = paid_at - $1::interval where state = 'paid'`,
  // Also of those of which nobody has asked yet: else all others come before them again and again.
  `update payments set asked_at = coalesce(asked_at, created_at) - $1::interval
    where state in ('open', 'processing')`,
  `update refunds set requested_at = requested_at - $1::interval where state = 'requested'`,
  `update mails set queued_at = queued_at - $1::interval where state = 'queued'`,
  `update job_requests set start_after = start_after - $1::interval`,
  `update pgboss.job set start_after = start_after - $1::interval
    where state in ('created', 'retry')`,
  `update chores set due_at = due_at - $1::interval where claimed_at is null`,
]

/** Without the holds: guests who are still at their bank's question have their time. */
export const ALL_BUT_HOLDS = WAITING.slice(1)

/** Lets `seconds` pass for all that waits in the books; what has happened keeps its time. */
export async function moveBooksOn(
  { premises }: Books,
  seconds: number,
  waiting = WAITING,
): Promise<void> {
  for (const text of waiting) await premises.db.query({ text, values: [`${seconds} seconds`] })
}

const HOLD = [
  `update holds set expires_at = now() where order_id = $1 and state = 'active'`,
  `update job_requests set start_after = now()
    where queue = 'order.expire' and payload ->> 'order_id' = $1`,
  `update pgboss.job set start_after = now()
    where name = 'order.expire' and data ->> 'order_id' = $1 and state in ('created', 'retry')`,
]

/** Lets one order's hold end now: nobody has to wait for it, and a slow machine ends no other. */
export async function letHoldEnd({ premises }: Stage, { order_id }: GuestOrder): Promise<void> {
  for (const text of HOLD) await premises.db.query({ text, values: [order_id] })
}

/** Lets one order's hold last beyond the night, so that its end finds nothing out. */
export async function letHoldLast({ premises }: Stage, { order_id }: GuestOrder): Promise<void> {
  const text = `update holds set expires_at = expires_at + interval '1 hour'
    where order_id = $1 and state = 'active'`
  await premises.db.query({ text, values: [order_id] })
}

/** Each kind of thing that is not at its end, by how many there are. */
const UNFINISHED: Record<string, string> = {
  'open orders': `select count(*) from orders where state = 'open'`,
  'orders without their tickets': `select count(*) from orders where state = 'paid'`,
  'holds without an end': `select count(*) from holds where state = 'active'`,
  'payments in the air': `select count(*) from payments p join orders o on o.id = p.order_id
    where p.state in ('open', 'processing') and o.state = 'open' or p.state = 'processing'`,
  'money reserved': `select count(*) from payments where state = 'authorised'`,
  'refunds under way': `select count(*) from refunds where state = 'requested'`,
  'mails not sent': `select count(*) from mails where state = 'queued'`,
  'jobs asked for': `select count(*) from job_requests`,
  'jobs waiting': `select count(*) from pgboss.job where state < 'completed'
    and name not like '%.given_up' and name not like '\\_\\_pgboss%'`,
}

/** What is left to be done, in words. */
export async function unfinished({ premises }: Stage): Promise<string[]> {
  const left: string[] = []
  for (const [what, text] of Object.entries(UNFINISHED)) {
    const { rows } = await premises.db.query<{ count: string }>({ text })
    if (rows[0]?.count !== '0') left.push(`${what}: ${rows[0]?.count}`)
  }
  return left
}

/** The present of the books. */
export async function nowInBooks({ premises }: Stage): Promise<Date> {
  const { rows } = await premises.db.query<{ now: Date }>({ text: `select now()` })
  return rows[0]?.now ?? new Date()
}

/** The chores of the sweep that have not come to the end of a whole round since then. */
export async function choresNotDone({ premises }: Stage, since: Date): Promise<string[]> {
  const { rows } = await premises.db.query<{ name: string }>({
    text: `select name from chores
            where failures > 0 or claimed_at is not null or done_at is null
               or done_at < $1 or due_at <= done_at
            order by name`,
    values: [since],
  })
  return rows.map(({ name }) => `chore ${name}`)
}
