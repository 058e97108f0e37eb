import { signed } from '../deliver.ts'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { spreadOf, type Spread } from '../load/measures.ts'
import { openWire, requestOf, type Wire, type WireAnswer } from './wire.ts'

/**
 * The client of the benchmark, as a process of its own, so that what it costs is not the product's:
 * it does one task after the other that it is told by a message, and answers each.
 */

/** An order that is placed, with an intent that waits for its event. */
export interface PreparedOrder {
  order_id: string
  payment_id: string
  intent: string
  event: string
}

export type Task =
  | { name: 'deliver'; port: number; connections: number; orders: PreparedOrder[]; like: LikeEvent }
  | { name: 'buy'; port: number; connections: number; seconds: number; shop: ShopOf }
  | { name: 'look'; port: number; connections: number; seconds: number; path: string }

/** An event as Stripe sends it, and what in it is another's in each. */
export interface LikeEvent {
  text: string
  order_id: string
  payment_id: string
  intent: string
  event: string
  charge: string
}

interface ShopOf {
  stripe: { port: number; key: string }
  night: string
  ticket_type_id: string
}

/** What a task has done, and how long each took. */
export interface Done {
  count: number
  ms: number
  each: Spread
}

process.on('message', (task: Task) => {
  run(task).then(
    (done) => process.send?.({ done }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  )
})
process.once('disconnect', () => process.exit(0))

function run(task: Task): Promise<Done> {
  switch (task.name) {
    case 'deliver':
      return deliverAll(task)
    case 'buy':
      return buyOnAndOn(task)
    case 'look':
      return lookOnAndOn(task)
  }
}

/** Brings all events, so many at once, each signed as Stripe signs it. */
async function deliverAll(task: Task & { name: 'deliver' }): Promise<Done> {
  const requests = task.orders.map((order) => {
    const body = eventOf(task.like, order)
    const headers = ['Content-Type: application/json', `Stripe-Signature: ${signed(body)}`]
    return Buffer.from(requestOf('POST', '/webhooks/stripe', headers, body))
  })
  return measure(task, async (wire) => {
    const request = requests.pop()
    if (!request) return false
    expect(await wire.ask(request), 200)
    return true
  })
}

function eventOf({ text, ...like }: LikeEvent, order: PreparedOrder): string {
  return text
    .replaceAll(like.intent, order.intent)
    .replaceAll(like.charge, `ch_${order.intent}`)
    .replaceAll(like.event, order.event)
    .replaceAll(like.order_id, order.order_id)
    .replaceAll(like.payment_id, order.payment_id)
}

/** Places orders, names their guests, pays them at Stripe and comes back to look, each in turn. */
async function buyOnAndOn(task: Task & { name: 'buy' }): Promise<Done> {
  const { stripe, night, ticket_type_id } = task.shop
  const atStripe = await Promise.all(
    Array.from({ length: task.connections }, () => openWire(stripe.port)),
  )
  const free = [...atStripe]
  const until = performance.now() + task.seconds * 1000
  const done = await measure(task, async (wire) => {
    if (performance.now() > until) return false
    const order = { order_id: newId('ord'), secret: newSecret() }
    const path = `/api/orders/${order.order_id}`
    const ask = async (method: string, where: string, body: object, status: number) => {
      const headers = ['Content-Type: application/json', `Authorization: Bearer ${order.secret}`]
      return expect(await wire.ask(requestOf(method, where, headers, JSON.stringify(body))), status)
    }
    const lines = [{ ticket_type_id, quantity: 1 }]
    const placed = { order_id: order.order_id, order_secret: order.secret, night, lines }
    await ask('POST', '/api/orders', placed, 201)
    const guest = { name: 'Ada Byron', email: `${order.order_id}@guest.example` }
    await ask('PUT', `${path}/guest`, guest, 200)
    const { client_secret } = await ask('POST', `${path}/payment`, {}, 200)
    const other = free.pop() as Wire
    await confirm(other, stripe.key, String(client_secret))
    free.push(other)
    const page = `/orders/${order.order_id}/${order.secret}/state`
    expect(await wire.ask(requestOf('GET', page)), 200)
    return true
  })
  for (const wire of atStripe) wire.close()
  return done
}

async function confirm(wire: Wire, key: string, client_secret: string): Promise<void> {
  const intent = client_secret.split('_secret_')[0] ?? ''
  const form = new URLSearchParams({
    client_secret,
    payment_method: 'pm_card_visa',
    return_url: 'https://venue.test/return',
  })
  const headers = [
    `Authorization: Bearer ${key}`,
    'Content-Type: application/x-www-form-urlencoded',
  ]
  const path = `/v1/payment_intents/${intent}/confirm`
  const { status } = expect(await wire.ask(requestOf('POST', path, headers, form.toString())), 200)
  if (status !== 'succeeded') throw new Error(`Stripe says ${String(status)} of ${intent}.`)
}

/** Opens one page again and again. */
async function lookOnAndOn(task: Task & { name: 'look' }): Promise<Done> {
  const request = Buffer.from(requestOf('GET', task.path, ['Accept-Language: en-GB']))
  const until = performance.now() + task.seconds * 1000
  return measure(task, async (wire) => {
    if (performance.now() > until) return false
    const { status, body } = await wire.ask(request)
    if (status !== 200) throw new Error(`${status}: ${body}`)
    return true
  })
}

/** Takes turns on so many connections until there is none left. */
async function measure(
  { port, connections }: Pick<Task, 'port' | 'connections'>,
  turn: (wire: Wire) => Promise<boolean>,
): Promise<Done> {
  const wires = await Promise.all(Array.from({ length: connections }, () => openWire(port)))
  const took: number[] = []
  const began = performance.now()
  await Promise.all(
    wires.map(async (wire) => {
      for (;;) {
        const at = performance.now()
        if (!(await turn(wire))) return
        took.push(performance.now() - at)
      }
    }),
  )
  const ms = performance.now() - began
  for (const wire of wires) wire.close()
  return { count: took.length, ms, each: spreadOf(took) }
}

function expect({ status, body }: WireAnswer, wanted: number): Record<string, unknown> {
  if (status !== wanted) throw new Error(`${status} instead of ${wanted}: ${body}`)
  return body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
}
