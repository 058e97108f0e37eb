import assert from 'node:assert/strict'
import type { House } from './house.ts'

/**
 * Compares the books with each other and with what the simulator holds, and fails on any
 * difference: the six invariants of the design, as far as tickets for the floor go. Every test of a
 * whole flow ends with it, after letting deliveries settle.
 */
export async function audit(house: House): Promise<void> {
  await house.sim.control.idle({ timeout_ms: 20_000 })
  for (const [claim, text] of Object.entries(CLAIMS)) {
    const { rows } = await house.db.query({ text })
    assert.deepEqual(rows, [], claim)
  }
  await auditAgainstStripe(house)
}

/** Each query returns what contradicts its claim. */
const CLAIMS = {
  'a captured payment ends as tickets, or is under an open alert': `
    select o.id, o.state from payments p join orders o on o.id = p.order_id
     where p.state = 'succeeded' and o.state <> 'fulfilled'
       and not (o.state = 'paid' and o.fulfilment = 'pending' and (
         exists (select from job_requests r where r.payload ->> 'order_id' = o.id)
         or exists (select from pgboss.job j where j.data ->> 'order_id' = o.id
                      and j.name = 'order.fulfil' and j.state < 'completed')))
       and not exists (select from alerts a where a.subject_id = o.id and a.state = 'open')`,
  'a fulfilled order has exactly one ticket for each head': `
    select o.id, l.quantity, count(t.id) from orders o join order_lines l on l.order_id = o.id
      left join tickets t on t.order_line_id = l.id and t.state = 'valid'
     where o.state = 'fulfilled' group by o.id, l.id having count(t.id) <> l.quantity`,
  'no ticket without money': `
    select t.id from tickets t left join payments p
        on p.order_id = t.order_id and p.state = 'succeeded'
     where t.state = 'valid' and p.id is null`,
  'what is taken is what is held and sold': `
    select t.id, t.taken, coalesce(sum(h.quantity), 0) as accounted from ticket_types t
      left join holds h on h.ticket_type_id = t.id and h.state in ('active', 'converted')
     group by t.id having t.taken <> coalesce(sum(h.quantity), 0)`,
  'what was received is what the order costs': `
    select o.id from payments p join orders o on o.id = p.order_id
     where p.state = 'succeeded'
       and (p.received_minor <> o.total_minor or p.currency <> o.currency)
       and not exists (select from alerts a where a.subject_id = o.id and a.state = 'open')`,
  'an order costs what its lines say': `
    select o.id from orders o join order_lines l on l.order_id = o.id
     group by o.id having o.total_minor <> sum(l.quantity * l.unit_price_minor)`,
  'an expired order holds nothing': `
    select h.id from holds h join orders o on o.id = h.order_id
     where o.state = 'expired' and h.state in ('active', 'converted')`,
  'a fulfilled order has owed one mail': `
    select o.id from orders o left join mails m on m.subject_id = o.id and m.kind = 'confirmation'
     where o.state = 'fulfilled' group by o.id having count(m.id) <> 1`,
}

async function auditAgainstStripe(house: House): Promise<void> {
  const { payment_intents } = await house.sim.control.ledger()
  const { rows } = await house.db.query<{ payment_intent_id: string; state: string }>({
    text: `select payment_intent_id, state from payments where payment_intent_id is not null`,
  })
  const alerts = await house.db.query<{ subject_id: string }>({
    text: `select subject_id from alerts where state = 'open'`,
  })
  const watched = new Set(alerts.rows.map((row) => row.subject_id))
  const ours = new Map(rows.map((row) => [row.payment_intent_id, row.state]))
  const claimed = payment_intents.filter((one) => one.metadata['order_id'])
  for (const intent of claimed.filter((one) => !watched.has(one.id))) {
    const isMoney = intent.status === 'succeeded'
    const isBooked = ours.get(intent.id) === 'succeeded'
    assert.equal(isBooked, isMoney, `${intent.id} is ${intent.status} and ${ours.get(intent.id)}`)
  }
}
