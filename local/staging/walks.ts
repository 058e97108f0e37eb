import {
  ask,
  clientSecretOf,
  openPage,
  pagePath,
  place,
  stateOf,
  tableOnSale,
  ticketsOnSale,
  validOnPage,
  type Goods,
  type Order,
} from './copy.ts'
import { demand, eventually } from './patience.ts'
import type { Settings } from './settings.ts'
import {
  deliver,
  deliverAndHangUp,
  endpointOf,
  mustStripe,
  silence,
  stripe,
  successOf,
  type Answer,
} from './stripe.ts'

/** What the walks have bought, to be given back when all are done. */
export interface Bought {
  order: Order
  intent: string
}

/** One walk through the copy; returns what it has seen, and throws what is wrong. */
export interface Walk {
  name: string
  walk: (settings: Settings, bought: Bought[]) => Promise<string>
}

const PAID = new Set(['succeeded', 'requires_capture'])

/** All walks, in their order. Each buys what it needs; none depends on another. */
export const walks: Walk[] = [
  { name: 'It says what it is', walk: saysWhatItIs },
  { name: 'Tickets are bought', walk: (settings, bought) => buys(settings, bought, ticketsOnSale) },
  {
    name: 'A VIP table is bought',
    walk: (settings, bought) => buys(settings, bought, tableOnSale),
  },
  { name: 'A declined card, and another one', walk: declinedThenPaid },
  { name: '3-D Secure', walk: threeDSecure },
  { name: 'An event that comes again', walk: eventAgain },
  { name: 'A webhook that comes late', walk: webhookLate },
  { name: 'A refund', walk: refunded },
]

/** No robot keeps it, and who opens it sees that it is no real house. */
async function saysWhatItIs(settings: Settings): Promise<string> {
  const home = await ask(settings, 'GET', '/')
  const environment = home.headers.get('x-coatcheck-environment')
  demand(/<aside class="demo">/.test(home.text), 'no ribbon says that no real money moves')
  const { status } = await ask(settings, 'GET', '/healthz')
  demand(status === 200, `/healthz answers ${status}`)
  if (environment !== 'staging') return 'a demo, with its ribbon'
  demand(/noindex/.test(home.headers.get('x-robots-tag') ?? ''), 'no X-Robots-Tag with noindex')
  const robots = await ask(settings, 'GET', '/robots.txt')
  demand(/^Disallow: \/$/m.test(robots.text), 'robots.txt does not keep robots out')
  return 'staging, with its ribbon; robots are kept out'
}

async function buys(
  settings: Settings,
  bought: Bought[],
  find: (settings: Settings) => Promise<Goods>,
): Promise<string> {
  const { order, intent } = await placed(settings, await find(settings))
  await pay(settings, order, intent)
  bought.push({ order, intent })
  return hasEverything(settings, order)
}

/** The guest tries again on the same payment, and pays once. */
async function declinedThenPaid(settings: Settings, bought: Bought[]): Promise<string> {
  const { order, intent } = await placed(settings, await ticketsOnSale(settings))
  const refused = await confirm(settings, order, intent, 'pm_card_visa_chargeDeclined')
  const { code, decline_code } = refused.body.error ?? {}
  demand(
    refused.status === 402 && code === 'card_declined',
    `Stripe says ${refused.status} ${code}`,
  )
  demand((await stateOf(settings, order)).state === 'open', 'the order is not open after a decline')
  demand((await validOnPage(settings, order)) === 0, 'there are tickets after a decline')
  const again = intentIn(await clientSecretOf(settings, order))
  demand(again === intent, `the second try is on another payment, ${again}`)
  await pay(settings, order, intent)
  bought.push({ order, intent })
  return `${decline_code}, then ${await hasEverything(settings, order)}`
}

/**
 * The bank asks; until it is answered there are no tickets. The simulator's question is answered.
 * Stripe's needs a browser, so there the guest takes another card.
 */
async function threeDSecure(settings: Settings, bought: Bought[]): Promise<string> {
  const { order, intent } = await placed(settings, await ticketsOnSale(settings))
  const asked = await confirm(settings, order, intent, 'pm_card_threeDSecure2Required')
  demand(asked.body.status === 'requires_action', `Stripe says ${asked.body.status}`)
  const question = asked.body.next_action?.redirect_to_url?.url
  demand(Boolean(question), 'Stripe leads the guest nowhere')
  demand(
    (await validOnPage(settings, order)) === 0,
    'there are tickets before the bank is answered',
  )
  if (settings.isSimulated) await answerBank(String(question))
  else await pay(settings, order, intent)
  bought.push({ order, intent })
  const how = settings.isSimulated ? 'answered' : 'asked for and left; another card'
  return `${how}; ${await hasEverything(settings, order)}`
}

