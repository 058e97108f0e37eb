import assert from 'node:assert/strict'
import { newId, newSecret } from '../src/kernel/index.ts'
import type { House } from './house.ts'
import { workFor, type PaymentAnswer, type Proof } from './proof.ts'

/** What a guest needs to know of a box office and its Stripe. */
export interface BoxOffice {
  url: string
  sim: { url: string; publishableKey: string }
  /** Where the guest is, as the proxy before the product tells of it; else on this computer. */
  address?: string
}

/** An order as its guest knows it. */
export interface GuestOrder {
  order_id: string
  secret: string
}

/** An answer of the product. */
export interface Answer<Body = Record<string, unknown>> {
  status: number
  headers: Headers
  body: Body
}

/** Sends JSON to the API; with an order, in its guest's name. */
export async function api<Body = Record<string, unknown>>(
  house: Pick<BoxOffice, 'url' | 'address'>,
  method: string,
  path: string,
  body?: unknown,
  order?: GuestOrder,
): Promise<Answer<Body>> {
  const response = await fetch(house.url + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(order ? { authorization: `Bearer ${order.secret}` } : {}),
      ...(house.address ? { 'x-forwarded-for': house.address } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const parsed = text === '' ? {} : JSON.parse(text)
  return { status: response.status, headers: response.headers, body: parsed as Body }
}

/** GA tickets by their type, a VIP table, or more guests for one that is booked. */
export type TestWish =
  | Record<string, number>
  | { table: { wished_id: string; party_size: number; package_id?: string | null } }
  | { more: { booking_id: string; booking_secret: string; guests: number } }

/** Places an order by the API, or says why not. */
export async function tryToPlace(
  house: BoxOffice,
  night: string,
  wish: TestWish,
  order: GuestOrder = { order_id: newId('ord'), secret: newSecret() },
): Promise<Answer & { order: GuestOrder }> {
  const who = { order_id: order.order_id, order_secret: order.secret, night }
  const answer = await api(house, 'POST', '/api/orders', { ...who, ...wishBody(wish) })
  return { ...answer, order }
}

function wishBody(wish: TestWish): object {
  if ('more' in wish) return wish
  if ('table' in wish) return { table: { package_id: null, ...(wish.table as object) } }
  const lines = Object.entries(wish)
  return { lines: lines.map(([ticket_type_id, quantity]) => ({ ticket_type_id, quantity })) }
}

/** Places an order that must succeed, and names its guest. */
export async function placeOrder(
  house: BoxOffice,
  night: string,
  wish: TestWish,
  guest: { name: string; email: string; phone?: string } = {
    name: 'Ada',
    email: `${newSecret()}@guest.example`,
    phone: '+49 30 1234567',
  },
  chosen?: GuestOrder,
): Promise<GuestOrder & { email: string }> {
  const { status, body, order } = await tryToPlace(house, night, wish, chosen)
  assert.equal(status, 201, JSON.stringify(body))
  const named = await api(house, 'PUT', `/api/orders/${order.order_id}/guest`, guest, order)
  assert.equal(named.status, 200)
  return { ...order, email: guest.email }
}

/** Asks what may be done to pay for an order. */
export function askToPay(
  house: Pick<BoxOffice, 'url'>,
  order: GuestOrder,
  body: { proof?: Proof } = {},
): Promise<Answer<PaymentAnswer>> {
  return api(house, 'POST', `/api/orders/${order.order_id}/payment`, body, order)
}

/** The client secret that the checkout page gets for an order, and works for if it must. */
export async function clientSecretOf(house: BoxOffice, order: GuestOrder): Promise<string> {
  const ask = (body: { proof?: Proof }) => askToPay(house, order, body)
  const { status, body } = await workFor(ask, (answer) => answer.body.challenge)
  assert.equal(status, 200, JSON.stringify(body))
  assert.ok(body.client_secret, JSON.stringify(body))
  return body.client_secret
}

/** What Stripe answers to a confirmation. */
type Confirmed = Answer<{ status?: string; error?: { code: string; decline_code?: string } }>

/** Pays as a browser does: at Stripe, with the publishable key and the client secret alone. */
export async function pay(
  house: BoxOffice,
  order: GuestOrder,
  paymentMethod = 'pm_card_visa',
): Promise<Confirmed> {
  return confirm(house, order, await clientSecretOf(house, order), paymentMethod)
}

/** Confirms at Stripe with a client secret, without asking the product. */
export async function confirm(
  house: BoxOffice,
  order: GuestOrder,
  client_secret: string,
  paymentMethod = 'pm_card_visa',
): Promise<Confirmed> {
  const intent = client_secret.split('_secret_')[0] ?? ''
  const response = await fetch(`${house.sim.url}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.sim.publishableKey}` },
    body: new URLSearchParams({
      client_secret,
      payment_method: paymentMethod,
      return_url: `${house.url}/orders/${order.order_id}/${order.secret}`,
    }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as never,
  }
}

/** The intents that Stripe holds for an order: one, unless an earlier one was cancelled. */
export async function intentsAtStripe(house: Pick<House, 'sim'>, order: GuestOrder) {
  const { payment_intents } = await house.sim.control.ledger()
  return payment_intents.filter((one) => one.metadata['order_id'] === order.order_id)
}

/** Longer than anything takes on a very busy machine, so that only what never comes ends a test. */
const EVENTUALLY_MS_MAX = 90_000

/** Waits until `probe` gives something, asking every 25 ms; throws with `what` after 90 s. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false>,
): Promise<T> {
  const deadline = Date.now() + EVENTUALLY_MS_MAX
  while (Date.now() < deadline) {
    const found = await probe()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`${what}: did not happen within ${EVENTUALLY_MS_MAX / 1000} s`)
}

/** The state of an order and how many valid tickets or passes it has. */
export async function orderState(
  house: Pick<House, 'db'>,
  order: GuestOrder,
): Promise<{ state: string; fulfilment: string | null; payment: string | null; tickets: number }> {
  const { rows } = await house.db.query<never>({
    text: `select o.state, o.fulfilment,
                  (select state from payments p where p.order_id = o.id
                    order by ordinal desc limit 1) as payment,
                  (select count(*)::int from tickets t
                    where t.order_id = o.id and t.state = 'valid')
                  + (select count(*)::int from passes s
                      where s.order_id = o.id and s.state = 'valid') as tickets
             from orders o where id = $1`,
    values: [order.order_id],
  })
  assert.equal(rows.length, 1, 'the order exists')
  return rows[0] as never
}

/** Waits until an order has its tickets. */
export async function fulfilled(
  house: Pick<House, 'db'>,
  order: GuestOrder,
  tickets: number,
): Promise<void> {
  await eventually(`order ${order.order_id} is fulfilled`, async () => {
    const now = await orderState(house, order)
    return now.state === 'fulfilled' && now.tickets === tickets
  })
}
