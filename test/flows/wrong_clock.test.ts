import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import {
  api,
  eventually,
  fulfilled,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { openPremises, type Premises } from '../processes.ts'
import { wares, type Ware } from '../ware.ts'

// The product runs on a computer whose clock is an hour away from that of its database.

const SHIFT = pathToFileURL(join(import.meta.dirname, '..', 'shifted_clock.ts')).href
const HOLD_MS = 600_000
/** Between what a test asks and the answer, on a very busy machine. */
const PATIENCE_MS = 60_000

let premises: Premises
before(async () => {
  premises = await openPremises(1, { SWEEP_SECONDS_MAX: '0.5' })
})
after(() => premises.close())

const office = () => ({ ...premises, url: premises.servers[0]!.url })

async function startWith(clock_ahead_seconds: number, hold_minutes: string): Promise<void> {
  await premises.servers[0]!.kill('SIGTERM')
  await premises.servers[0]!.start({
    NODE_OPTIONS: `--import=${SHIFT}`,
    CLOCK_AHEAD_SECONDS: String(clock_ahead_seconds),
    HOLD_MINUTES: hold_minutes,
  })
}

async function placed(ware: Ware): Promise<GuestOrder> {
  const { slug, wish } = await ware.open(premises.db, 3)
  return placeOrder(office(), slug, wish(1))
}

/** Whether the clock of the process is ahead of the test's: the ids that it makes tell its time. */
async function isAhead({ order_id }: GuestOrder): Promise<boolean> {
  const { rows } = await premises.db.query<{ id: string }>({
    text: `select id from payments where order_id = $1`,
    values: [order_id],
  })
  return rows[0]!.id > newId('pay')
}

/** What the API and the checkout page say that is left of the hold. */
async function leftOf(order: GuestOrder): Promise<number[]> {
  interface Told {
    now: string
    expires_at: string
  }
  const path = `/api/orders/${order.order_id}`
  const { body } = await api<Told>(office(), 'GET', path, undefined, order)
  const page = await fetch(`${office().url}/orders/${order.order_id}/${order.secret}/checkout`)
  const block = /id="checkout-data"[^>]*>([^<]*)</.exec(await page.text())?.[1] ?? ''
  return [body, JSON.parse(block) as Told].map(({ now, expires_at }) => {
    assert.ok(Math.abs(Date.parse(now) - Date.now()) < PATIENCE_MS, `the database's: ${now}`)
    return Date.parse(expires_at) - Date.parse(now)
  })
}

for (const [ahead_seconds, word] of [
  [3600, 'ahead'],
  [-3600, 'behind'],
] as const) {
  for (const ware of wares) {
    test(`F44: the server's clock is an hour ${word}; the hold lasts by the database's, and is paid in time (${ware.name})`, async () => {
      await startWith(ahead_seconds, '10')
      const order = await placed(ware)
      assert.equal(await isAhead(order), ahead_seconds > 0, 'its clock is wrong')
      for (const left_ms of await leftOf(order))
        assert.ok(left_ms > HOLD_MS - PATIENCE_MS && left_ms <= HOLD_MS, `${left_ms} ms are left`)
      await pay(office(), order)
      await fulfilled(premises, order, 1)
      await audit(premises)
    })

    test(`F44: the server's clock is an hour ${word}; the hold ends by the database's (${ware.name})`, async () => {
      await startWith(ahead_seconds, '0.05')
      const { slug, wish } = await ware.open(premises.db, 3)
      const { order, status } = await tryToPlace(office(), slug, wish(1))
      assert.equal(status, 201)
      await eventually('it has ended', async () => {
        return (await orderState(premises, order)).state === 'expired'
      })
      const { rows } = await premises.db.query<{ late_seconds: number }>({
        text: `select extract(epoch from o.expired_at - h.expires_at)::float8 as late_seconds
                 from orders o join holds h on h.order_id = o.id where o.id = $1`,
        values: [order.order_id],
      })
      const late = rows[0]!.late_seconds
      assert.ok(late >= 0 && late < PATIENCE_MS / 1000, `it has ended ${late} s after its time`)
      await audit(premises)
    })
  }
}
