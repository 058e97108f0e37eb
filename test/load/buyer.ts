import { setTimeout as sleep } from 'node:timers/promises'
import type { StripeSim } from '../../stripe-sim/index.ts'
import { newId, newSecret } from '../../src/kernel/index.ts'
import {
  api,
  askToPay,
  confirm,
  tryToPlace,
  type Answer,
  type BoxOffice,
  type GuestOrder,
  type TestWish,
} from '../guest.ts'
import { workFor } from '../proof.ts'
import { open, say, type Dialogue } from './dialogue.ts'
import type { BuyerPlan } from './plan.ts'

/** A night on which something is sold, and how a buyer wishes for so many heads of it. */
export interface ShopNight {
  slug: string
  wish: (heads: number) => TestWish
}

/** What buyers find: the house, Stripe, and what is on sale. */
export interface Shop extends Dialogue {
  sim: StripeSim
  nights: Record<BuyerPlan['ware'], ShopNight[]>
}

/** How a visit ended. */
export type VisitEnd = 'bought' | 'sold_out' | 'abandoned'

/** An order that was paid, and when Stripe has said so, by Date.now(). */
export interface Bought {
  order: GuestOrder
  heads: number
  paid_at: number
}

/** The pauses between two looks at an order's page are those of the page itself. */
const LOOK_MS = { first: 1_000, max: 5_000, growth: 1.25 }
/** Past every retry and every round of the sweep: what takes longer is a fault. */
const TICKETS_MS_MAX = 180_000
const BANK_MS = 300
/** Whoever finds so many nights sold out gives up. */
const NIGHTS_MAX = 3

/** Plays one visit from the night's page to the tickets, as a browser would. */
export async function visit(
  shop: Shop,
  plan: BuyerPlan,
  bought: (one: Bought) => void,
): Promise<VisitEnd> {
  const order = await choose(shop, plan)
  if (!order) return 'sold_out'
  if (plan.abandons) return 'abandoned'
  await nameGuest(shop, order)
  const paid_at = await payWithAll(shop, order, plan.cards)
  bought({ order, heads: plan.heads, paid_at })
  await followUntilIssued(shop, order, paid_at)
  return 'bought'
}

async function choose(shop: Shop, plan: BuyerPlan): Promise<GuestOrder | undefined> {
  const nights = shop.nights[plan.ware]
  for (let n = 0; n < Math.min(NIGHTS_MAX, nights.length); n += 1) {
    const night = nights[(plan.first_night + n) % nights.length] as ShopNight
    await open(shop, 'night page', `/nights/${night.slug}`)
    if (plan.ware === 'vip') await open(shop, 'tables page', `/nights/${night.slug}/tables`)
    await sleep(plan.reads_ms)
    const order = { order_id: newId('ord'), secret: newSecret() }
    const { status, body } = await say(shop, 'place', () =>
      tryToPlace(boxOffice(shop), night.slug, night.wish(plan.heads), order),
    )
    if (status === 201) return order
    if (status !== 409) shop.measures.fault(`place: ${status}`, JSON.stringify(body))
    shop.measures.count(`refused: ${String(body['code'])}`)
  }
  return undefined
}

const boxOffice = ({ url, sim }: Shop): BoxOffice => ({ url, sim })

async function nameGuest(shop: Shop, order: GuestOrder): Promise<void> {
  const guest = {
    name: 'Ada Byron',
    email: `${order.order_id}@guest.example`,
    phone: '+49 30 1234567',
  }
  const path = `/api/orders/${order.order_id}/guest`
  const { status, body } = await say(shop, 'name', () => api(shop, 'PUT', path, guest, order))
  if (status !== 200) shop.measures.fault(`name: ${status}`, JSON.stringify(body))
}

/** Tries one card after the other; when the last one was taken, by Date.now(). */
async function payWithAll(shop: Shop, order: GuestOrder, cards: string[]): Promise<number> {
  for (const card of cards) if (await payOnce(shop, order, card)) return Date.now()
  throw new Error(`No card of ${cards.join(', ')} was taken for ${order.order_id}.`)
}

async function payOnce(shop: Shop, order: GuestOrder, card: string): Promise<boolean> {
  const ask = (body: Parameters<typeof askToPay>[2]) =>
    say(shop, 'prepare payment', () => askToPay(shop, order, body))
  const { status, body } = await workFor(ask, (answer) => answer.body.challenge)
  const { client_secret } = body
  if (status !== 200 || !client_secret) throw new Error(`prepare: ${JSON.stringify(body)}`)
  const confirmed = await say(shop, 'confirm at Stripe', () =>
    confirm(boxOffice(shop), order, client_secret, card),
  )
  const { status: state, error } = confirmed.body
  if (state === 'succeeded') return true
  if (state === 'requires_action') return answerBank(shop, client_secret)
  if (!error) throw new Error(`confirm: ${JSON.stringify(confirmed.body)}`)
  shop.measures.count('declined')
  await reportDecline(shop, order, client_secret, confirmed)
  return false
}

/** The bank asks the guest, who says yes. */
async function answerBank(shop: Shop, client_secret: string): Promise<boolean> {
  shop.measures.count('asked by the bank')
  await sleep(BANK_MS)
  const payment_intent = client_secret.split('_secret_')[0] ?? ''
  const { status } = await shop.sim.control.authenticate({ payment_intent, answer: 'complete' })
  return status === 'succeeded'
}

async function reportDecline(
  shop: Shop,
  order: GuestOrder,
  client_secret: string,
  { body }: Answer<{ error?: { code: string; decline_code?: string; charge?: string } }>,
): Promise<void> {
  const { code = null, decline_code = null, charge } = body.error ?? {}
  const attempt_key = charge ?? `unknown-${client_secret.split('_secret_')[0]}`
  const report = { outcome: 'declined', attempt_key, code, decline_code }
  const path = `/api/orders/${order.order_id}/attempts`
  const { status } = await say(shop, 'report a decline', () =>
    api(shop, 'POST', path, report, order),
  )
  if (status !== 204) shop.measures.fault(`report a decline: ${status}`, '')
}

/** Comes back from paying and looks until the tickets are there, as the order's page does. */
async function followUntilIssued(shop: Shop, order: GuestOrder, paid_at: number): Promise<void> {
  const path = `/orders/${order.order_id}/${order.secret}`
  await open(shop, 'order page', path)
  const deadline = Date.now() + TICKETS_MS_MAX
  let pause_ms = LOOK_MS.first
  for (;;) {
    const { body } = await say(shop, 'follow the order', () =>
      api<{ state: string }>(shop, 'GET', `${path}/state`),
    )
    if (body.state === 'fulfilled') break
    if (Date.now() > deadline) {
      shop.measures.fault('no tickets', `${order.order_id} is ${body.state}`)
      return
    }
    await sleep(pause_ms)
    pause_ms = Math.min(LOOK_MS.max, pause_ms * LOOK_MS.growth)
  }
  await open(shop, 'order page', path)
  shop.measures.took('payment to tickets, seen', shop.measures.now() - (Date.now() - paid_at))
}
