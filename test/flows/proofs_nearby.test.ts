import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { noteTry } from '../../src/checkout/index.ts'
import { must, transaction } from '../../src/kernel/index.ts'
import { livePaymentOf } from '../../src/payments/index.ts'
import { visitorOf } from '../../src/web/visitor.ts'
import { audit } from '../audit.ts'
import {
  askToPay,
  clientSecretOf,
  confirm,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
  type BoxOffice,
  type GuestOrder,
} from '../guest.ts'
import { authSecret, openHouse, type House } from '../house.ts'
import { solve } from '../proof.ts'
import { QUICK, roundsDone } from '../sweep.ts'
import { lockWaits, tillOf } from '../till.ts'
import { ga, wares, type Ware } from '../ware.ts'

// A script that begins a new order whenever the free tries of the last one are used up, and the
// guests around it.

/** Of an order, and here of all orders of one address within an hour. */
const FREE = 3
const FREE_NEARBY = 6
const DECLINES = 'pm_card_visa_chargeDeclined'

let house: House
before(async () => {
  house = await openHouse({ ...QUICK, FREE_DECLINES_MAX: String(FREE_NEARBY) })
})
after(() => house.close())

/** Addresses that nobody has (RFC 5737), no two of which count as one. */
const addresses = Array.from({ length: 200 }, (_, n) => `203.0.113.${n + 1}`)
const origins = new Set<string>()
function newPlace(): BoxOffice & { address: string } {
  for (let address = addresses.pop(); address; address = addresses.pop()) {
    const origin = visitorOf(address, authSecret).slice(0, 2)
    if (origins.has(origin)) continue
    origins.add(origin)
    return { url: house.url, sim: house.sim, address }
  }
  assert.fail('no address is left')
}

async function placeAt(place: BoxOffice, ware: Ware = ga): Promise<GuestOrder> {
  const { slug, wish } = await ware.open(house.db)
  return placeOrder(place, slug, wish(1))
}

const stateFor = async (order: GuestOrder) => (await askToPay(house, order)).body.state

/** Cards are declined on an order, whose page asks before each of them. */
async function decline(order: GuestOrder, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await pay(house, order, DECLINES)
  await house.sim.control.idle()
}

/** Enough cards are declined at a place, on orders of their own. */
async function makeHot(place: BoxOffice): Promise<void> {
  for (let n = 0; n < FREE_NEARBY / FREE; n += 1) await decline(await placeAt(place), FREE)
}

for (const ware of wares)
  test(`F76: a script that begins a new order for each few cards works for its first tries too; nobody elsewhere does (${ware.name})`, async () => {
    const [place, elsewhere] = [newPlace(), newPlace()]
    await decline(await placeAt(place, ware), FREE)
    const second = await placeAt(place, ware)
    assert.equal(await stateFor(second), 'payable', 'bad luck')
    await decline(second, FREE)
    const third = await placeAt(place, ware)
    const { challenge, state } = (await askToPay(house, third)).body
    assert.equal(state, 'proof_needed')
    // An honest guest of the same address: the page works, and pays.
    const proof = await solve(must(challenge, 'the challenge'))
    const { body } = await askToPay(house, third, { proof })
    await confirm(house, third, must(body.client_secret, 'the secret'))
    await fulfilled(house, third, 1)
    assert.equal((await intentsAtStripe(house, third)).length, 1)
    assert.equal(await stateFor(await placeAt(elsewhere, ware)), 'payable')
    await audit(house)
  })

test('F76: a card that was declined counts although its order was dropped before Stripe told of it', async () => {
  const place = newPlace()
  const { slug, wish } = await ga.open(house.db)
  const secrets: string[] = []
  const orders: GuestOrder[] = []
  for (let n = 0; n < FREE_NEARBY / FREE; n += 1) {
    const order = await placeOrder(place, slug, wish(1))
    orders.push(order)
    secrets.push(await clientSecretOf(house, order))
  }
  await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
  for (const [n, order] of orders.entries()) {
    for (let card = 0; card < FREE; card += 1)
      await confirm(house, order, secrets[n] ?? '', DECLINES)
    // The guest chooses otherwise, and what was held is free again.
    assert.equal((await tryToPlace(place, slug, wish(2), order)).body['code'], 'order_changed')
    await eventually('it is over', async () => (await orderState(house, order)).state === 'expired')
  }
  const next = await placeOrder(place, slug, wish(1))
  await house.sim.control.releaseWebhooks()
  await house.sim.control.idle()
  assert.equal(await stateFor(next), 'proof_needed')
  await audit(house)
})

test('F76: where many cards were declined, the secret that an order was given before is taken away after two more', async () => {
  const place = newPlace()
  const order = await placeAt(place)
  const secret = await clientSecretOf(house, order)
  await makeHot(place)
  for (let n = 0; n < 2; n += 1) await confirm(house, order, secret, DECLINES)
  await eventually('the intent is cancelled', async () =>
    (await intentsAtStripe(house, order)).some(({ status }) => status === 'canceled'),
  )
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})

test('F76: where an order came from is one of 4,096 groups, and is forgotten after an hour', async () => {
  const place = newPlace()
  await makeHot(place)
  const order = await placeAt(place)
  assert.equal(await stateFor(order), 'proof_needed')
  const known = async () => {
    const { rows } = await house.db.query<{ origin: string }>({
      text: `select distinct origin from order_origins where origin = $1`,
      values: [visitorOf(place.address, authSecret).slice(0, 2)],
    })
    return rows.map(({ origin }) => origin)
  }
  const [origin = ''] = await known()
  assert.match(origin, /^[\w-]{2}$/)
  const age = `update order_origins set placed_at = placed_at - interval '59 minutes'`
  await house.db.query({ text: age })
  await roundsDone(house, 'forget_origins')
  assert.equal(await stateFor(order), 'proof_needed')
  await house.db.query({ text: age })
  assert.equal(await stateFor(order), 'payable')
  await roundsDone(house, 'forget_origins')
  assert.deepEqual(await known(), [])
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})

test('F76: of two cards whose declines are told at the same time both are counted', async () => {
  const order = await placeAt(newPlace())
  const till = tillOf(house)
  const payment = must(await livePaymentOf(house.db, order.order_id), 'its payment')
  const tryOf = (key: string) => ({
    key,
    outcome: 'declined' as const,
    code: 'card_declined',
    decline_code: null,
    advice_code: null,
    card_brand: 'visa',
    card_last4: '0002',
    made_at: null,
  })
  let second: Promise<void> | undefined
  await transaction(house.db, async (tx) => {
    await noteTry(till, tx, payment, tryOf('ch_one'), 'webhook')
    second = transaction(house.db, (other) =>
      noteTry(till, other, payment, tryOf('ch_two'), 'webhook'),
    )
    await lockWaits(house, 1, tx)
  })
  await second
  const { rows } = await house.db.query({
    text: `select declines from order_origins where order_id = $1`,
    values: [order.order_id],
  })
  assert.deepEqual(rows, [{ declines: 2 }])
})
