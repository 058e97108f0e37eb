import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { callOffFinished, mustCallOff } from '../calloff.ts'
import { dispute, searchDoor } from '../door.ts'
import { askToPay, eventually, intentsAtStripe, pay, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { giveBack, refundsOf } from '../money_back.ts'
import { standsAt } from '../move.ts'
import { offered, stateIs, takeOfferBack } from '../move_link.ts'
import { pageOf, read } from '../party.ts'
import { keys, scanPass } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { takenOf } from '../ware.ts'

// The order that is to move says so, and a bank that argues about the difference is heard.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const state = async (order: GuestOrder) =>
  (await (await fetch(`${pageOf(house, order)}/state`)).json()) as { version: string }

/** How a bank has ended what it argued about an order's money. */
async function close(order: GuestOrder, ending: 'won' | 'lost'): Promise<void> {
  const { rows } = await house.db.query<{ stripe_dispute_id: string }>({
    text: `select stripe_dispute_id from disputes where order_id = $1`,
    values: [order.order_id],
  })
  await house.sim.control.closeDispute({ dispute: rows[0]!.stripe_dispute_id, ending })
  await eventually(`the dispute is ${ending}`, async () => {
    const { rowCount } = await house.db.query({
      text: `select from disputes where order_id = $1 and state = $2`,
      values: [order.order_id, ending],
    })
    return rowCount === 1
  })
}

test('the page of the order says what waits and leads to it, in both languages, until it is decided', async () => {
  const { order, difference } = await offered(house, owner)
  const link = `${pageOf(house, difference).replace(house.url, '')}/checkout`
  const { text } = await read(pageOf(house, order))
  assert.match(text, /Your tickets can move to [^<]+ for €30 more\. Pay by /)
  assert.ok(text.includes(`href="${link}"`), 'it leads to where it is paid')
  const headers = { 'accept-language': 'es' }
  const spanish = await (await fetch(pageOf(house, order), { headers })).text()
  assert.match(spanish, /Tus entradas pueden pasar a [^<]+ por 30\s*€ más/u)
  assert.match(spanish, /Pagar la diferencia/)
  const { version } = await state(order)
  await takeOfferBack(house, owner, order, difference)
  assert.doesNotMatch((await read(pageOf(house, order))).text, /Your tickets can move to/)
  assert.notEqual((await state(order)).version, version, 'the page that is open is drawn anew')
})

test('a preview of either order holds no secret of the other', async () => {
  const { order, difference } = await offered(house, owner)
  for (const one of [order, difference]) {
    const paths = ['page', 'mails/next'].map(
      (what) => `/dashboard/orders/${one.order_id}/preview/${what}`,
    )
    for (const path of paths) {
      const { status, text } = await owner.get(path)
      assert.equal(status, 200, path)
      for (const { secret } of [order, difference])
        assert.ok(!text.includes(secret), `${path} holds no secret`)
    }
  }
})

test('a bank argues about the difference: the door stops what it has moved, until that is won', async () => {
  const { to, order, difference } = await offered(house, owner)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  const { codes } = await standsAt(house, order)
  await dispute(house, difference)
  const { status, code } = await scanPass(house, to.slug, codes[0] ?? '')
  assert.deepEqual([status, code], [409, 'ticket_disputed'])
  await house.db.query({
    text: `update orders set guest_name = 'Ottoline' where id = $1`,
    values: [order.order_id],
  })
  const isDisputed = async () =>
    (await searchDoor(house, owner, to.slug, 'ottoline')).orders.map((one) => one.is_disputed)
  assert.deepEqual(await isDisputed(), [true], 'the list says so before it is pressed')
  await close(difference, 'won')
  assert.deepEqual(await isDisputed(), [false])
  assert.equal((await scanPass(house, to.slug, codes[0] ?? '')).status, 201)
  await audit(house)
})

test('all of an order is refunded while a bank argues about its difference: what is won goes back, too', async () => {
  const { to, order, difference } = await offered(house, owner)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  await dispute(house, difference)
  await giveBack(house, order, 'everything')
  await stateIs(house, order, 'refunded')
  assert.deepEqual(await refundsOf(house, difference), [], 'it would leave twice')
  await audit(house)
  await close(difference, 'won')
  await stateIs(house, difference, 'refunded')
  assert.deepEqual(
    (await refundsOf(house, difference)).map(({ amount }) => amount),
    [3000],
  )
  assert.equal(await takenOf(house, to), 0)
  await audit(house)
})

test('the night that it would leave is called off while the link waits: nobody can pay any more', async () => {
  const { from, order, difference } = await offered(house, owner)
  await mustCallOff(house, owner, from)
  await callOffFinished(house, owner, from)
  await stateIs(house, order, 'refunded')
  const { body } = await askToPay(house, difference)
  assert.equal((body as { code?: string }).code, 'move_over')
  for (const { amount_received } of await intentsAtStripe(house, difference))
    assert.equal(amount_received, 0)
  assert.doesNotMatch((await read(pageOf(house, order))).text, /Your tickets can move to/)
  await audit(house)
})