async function answerBank(question: string): Promise<void> {
  const source = new URL(question).searchParams.get('source') ?? ''
  const body = new URLSearchParams({ answer: 'complete', source })
  const { status } = await fetch(question, { method: 'POST', body, redirect: 'manual' })
  demand(status === 303, `the bank's page answers ${status}`)
}

/** Stripe may deliver any event more than once: it has its effect once. */
async function eventAgain(settings: Settings, bought: Bought[]): Promise<string> {
  const { order, intent } = await placed(settings, await ticketsOnSale(settings))
  await pay(settings, order, intent)
  bought.push({ order, intent })
  await hasEverything(settings, order)
  const event = await eventually(settings, 'Stripe lists the event', () =>
    successOf(settings, intent),
  )
  for (const time of ['second', 'third']) {
    const status = await deliver(settings, event)
    demand(status === 200, `its ${time} delivery is answered ${status}`)
  }
  return `delivered three times; still ${await hasEverything(settings, order)}`
}

/**
 * Stripe delivers nothing while the guest pays and comes back: the page finds the payment itself.
 * Then the event does come, is cut off before it is answered, and comes again.
 */
async function webhookLate(settings: Settings, bought: Bought[]): Promise<string> {
  const endpoint = await endpointOf(settings)
  await silence(settings, endpoint, true)
  try {
    const { order, intent } = await placed(settings, await ticketsOnSale(settings))
    await pay(settings, order, intent)
    bought.push({ order, intent })
    const found = await hasEverything(settings, order)
    const event = await eventually(settings, 'Stripe lists the event', () =>
      successOf(settings, intent),
    )
    await deliverAndHangUp(settings, event)
    const status = await deliver(settings, event)
    demand(status === 200, `the event that came late is answered ${status}`)
    await hasEverything(settings, order)
    return `${found} without a webhook; the same after it came, cut off and again`
  } finally {
    await silence(settings, endpoint, false)
  }
}

/** What is given back at Stripe is known here, and its tickets open nothing any more. */
async function refunded(settings: Settings): Promise<string> {
  const { order, intent } = await placed(settings, await ticketsOnSale(settings))
  await pay(settings, order, intent)
  await hasEverything(settings, order)
  await mustStripe(settings, 'POST', 'refunds', { payment_intent: intent })
  await eventually(settings, 'the order is refunded', async () => {
    return (await stateOf(settings, order)).state === 'refunded'
  })
  const valid = await validOnPage(settings, order)
  demand(valid === 0, `${valid} tickets still open the door`)
  return `no ticket of ${order.id} opens the door any more`
}

/**
 * Gives back all that was bought, so that stock and tables are there for the next time. Where every
 * table's deposit is only held on the card, its party stays and is left to somebody of the house.
 */
export async function giveBack(settings: Settings, bought: Bought[]): Promise<string> {
  let count = 0
  for (const { order, intent } of bought) {
    const { status } = await mustStripe(settings, 'GET', `payment_intents/${intent}`)
    if (status !== 'succeeded') continue
    await mustStripe(settings, 'POST', 'refunds', { payment_intent: intent })
    await eventually(settings, `${order.id} is given back`, async () => {
      return (await validOnPage(settings, order)) === 0
    })
    count += 1
  }
  const held = bought.length - count
  return `${count} orders refunded${held > 0 ? `, ${held} held deposit left to the house` : ''}`
}

async function placed(settings: Settings, goods: Goods): Promise<Bought> {
  const order = await place(settings, goods)
  return { order, intent: intentIn(await clientSecretOf(settings, order)) }
}

const intentIn = (clientSecret: string) => clientSecret.split('_secret_')[0] ?? ''

function confirm(
  settings: Settings,
  order: Order,
  intent: string,
  payment_method: string,
): Promise<Answer> {
  const return_url = settings.url + pagePath(order)
  const form = { payment_method, return_url }
  return stripe(settings, 'POST', `payment_intents/${intent}/confirm`, form)
}

async function pay(settings: Settings, order: Order, intent: string): Promise<void> {
  const { status, body } = await confirm(settings, order, intent, 'pm_card_visa')
  demand(status === 200, `Stripe answers ${status} to a good card: ${body.error?.message}`)
  demand(PAID.has(body.status ?? ''), `a good card leaves the payment ${body.status}`)
}

/** Waits until an order has all of its tickets or passes, and no more than those. */
async function hasEverything(settings: Settings, order: Order): Promise<string> {
  await eventually(settings, `${order.id} has its ${order.what}`, async () => {
    await openPage(settings, order)
    return (await stateOf(settings, order)).state === 'fulfilled'
  })
  const valid = await validOnPage(settings, order)
  demand(valid === order.heads, `${order.id} has ${valid} tickets and not ${order.heads}`)
  return `${order.what}, ${valid} codes (${order.id})`
}
