import type { LedgerDump } from '../../stripe-sim/index.ts'
import { alertFaults } from './alert_claims.ts'
import { depositFaults } from './deposit_claims.ts'
import { ledgerFaults } from './ledger_claims.ts'
import type { Stage } from './stage.ts'
import { stripeFaults } from './stripe_claims.ts'
import { tableFaults } from './table_claims.ts'

/**
 * What must be true of a night beyond the audit's claims. It is told apart from them on purpose, by
 * other queries and by Stripe's own ledger, so that a fault of the audit does not hide one of the
 * product.
 */
export async function booksFaults(stage: Stage, ledger: LedgerDump): Promise<string[]> {
  const faults: string[] = []
  for (const [claim, text] of Object.entries(NEVER)) {
    const { rows } = await stage.premises.db.query<{ id: string }>({ text })
    faults.push(...rows.map(({ id }) => `${claim}: ${id}`))
  }
  return [
    ...faults,
    ...chargedTwice(ledger),
    ...(await refundFaults(stage, ledger)),
    ...(await disputeFaults(stage, ledger)),
    ...(await brokenPromises(stage)),
    ...(await alertFaults(stage, ledger)),
    ...(await stripeFaults(stage, ledger)),
    ...(await tableFaults(stage, ledger)),
    ...(await depositFaults(stage, ledger)),
    ...(await ledgerFaults(stage, ledger)),
  ]
}

/** Each finds what must not be there. */
const NEVER: Record<string, string> = {
  'more valid tickets than places': `select t.id from ticket_types t
      join tickets k on k.ticket_type_id = t.id and k.state = 'valid'
     group by t.id having count(*) > t.capacity`,
  'a place that was paid back and is not on sale again': `select o.id from orders o
      join holds h on h.order_id = o.id and h.state = 'converted'
     where o.state in ('refund_due', 'refunded')
       and h.quantity - h.returned > (select count(*) from passes p
             join admissions a on a.pass_id = p.id
            where p.order_id = o.id and h.booking_id is not null)`,
  'an order without its confirmation sent': `select o.id from orders o
     where o.fulfilled_at is not null and (select count(*) from mails m
       where m.subject_id = o.id and m.kind = 'confirmation' and m.state = 'sent') <> 1`,
  'a refund whose guest was not told': `select r.id from refunds r
     where r.state = 'succeeded' and (select count(*) from mails m
       where m.subject_id = r.id and m.kind = 'refund' and m.state = 'sent') <> 1`,
  'a job that was given up': `select name || ' ' || id as id from pgboss.job
     where state = 'failed' or name like '%.given_up'`,
  'a payment tried without an attempt written down': `select id from payments p
     where state in ('succeeded', 'stray') and not exists (select from attempts a
       where a.payment_id = p.id and a.outcome = 'succeeded')`,
}

/** However often a guest was charged, no more is kept than one order's price. */
function chargedTwice({ payment_intents, charges }: LedgerDump): string[] {
  const kept = new Map<string, number>()
  const price = new Map<string, number>()
  for (const intent of payment_intents) {
    const order = intent.metadata['order_id'] ?? ''
    const charge = charges.find(({ id }) => id === intent.latest_charge)
    if (intent.status !== 'succeeded' || !charge) continue
    kept.set(order, (kept.get(order) ?? 0) + intent.amount_received - charge.amount_refunded)
    price.set(order, intent.amount)
  }
  return [...kept]
    .filter(([order, amount]) => amount > (price.get(order) ?? 0))
    .map(([order, amount]) => `a guest has paid more than once: ${order} (${amount} kept)`)
}

/** One row for each refund at Stripe, and the same end. One that failed need not be known. */
async function refundFaults({ premises }: Stage, { refunds }: LedgerDump): Promise<string[]> {
  const { rows } = await premises.db.query<{ id: string; stripe_id: string; state: string }>({
    text: `select id, stripe_refund_id as stripe_id, state from refunds
            where stripe_refund_id is not null`,
  })
  const known = new Map(rows.map((row) => [row.stripe_id, row]))
  const faults = refunds.flatMap(({ id, status }) => {
    const state = known.get(id)?.state
    const isRight = state === status || (state === undefined && status === 'failed')
    return isRight ? [] : [`refund ${id} is ${status} at Stripe and ${state ?? 'unknown'} here`]
  })
  const there = new Set(refunds.map(({ id }) => id))
  const strange = rows.filter(({ stripe_id }) => !there.has(stripe_id))
  return [...faults, ...strange.map(({ id }) => `refund ${id} is not at Stripe`)]
}

const DECIDED = new Set(['won', 'lost'])

async function disputeFaults({ premises }: Stage, { disputes }: LedgerDump): Promise<string[]> {
  const { rows } = await premises.db.query<{ stripe_id: string; state: string }>({
    text: `select stripe_dispute_id as stripe_id, state from disputes`,
  })
  const known = new Map(rows.map(({ stripe_id, state }) => [stripe_id, state]))
  return disputes.flatMap(({ id, status }) => {
    const expected = DECIDED.has(status) ? status : 'open'
    const state = known.get(id) ?? 'unknown'
    return state === expected ? [] : [`dispute ${id} is ${status} at Stripe and ${state} here`]
  })
}

/** Who was told of a payment has tickets, or the money back, or is about to have one of them. */
async function brokenPromises({ premises, tally }: Stage): Promise<string[]> {
  const { rows } = await premises.db.query<{ id: string; state: string }>({
    text: `select id, state from orders
            where id = any($1) and state not in ('fulfilled', 'refund_due', 'refunded')`,
    values: [[...tally.told_paid]],
  })
  return rows.map(({ id, state }) => `a guest was told of a payment, and ${id} is ${state}`)
}
