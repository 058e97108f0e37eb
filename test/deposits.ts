import assert from 'node:assert/strict'
import { bookingOfOrder } from '../src/tickets/index.ts'
import { depositOf, type Payment } from '../src/payments/index.ts'
import {
  clientSecretOf,
  fulfilled,
  pay,
  placeOrder,
  type BoxOffice,
  type GuestOrder,
} from './guest.ts'
import type { House } from './house.ts'
import { addVipNight, type TestVipNight, type VipNightMade } from './vip_catalog.ts'

/** What a test of deposits looks at: the books, and Stripe. */
export type Books = Pick<House, 'db' | 'sim'>

/** What an ordinary table's deposit is, in minor units, and for how many it is booked here. */
export const DEPOSIT = 20_000
export const PARTY = 4

/** A party's order, the night that it is for, and its intent at Stripe. */
export type DepositOrder = GuestOrder & { email: string; intent: string; night: VipNightMade }

/** A night whose deposits are authorised at once and captured when the doors open. */
export function depositNight({ db }: Books, night: TestVipNight = {}): Promise<VipNightMade> {
  return addVipNight(db, { ...night, capture: 'at_doors' })
}

/** A party at checkout: its table is held, and nothing is authorised yet. */
export async function placeDeposit(
  house: BoxOffice & Books,
  night?: VipNightMade,
): Promise<DepositOrder> {
  const at = night ?? (await depositNight(house))
  const wish = { table: { wished_id: at.tables[0] ?? '', party_size: PARTY } }
  const order = await placeOrder(house, at.slug, wish)
  const secret = await clientSecretOf(house, order)
  return { ...order, intent: secret.split('_secret_')[0] ?? '', night: at }
}

/** A party whose table is booked: its deposit is authorised. */
export async function bookDeposit(
  house: BoxOffice & Books,
  night?: VipNightMade,
): Promise<DepositOrder> {
  const order = await placeDeposit(house, night)
  assert.equal((await pay(house, order)).body.status, 'requires_capture')
  await fulfilled(house, order, PARTY)
  return order
}

/** The payment of a deposit as our books have it. */
export async function paymentOf({ db }: Books, { order_id }: GuestOrder): Promise<Payment> {
  const payment = await depositOf(db, order_id)
  assert.ok(payment, 'the order has a payment that is to be captured')
  return payment
}

/** How much of what a booking is worth counts as paid ahead. */
export async function creditedOf({ db }: Books, { order_id }: GuestOrder): Promise<number> {
  const booking = await bookingOfOrder(db, order_id)
  assert.ok(booking, 'the order has its booking')
  return booking.credited_minor
}

/** Does something to an intent in Stripe's own dashboard, such as `capture`. */
export async function inDashboard(
  { sim }: Books,
  intent: string,
  action: 'capture' | 'cancel' | '',
  parameters: Record<string, string> = {},
): Promise<void> {
  const path = `/v1/payment_intents/${intent}${action && `/${action}`}`
  const response = await fetch(sim.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${sim.secretKey}` },
    body: new URLSearchParams(parameters),
  })
  assert.ok(response.ok, await response.text())
}

/** The doors of a night open now. */
export async function openDoors({ db }: Books, { night_id }: VipNightMade): Promise<void> {
  await db.query({
    text: `update nights set doors_at = now() - interval '1 second' where id = $1`,
    values: [night_id],
  })
}

/** What was done to a payment and by whom, as the audit trail has it. */
export async function trailOf({ db }: Books, payment: Payment): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>({
    text: `select action || ' by ' || actor as line from audit_entries
            where subject_id = $1 order by at, id`,
    values: [payment.id],
  })
  return rows.map(({ line }) => line)
}

/** How often Stripe has taken the money of an intent. */
export async function capturesOf({ sim }: Books, intent: string): Promise<number> {
  const { charges, balance_transactions } = await sim.control.ledger()
  const theirs = charges.filter(({ payment_intent }) => payment_intent === intent)
  const taken = balance_transactions.filter(({ type }) => type === 'charge')
  return taken.filter(({ source }) => theirs.some(({ id }) => id === source)).length
}

/** A mail to a guest whose subject begins so. */
export function mailTo(
  { mailbox }: Pick<House, 'mailbox'>,
  email: string,
  subject: string,
): ReturnType<House['mailbox']['waitFor']> {
  return mailbox.waitFor(
    (mail) => mail.to.some(({ address }) => address === email) && mail.subject.startsWith(subject),
  )
}
