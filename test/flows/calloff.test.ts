import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose, audit } from '../audit.ts'
import {
  callOff,
  callOffFinished,
  callOffIs,
  callOffOf,
  mailsAbout,
  mustCallOff,
} from '../calloff.ts'
import { mailTo } from '../deposits.ts'
import {
  askToPay,
  clientSecretOf,
  confirm,
  eventually,
  fulfilled,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { alertsAbout, refundsOf } from '../money_back.ts'
import { pageOf, read } from '../party.ts'
import { QUICK } from '../sweep.ts'
import { wares } from '../ware.ts'

// An owner or a manager calls a night off: nothing more is sold, everybody gets their money back.

let house: House
let second: { url: string; stop(): Promise<void> }
let owner: Browser
let manager: Browser
before(async () => {
  house = await openHouse({ ...QUICK, DEMO: '1' })
  second = await house.openSecond()
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
})
after(async () => {
  await second.stop()
  await auditAndClose(house)
})

for (const ware of wares) {
  test(`${ware.name}: two people call a night off at once, by two servers; everybody is refunded once`, async () => {
    const night = await ware.open(house.db, 6)
    const orders = []
    for (let n = 0; n < 3; n += 1) {
      const order = await placeOrder(house, night.slug, night.wish(2))
      await pay(house, order)
      await fulfilled(house, order, 2)
      orders.push(order)
    }
    const before_it = await callOffOf(house, owner, night)
    assert.equal(before_it.worth?.orders, 3)
    assert.equal(before_it.worth?.money_minor, 3 * ware.priceOf(2))
    assert.equal(before_it.can_call_off, true)
    const answers = await Promise.all([
      callOff(house, owner, night),
      callOff({ ...house, url: second.url }, manager, night),
    ])
    for (const { status, body } of answers) {
      assert.equal(status, 200, JSON.stringify(body))
      assert.equal(body.cancellation?.orders, 3)
    }
    const finished = await callOffFinished(house, owner, night)
    assert.deepEqual(finished.progress, {
      done: 3,
      waiting: 0,
      to_go: 0,
      disputed: 0,
      failed: 0,
      back_minor: 3 * ware.priceOf(2),
      under_way_minor: 0,
      released_minor: 0,
      failed_minor: 0,
    })
    for (const order of orders) {
      const { state, tickets } = await orderState(house, order)
      assert.deepEqual([state, tickets], ['refunded', 0])
      assert.equal((await refundsOf(house, order)).length, 1)
      const mails = await mailsAbout(house, order.order_id)
      const kind = ware.name === 'GA' ? 'night_cancelled' : 'booking_cancelled'
      assert.deepEqual([mails[kind], mails['refund']], [1, 1])
      const { text } = await mailTo(house, order.email, 'Cancelled: ')
      assert.match(text ?? '', /does not take place/)
      assert.match(text ?? '', /goes back to the card or account it came from/)
      assert.match(text ?? '', /within 5 to 10 working days/)
      const page = (await read(pageOf(house, order))).text
      assert.match(page, /This night is cancelled/)
      assert.match(page, /It does not take place, so we have sent/)
    }
    const deeds = await deedsOf(house, night.night_id)
    assert.deepEqual(
      deeds.map(({ action }) => action),
      ['night.called_off'],
    )
    await audit(house)
  })

  test(`${ware.name}: nothing of it is sold any more, and whoever is at checkout is told`, async () => {
    const night = await ware.open(house.db, 2)
    const order = await placeOrder(house, night.slug, night.wish(1))
    await clientSecretOf(house, order)
    await mustCallOff(house, owner, night)
    const refused = await tryToPlace(house, night.slug, night.wish(1))
    assert.equal(refused.body['code'], 'night_not_on_sale')
    const storefront = (await read(`${house.url}/nights/${night.slug}`)).text
    assert.match(storefront, /This night is cancelled/)
    assert.doesNotMatch(storefront, /Get tickets/)
    await eventually('its order has ended', async () => {
      return (await orderState(house, order)).state === 'expired'
    })
    assert.equal((await askToPay(house, order)).body.state, 'expired')
    const page = (await read(pageOf(house, order))).text
    assert.match(page, /It does not take place. You were not charged/)
    assert.doesNotMatch(page, /Choose (?:tickets|another table) again/)
    const { progress } = await callOffFinished(house, owner, night)
    assert.equal(progress.done, 0)
    await audit(house)
  })

  test(`${ware.name}: a guest whose bank takes its time gets all of it back when it comes`, async () => {
    const night = await ware.open(house.db, 2)
    const order = await placeOrder(house, night.slug, night.wish(1))
    await house.sim.control.holdPayments()
    assert.equal((await pay(house, order)).body.status, 'processing')
    await mustCallOff(house, owner, night)
    await callOffIs(house, owner, night, 'one is awaited', ({ progress }) => progress.to_go === 1)
    const { rows } = await house.db.query<{ id: string }>({
      text: `select payment_intent_id as id from payments where order_id = $1`,
      values: [order.order_id],
    })
    const payment_intent = rows[0]?.id ?? ''
    await house.sim.control.settlePayment({ payment_intent, ending: 'succeed' })
    await eventually('it is refunded', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    assert.deepEqual(
      (await refundsOf(house, order)).map(({ reason }) => reason),
      ['late_money'],
    )
    await callOffFinished(house, owner, night)
    assert.ok((await alertsAbout(house, order)).every(({ state }) => state === 'resolved'))
    await audit(house)
  })

  test(`${ware.name}: guests who pay in the very moment are refunded, or never charged`, async () => {
    const night = await ware.open(house.db, 8)
    const orders = []
    for (let n = 0; n < 8; n += 1) {
      const order = await placeOrder(house, night.slug, night.wish(1))
      orders.push({ ...order, client_secret: await clientSecretOf(house, order) })
    }
    const paying = orders.map((order) => confirm(house, order, order.client_secret))
    const [called] = await Promise.all([callOff(house, owner, night), ...paying])
    assert.equal(called.status, 200)
    const { progress } = await callOffFinished(house, owner, night)
    assert.equal(progress.failed, 0)
    for (const order of orders) {
      const ended = await eventually('the order has ended', async () => {
        const { state, tickets } = await orderState(house, order)
        const isOver = state === 'refunded' || state === 'expired'
        return isOver && tickets === 0 ? state : undefined
      })
      assert.equal((await refundsOf(house, order)).length, ended === 'refunded' ? 1 : 0)
    }
    await audit(house)
  })
}

test('another title, no reason, a draft, a night that is over or unknown: refused, with the field', async () => {
  const [ware] = wares
  const night = await ware!.open(house.db, 1)
  const refused = async (code: string, field: string, typed: object, at = night) => {
    const { status, body } = await callOff(house, owner, at, typed)
    assert.deepEqual([body.code, body.errors[0]?.field], [code, field], JSON.stringify(body))
    assert.ok(status >= 400 && status < 500)
  }
  await refused('night_title_differs', 'title', { title: 'Another night' })
  await refused('input_invalid', 'reason', { reason: ' ' })
  await refused('input_invalid', 'reason', { reason: 'x'.repeat(501) })
  await refused('night_unknown', 'id', {}, { ...night, night_id: 'ngt_none' })
  const change = (set: string) =>
    house.db.query({ text: `update nights set ${set} where id = $1`, values: [night.night_id] })
  await change(`state = 'draft'`)
  await refused('night_not_published', 'night', {})
  await change(`state = 'published', doors_at = now() - interval '9 hours',
    ends_at = now() - interval '1 minute'`)
  await refused('night_over', 'night', {})
  const { cancellation, night: shown } = await callOffOf(house, owner, night)
  assert.deepEqual([cancellation, shown.state], [null, 'published'])
})

test('capitals and spaces of the title do no harm, and owner and manager alone may', async () => {
  const [ware] = wares
  const night = await ware!.open(house.db, 1)
  const { night: shown } = await callOffOf(house, manager, night)
  for (const role of ['host', 'door'] as const) {
    const member = await signedInAs(house, role)
    const { status, body } = await callOff(house, member, night)
    assert.deepEqual([status, body.code], [403, 'not_permitted'])
  }
  const title = `  ${shown.title.toUpperCase()} `
  assert.equal((await callOff(house, manager, night, { title })).status, 200)
  const { by, reason } = await callOffFinished(house, owner, night)
  assert.match(by, /\w/)
  assert.equal(reason, 'The sound system is broken.')
})
