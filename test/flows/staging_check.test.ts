import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { loadDemoVenue } from '../../local/demo.ts'
import { audit, auditAndClose } from '../audit.ts'
import { openHouse, type House } from '../house.ts'
import { accountOf, runStaging, type Ended } from '../staging.ts'

// The command that walks a deployed staging copy walks one here, with the simulator of Stripe.

let house: House
before(async () => {
  house = await openHouse({ APP_ENV: 'staging', MAIL_ALLOWED: 'none', SWEEP_SECONDS_MAX: '0' })
  await loadDemoVenue(house.databaseUrl)
})
after(() => auditAndClose(house))

interface Report {
  url: string
  environment: string
  stripe: string
  steps: { name: string; is_well: boolean; ms: number; said: string }[]
  is_well: boolean
}

const check = (env: Record<string, string> = {}, ...args: string[]): Promise<Ended> =>
  runStaging('main.ts', [house.url, '--patience=300', ...args], { ...accountOf(house), ...env })

const reportOf = ({ out, errors }: Ended): Report => {
  assert.equal(errors, '')
  return JSON.parse(out) as Report
}

async function count(sql: string): Promise<number> {
  const { rows } = await house.db.query<{ count: number }>({ text: sql })
  return rows[0]?.count ?? -1
}

test('a copy that is well passes every walk, and all that was bought is given back', async () => {
  const { code, out, errors } = await check()
  assert.deepEqual([code, errors], [0, ''], out)
  assert.match(out, /, staging, with the simulator of Stripe\n/)
  assert.match(out, /^\n?9 well, 0 failed$/m)
  assert.equal(out.match(/^✔ .* \d+\.\d s {2}\S/gm)?.length, 9, out)
  assert.match(
    out,
    /✔ A declined card, and another one .* generic_decline, then 2 tickets, 2 codes/,
  )
  assert.match(out, /✔ A webhook that comes late .* 2 tickets, 2 codes .* without a webhook/)
  assert.match(out, /✔ A VIP table is bought .* a table for 2, 2 codes/)
  await audit(house)
  assert.equal(await count(`select count(*)::int from orders where state <> 'refunded'`), 0)
  assert.equal(await count(`select count(*)::int from orders`), 7)
  assert.equal(await count(`select count(*)::int from tickets where state = 'valid'`), 0)
  const { webhook_endpoints } = await house.sim.control.ledger()
  assert.deepEqual(
    webhook_endpoints.map(({ status }) => status),
    ['enabled'],
  )
})

test('what is wrong is named with its walk, as JSON too, and the command fails', async () => {
  const ended = await check({ STRIPE_WEBHOOK_SECRET: 'whsec_of_another_endpoint' }, '--json')
  assert.equal(ended.code, 1)
  const { url, environment, stripe, steps, is_well } = reportOf(ended)
  assert.deepEqual([url, environment, stripe, is_well], [house.url, 'staging', 'simulator', false])
  const failed = steps.filter((one) => !one.is_well)
  assert.deepEqual(
    failed.map(({ name }) => name),
    ['An event that comes again', 'A webhook that comes late'],
  )
  for (const { said, ms } of failed) {
    assert.match(said, /is answered 40\d/)
    assert.ok(ms > 0)
  }
  assert.equal((await house.sim.control.ledger()).webhook_endpoints[0]?.status, 'enabled')
  await audit(house)
})

test('nothing is bought with live keys, without keys, or where nobody says what it is', async () => {
  const orders = await count(`select count(*)::int from orders`)
  const refused: [RegExp, Promise<Ended>][] = [
    [/is a live key: this command pays/, check({ STRIPE_SECRET_KEY: 'sk_live_hunter2' })],
    [/STRIPE_SECRET_KEY must be the test key/, check({ STRIPE_SECRET_KEY: '' })],
    [/STRIPE_WEBHOOK_SECRET must be that of/, check({ STRIPE_WEBHOOK_SECRET: '' })],
    [/^Usage: npm run staging:check/, check({}, '--jsno')],
    // The simulator says nothing of being a copy, as the real house does not.
    [
      /may be the real house: nothing was bought/,
      runStaging('main.ts', [house.sim.url], accountOf(house)),
    ],
    [/does not answer/, runStaging('main.ts', ['http://127.0.0.1:9'], accountOf(house))],
  ]
  for (const [sentence, ended] of refused) {
    const { code, out, errors } = await ended
    assert.match(errors, sentence)
    assert.deepEqual([code, out], [1, ''])
    assert.ok(!errors.includes('hunter2'))
  }
  assert.equal(await count(`select count(*)::int from orders`), orders)
})
