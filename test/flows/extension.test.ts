import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { transaction } from '../../src/kernel/index.ts'
import { extendHolds } from '../../src/orders/index.ts'
import { storyOf } from '../../src/story/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { extendedOnce, without } from '../guards.ts'
import {
  api,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { bookParty } from '../party.ts'
import { moreFor } from '../staff.ts'
import { tillOf } from '../till.ts'
import { placeOf, wares } from '../ware.ts'

// More time for a guest who asks for it: ten minutes become fifteen, once.

const HELD_S = 600
const EXTENDED_S = 900
const AT_ONCE = 50

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

interface Told {
  code?: string
  extended?: boolean
  expires_at?: string
}

const askForMore = (order: GuestOrder) =>
  api<Told>(house, 'POST', `/api/orders/${order.order_id}/hold/extension`, {}, order)

/** How long each part of an order is or was held, in seconds. */
async function heldFor({ order_id }: GuestOrder): Promise<number[]> {
  const { rows } = await house.db.query<{ seconds: number }>({
    text: `select extract(epoch from expires_at - made_at)::float8 as seconds
             from holds where order_id = $1 order by id`,
    values: [order_id],
  })
  return rows.map(({ seconds }) => seconds)
}

async function storyWhats({ order_id }: GuestOrder): Promise<string[]> {
  const story = await storyOf(house.db, order_id)
  const whats = story?.entries.map(({ what }) => what) ?? []
  return whats.filter((what) => !/^(webhook|job)\./.test(what))
}

/** Whatever can be held, each in as many parts as it has. */
const HELD: Record<string, { parts: number; place: () => Promise<GuestOrder> }> = {
  'GA, two kinds': {
    parts: 2,
    place: async () => {
      const { slug, types } = await addNight(house.db, { types: [{}, {}] })
      return placeOrder(house, slug, { [types[0]!]: 1, [types[1]!]: 2 })
    },
  },
  VIP: { parts: 1, place: () => placeOf(wares[1]!, house, 2) },
  'more guests of a party': {
    parts: 1,
    place: async () => {
      const table = { guests_included: 2, guests_max: 8, extra_guest_price_minor: 2000 }
      const { booking, order, slug } = await bookParty(house, 2, { tables: [table] })
      return placeOrder(house, slug, moreFor({ id: booking.id, order }, 2))
    },
  },
}

for (const [name, { parts, place }] of Object.entries(HELD)) {
  test(`F44: a guest who needs more time gets it once; fifty clicks at once extend once (${name})`, async () => {
    const order = await place()
    assert.deepEqual(await heldFor(order), Array(parts).fill(HELD_S))
    const clicks = await Promise.all(Array.from({ length: AT_ONCE }, () => askForMore(order)))
    const later = await askForMore(order)
    const { body: known } = await api<Told>(
      house,
      'GET',
      `/api/orders/${order.order_id}`,
      undefined,
      order,
    )
    for (const { status, body } of [...clicks, later]) {
      assert.equal(status, 200)
      assert.deepEqual([body.extended, body.expires_at], [true, known.expires_at])
    }
    assert.deepEqual(await heldFor(order), Array(parts).fill(EXTENDED_S))
    const story = await storyOf(house.db, order.order_id)
    const until = (what: string) =>
      story?.entries.flatMap((entry) =>
        entry.what === what && 'expires_at' in entry.detail
          ? [Date.parse(entry.detail.expires_at)]
          : [],
      )
    const end = Date.parse(known.expires_at ?? '')
    assert.deepEqual(until('hold.extended'), Array(parts).fill(end))
    assert.deepEqual(until('hold.made'), Array(parts).fill(end - (EXTENDED_S - HELD_S) * 1000))
    await audit(house)
  })
}

test('control of F44: where a hold forgets that it was extended, every click extends it', async () => {
  const order = await placeOf(wares[0]!, house, 1)
  await without(house.db, [extendedOnce], () =>
    Promise.all(Array.from({ length: AT_ONCE }, () => askForMore(order))),
  )
  const [seconds = 0] = await heldFor(order)
  assert.ok(seconds > EXTENDED_S, `${seconds} s`)
})

for (const ware of wares) {
  test(`F44: a hold that is over, paid or released is not extended (${ware.name})`, async () => {
    const paid = await placeOf(ware, house, 1)
    await pay(house, paid)
    await fulfilled(house, paid, 1)
    const released = await placeOf(ware, house, 1)
    const path = `${house.url}/orders/${released.order_id}/${released.secret}/release`
    await fetch(path, { method: 'POST', redirect: 'manual' })
    const over = await placeOf(ware, house, 1)
    await house.db.query({
      text: `update holds set expires_at = now() where order_id = $1`,
      values: [over.order_id],
    })
    const refusals: [GuestOrder, number, string][] = [
      [paid, 409, 'order_not_payable'],
      [released, 409, 'hold_expired'],
      [over, 409, 'hold_expired'],
      [{ ...over, secret: paid.secret }, 404, 'order_unknown'],
    ]
    for (const [order, status, code] of refusals) {
      const held = await heldFor(order)
      const answer = await askForMore(order)
      assert.deepEqual([answer.status, answer.body.code], [status, code])
      assert.deepEqual(await heldFor(order), held)
      assert.ok(!(await storyWhats(order)).includes('hold.extended'))
    }
    await audit(house)
  })

  test(`F44: time that is given in the last moment counts, though the hold is being ended (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.sim.control.failRequests({
      path: '/v1/payment_intents/*/cancel',
      effect: 'delay',
      when: 'after',
      delay_ms: 8000,
      times: 1,
    })
    await house.db.query({
      text: `update holds set expires_at = now() + interval '1 second' where order_id = $1`,
      values: [order.order_id],
    })
    const isOver = Promise.withResolvers<void>()
    const ended = isOver.promise.then(() => expire(tillOf(house), order.order_id, 'expired'))
    await transaction(house.db, async (tx) => {
      // This transaction has begun before the end, and goes on after it.
      await eventually('the hold is over', async () => {
        const { rows } = await house.db.query({
          text: `select from holds where order_id = $1 and expires_at <= now()`,
          values: [order.order_id],
        })
        return rows.length === 1
      })
      isOver.resolve()
      await eventually('its intent is cancelled', async () => {
        return (await intentsAtStripe(house, order))[0]?.status === 'canceled'
      })
      assert.equal(await extendHolds(tx, order.order_id, 300), 1)
    })
    await ended
    assert.equal((await orderState(house, order)).state, 'open')
    await pay(house, order)
    await fulfilled(house, order, 1)
    await audit(house)
  })
}

for (const ware of wares) {
  test(`F40: an extended hold ends at its new time, its intent cancelled first (${ware.name})`, async () => {
    await house.restart({ HOLD_MINUTES: '0.2', HOLD_EXTENSION_MINUTES: '0.05' })
    const { slug, wish } = await ware.open(house.db, 1)
    const order = await placeOrder(house, slug, wish(1))
    assert.equal((await askForMore(order)).status, 200)
    await eventually('the order expires', async () => {
      return (await orderState(house, order)).state === 'expired'
    })
    const { rows } = await house.db.query<{ seconds: number }>({
      text: `select extract(epoch from o.expired_at - h.made_at)::float8 as seconds
               from orders o join holds h on h.order_id = o.id where o.id = $1`,
      values: [order.order_id],
    })
    assert.ok(rows[0]!.seconds >= 12 + 3, `${rows[0]?.seconds} s`)
    assert.equal((await intentsAtStripe(house, order))[0]?.status, 'canceled')
    assert.deepEqual((await storyWhats(order)).slice(-4), [
      'hold.extended',
      'payment.cancelled',
      'order.expired',
      'hold.expired',
    ])
    assert.equal((await tryToPlace(house, slug, wish(1))).status, 201)
    await audit(house)
  })
}
