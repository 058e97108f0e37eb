import { newId, newSecret } from '../../src/kernel/index.ts'
import { CannotWalk, type Settings } from './settings.ts'

/** An order as its guest knows it. */
export interface Order {
  id: string
  secret: string
  /** Tickets or passes that it must come to. */
  heads: number
  what: string
}

/** What the API of a copy says of an order. */
interface OrderState {
  state: string
  total_minor: number
  currency: string
}

/** What can be bought there now. */
export interface Goods {
  night: string
  wish: object
  heads: number
  what: string
}

const GUEST = { name: 'Staging Check', email: 'check@staging.example', phone: '+49 30 1234567' }
const HEADS = 2
/** What a person would wait for a page; a copy that sleeps when nobody comes needs some of it. */
const ANSWER_MS_MAX = 30_000

/** Asks the copy, and reads what it answers. */
export async function ask(
  { url }: Pick<Settings, 'url'>,
  method: string,
  path: string,
  { body, order }: { body?: object; order?: Order } = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(url + path, {
    method,
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(order && { authorization: `Bearer ${order.secret}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

/**
 * Asks a copy what it is, before anything else. Throws CannotWalk unless it says that it is a
 * staging copy or a demo: the real house says nothing.
 */
export async function environmentOf(settings: Settings): Promise<'staging' | 'demo'> {
  const { headers } = await ask(settings, 'GET', '/').catch((error: Error) => {
    throw new CannotWalk(`${settings.url} does not answer: ${wordsOf(error)}`)
  })
  const environment = headers.get('x-coatcheck-environment')
  if (environment === 'staging' || environment === 'demo') return environment
  throw new CannotWalk(
    `${settings.url} does not say that it is a staging copy, so it may be the real house: nothing was bought.`,
  )
}

const wordsOf = ({ message, cause }: Error) =>
  cause instanceof Error ? `${message} (${cause.message || cause.name})` : message

/** Finds tickets that are on sale: on the pages, as a guest does. */
export async function ticketsOnSale(settings: Settings): Promise<Goods> {
  for (const night of await nightsOf(settings)) {
    const { text } = await ask(settings, 'GET', `/nights/${night}`)
    const type = /name="quantity_(typ_\w+)"/.exec(text)?.[1]
    const lines = [{ ticket_type_id: type, quantity: HEADS }]
    if (type) return { night, wish: { lines }, heads: HEADS, what: `${HEADS} tickets` }
  }
  throw new Error('No night has tickets on sale: npm run staging:seed')
}

/**
 * Finds a VIP table that is free: one that is charged at once, which can be given back whole by a
 * refund, before one whose deposit is only held on the card.
 */
export async function tableOnSale(settings: Settings): Promise<Goods> {
  let held: Goods | undefined
  for (const night of await nightsOf(settings)) {
    const { status, text } = await ask(settings, 'GET', `/nights/${night}/tables/state`)
    if (status !== 200) continue
    const { tables } = JSON.parse(text) as { tables: Record<string, string> }
    const free = Object.keys(tables).find((id) => tables[id] === 'free')
    if (!free) continue
    const table = { wished_id: free, party_size: HEADS, package_id: null }
    const goods = { night, wish: { table }, heads: HEADS, what: `a table for ${HEADS}` }
    const path = `/nights/${night}/tables/${free}/quote?party_size=${HEADS}`
    if (/"capture":"at_once"/.test((await ask(settings, 'GET', path)).text)) return goods
    held ??= goods
  }
  if (held) return held
  throw new Error('No night has a free VIP table: npm run staging:seed')
}

async function nightsOf(settings: Settings): Promise<string[]> {
  const { text } = await ask(settings, 'GET', '/')
  return [...new Set([...text.matchAll(/\/nights\/([\w-]+)/g)].map(([, slug = '']) => slug))]
}

/** Places an order and names its guest, as the checkout page does. */
export async function place(settings: Settings, goods: Goods): Promise<Order> {
  const order = { id: newId('ord'), secret: newSecret(), heads: goods.heads, what: goods.what }
  const who = { order_id: order.id, order_secret: order.secret, night: goods.night }
  expect(await ask(settings, 'POST', '/api/orders', { body: { ...who, ...goods.wish } }), 201)
  const named = { body: GUEST, order }
  expect(await ask(settings, 'PUT', `/api/orders/${order.id}/guest`, named), 200)
  return order
}

/** Asks to pay, and gives what the browser would pay with at Stripe. */
export async function clientSecretOf(settings: Settings, order: Order): Promise<string> {
  const path = `/api/orders/${order.id}/payment`
  const { text } = expect(await ask(settings, 'POST', path, { body: {}, order }), 200)
  const { client_secret, challenge } = JSON.parse(text) as {
    client_secret?: string
    challenge?: object
  }
  if (challenge)
    throw new Error('Too many cards of this address were declined within the hour: wait a while')
  if (!client_secret) throw new Error(`The order ${order.id} cannot be paid for: ${text}`)
  return client_secret
}

/** An order as its checkout page follows it. Stripe is not asked for that. */
export async function stateOf(settings: Settings, order: Order): Promise<OrderState> {
  const answer = expect(await ask(settings, 'GET', `/api/orders/${order.id}`, { order }), 200)
  return JSON.parse(answer.text) as OrderState
}

/** The page that a guest comes back to from paying; it asks Stripe itself where it has to. */
export async function openPage(settings: Settings, order: Order): Promise<string> {
  return expect(await ask(settings, 'GET', pagePath(order)), 200).text
}

/** The path of an order's page. */
export const pagePath = ({ id, secret }: Order) => `/orders/${id}/${secret}`

/** How many tickets or passes on an order's page open the door. */
export async function validOnPage(settings: Settings, order: Order): Promise<number> {
  return (await openPage(settings, order)).match(/<li\s+class="stub"/g)?.length ?? 0
}

function expect<Answer extends { status: number; text: string }>(
  answer: Answer,
  status: number,
): Answer {
  if (answer.status === status) return answer
  throw new Error(
    `The copy answered ${answer.status} and not ${status}: ${answer.text.slice(0, 300)}`,
  )
}
