import assert from 'node:assert/strict'
import { requestRefund, type RefundWanted } from '../src/checkout/index.ts'
import { isRefused, newId } from '../src/kernel/index.ts'
import { eventually, fulfilled, intentsAtStripe, pay, type GuestOrder } from './guest.ts'
import type { House } from './house.ts'
import { tillOf } from './till.ts'
import { placeOf, type Ware } from './ware.ts'

/** A refund as the books have it. */
export interface BookedRefund {
  id: string
  reason: string
  state: string
  amount: number
  stripe_refund_id: string | null
}

/** A paid order for so many heads, and how much was paid. */
export async function buy(
  house: House,
  ware: Ware,
  heads: number,
  card?: string,
): Promise<GuestOrder & { email: string; night: string; intent: string; paid_minor: number }> {
  const order = await placeOf(ware, house, heads)
  await pay(house, order, card)
  await fulfilled(house, order, heads)
  const [intent] = await intentsAtStripe(house, order)
  return { ...order, intent: intent?.id ?? '', paid_minor: intent?.amount_received ?? 0 }
}

/** Asks for a refund here, as the owner does, and returns its id. */
export async function giveBack(
  house: Pick<House, 'db' | 'sim'>,
  { order_id }: GuestOrder,
  what: RefundWanted['what'],
): Promise<string> {
  const wanted = { refund_id: newId('rfd'), order_id, what, requested_by: 'Owner' }
  const refund = await requestRefund(tillOf(house), wanted)
  assert.ok(!isRefused(refund), JSON.stringify(refund))
  return refund.id
}

/** Makes a refund as somebody does in Stripe's own dashboard; returns Stripe's id of it. */
export async function refundAtStripe(
  { sim }: Pick<House, 'sim'>,
  { intent }: { intent: string },
  amountMinor: number,
): Promise<string> {
  const response = await fetch(`${sim.url}/v1/refunds`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sim.secretKey}` },
    body: new URLSearchParams({ payment_intent: intent, amount: String(amountMinor) }),
  })
  const made = (await response.json()) as { id: string }
  assert.equal(response.status, 200, JSON.stringify(made))
  return made.id
}

/**
 * Stripe takes no refund that we ask for of this order, until the function that comes back is
 * called; those of its own dashboard it takes.
 */
export async function keepOursBack(
  { sim }: Pick<House, 'sim'>,
  { order_id }: GuestOrder,
): Promise<() => Promise<unknown>> {
  const fault = await sim.control.failRequests({
    path: '/v1/refunds',
    metadata: { order_id },
    effect: 'error',
    when: 'before',
    times: null,
  })
  return () => sim.control.clearFaults({ fault: fault.id })
}

/** The refunds of an order in our books, oldest first. */
export async function refundsOf({ db }: Pick<House, 'db'>, { order_id }: GuestOrder) {
  const { rows } = await db.query<BookedRefund & Record<string, unknown>>({
    text: `select id, reason, state, amount_minor::float8 as amount, stripe_refund_id
             from refunds where order_id = $1 order by requested_at, amount_minor`,
    values: [order_id],
  })
  return rows
}

/** Waits until a refund stands so, and returns it. */
export function refundIs(house: Pick<House, 'db'>, order: GuestOrder, id: string, state: string) {
  return eventually(`refund ${id} is ${state}`, async () => {
    return (await refundsOf(house, order)).find((one) => one.id === id && one.state === state)
  })
}

/** The refunds that Stripe has of an order's intent, oldest first, by amount and status. */
export async function refundsAtStripe({ sim }: Pick<House, 'sim'>, { intent }: { intent: string }) {
  const { refunds } = await sim.control.ledger()
  return refunds.filter((one) => one.payment_intent === intent)
}

/** Every alert that was ever opened about an order or its refunds. */
export async function alertsAbout({ db }: Pick<House, 'db'>, { order_id }: GuestOrder) {
  const { rows } = await db.query<{ kind: string; state: string; subject_id: string }>({
    text: `select kind, state, subject_id from alerts
            where subject_id = $1 or detail ->> 'order' = $1
               or subject_id in (select id from payments where order_id = $1)
            order by opened_at, kind`,
    values: [order_id],
  })
  return rows
}
