import { fork, spawn, type ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import type { ClientRequest } from 'node:http'
import { join } from 'node:path'
import { connectControl } from '../../stripe-sim/index.ts'
import { addNight } from '../catalog.ts'
import { openHouse } from '../house.ts'
import type { Rush } from './headroom_guests.ts'
import type { Drive } from './headroom_requests.ts'

/**
 * `npm run bench:headroom`: shows that a load test measures the product and not the simulator. In
 * each round the product runs at full load, and what it and its guests ask of the simulator is
 * counted; then the simulator alone is asked the same mix as fast as it answers. The goal is five
 * times as much. Guests, product, simulator and database share one machine, as in a load test.
 */

const ROUNDS = 3
const SECONDS = 8
const GUESTS = 50
const GOAL = 5
const keys = { secretKey: 'sk_test_headroom', publishableKey: 'pk_test_headroom' }

const simulator = await startSimulator()
const house = await openHouse({
  STRIPE_SECRET_KEY: keys.secretKey,
  STRIPE_PUBLISHABLE_KEY: keys.publishableKey,
  STRIPE_API_URL: simulator.url,
})
const ratios: number[] = []
try {
  for (let round = 1; round <= ROUNDS; round++) ratios.push(await measure(round))
  const median = ratios.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0
  print(`The simulator alone answers ${median.toFixed(1)} times what full load asks; goal ${GOAL}.`)
  process.exitCode = median >= GOAL ? 0 : 1
} finally {
  await house.close()
  simulator.process.kill('SIGTERM')
}

async function measure(round: number): Promise<number> {
  const { orders, requests, product } = await fullLoad()
  const reads = Math.max(0, Math.round(product / orders) - 1)
  const alone = await run<{ answered: number }>('headroom_requests.ts', {
    ...keys,
    url: simulator.url,
    connections: GUESTS,
    seconds: SECONDS,
    reads,
  } satisfies Drive)
  const [asked, answered] = [requests / SECONDS, alone.answered / SECONDS]
  print(
    `Round ${round}: full load ${(orders / SECONDS).toFixed(0)} orders/s, ` +
      `${(product / SECONDS).toFixed(0)} requests/s of the product, ${asked.toFixed(0)} with its ` +
      `guests'; simulator alone ${answered.toFixed(0)} requests/s; ` +
      `ratio ${(answered / asked).toFixed(1)}`,
  )
  return answered / asked
}

/** Everything at once, until the time is over: how many orders, and how many requests they took. */
async function fullLoad(): Promise<{ orders: number; requests: number; product: number }> {
  const webhooks = { url: `${house.url}/webhooks/stripe`, secret: 'whsec_house' }
  await connectControl(simulator.url).setWebhookEndpoint(webhooks)
  const { slug, types } = await addNight(house.db, {
    order_tickets_max: 8,
    types: [{ capacity: 1_000_000 }],
  })
  let product = 0
  const { host } = new URL(simulator.url)
  const count = (message: unknown): void => {
    if ((message as { request: ClientRequest }).request.getHeader('host') === host) product += 1
  }
  subscribe('http.client.request.start', count)
  const { paid } = await run<{ paid: number }>('headroom_guests.ts', {
    house: { url: house.url, sim: { url: simulator.url, publishableKey: keys.publishableKey } },
    night: slug,
    ticket_type_id: types[0] ?? '',
    guests: GUESTS,
    seconds: SECONDS,
  } satisfies Rush)
  await connectControl(simulator.url).idle({ timeout_ms: 60_000 })
  unsubscribe('http.client.request.start', count)
  // Each guest confirms once; all else is the product's.
  return { orders: paid, requests: product + paid, product }
}

async function run<Result>(script: string, argument: object): Promise<Result> {
  const child = fork(join(import.meta.dirname, script), [JSON.stringify(argument)])
  const [result] = (await once(child, 'message')) as [Result]
  return result
}

async function startSimulator(): Promise<{ url: string; process: ChildProcess }> {
  const main = join(import.meta.dirname, '../../stripe-sim/main.ts')
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      STRIPE_SIM_PORT: '0',
      STRIPE_SIM_SECRET_KEY: keys.secretKey,
      STRIPE_SIM_PUBLISHABLE_KEY: keys.publishableKey,
    },
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = /http:\S+/.exec(line.toString())?.[0]
  if (!url) throw new Error(`The simulator said: ${line.toString()}`)
  return { url, process: child }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
