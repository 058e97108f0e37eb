import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { eventually, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { pageOf, read } from '../party.ts'
import { hideIntents, orderAtCheckout, payAtStripe } from '../sweep.ts'
import { wares } from '../ware.ts'

// "You have not been charged" is said where Stripe has just said so. A guest who comes back from
// paying may be faster than its event, and somebody may have asked in the moment before.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

const DENIED = /have not been charged/

const stageOf = (page: string) => /data-stage="(\w+)"/.exec(page)?.[1]
const versionIn = (page: string) => /data-version="([^"]+)"/.exec(page)?.[1]

async function look(order: GuestOrder): Promise<string> {
  const { status, text } = await read(pageOf(house, order))
  assert.equal(status, 200)
  return text
}

/** What a page that follows an order is told: does it have to be drawn anew? */
async function isTold(order: GuestOrder, page: string): Promise<boolean> {
  const answer = await fetch(`${pageOf(house, order)}/state`)
  const { version } = (await answer.json()) as { version: string }
  return version !== versionIn(page)
}

/** Somebody asked a moment ago, before the guest paid: the sweep, or a page in another tab. */
async function askedJustNow({ order_id }: GuestOrder): Promise<void> {
  await house.db.query({
    text: `update payments set asked_at = now() where order_id = $1`,
    values: [order_id],
  })
}

for (const ware of wares) {
  test(`F03: the guest is back before the event, and Stripe was asked just before: nothing is denied (${ware.name})`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: 100 })
    const order = await orderAtCheckout(house, 2, ware)
    await payAtStripe(house, order)
    await askedJustNow(order)
    const page = await look(order)
    assert.equal(stageOf(page), 'checking')
    assert.match(page, /data-followed="true"/)
    assert.doesNotMatch(page, DENIED)
    assert.ok(await isTold(order, page), 'it draws itself anew with the next question')
    await eventually('the tickets are there', async () => stageOf(await look(order)) === 'ready')
    await house.sim.control.clearFaults()
    await audit(house)
  })

  test(`F73: while Stripe says nothing of a payment the page does not, either (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    const open = await look(order)
    assert.equal(stageOf(open), 'payable')
    assert.match(open, DENIED)
    assert.match(open, /data-followed="true"/)
    assert.equal(await isTold(order, open), false, 'and it stays as it is')

    await hideIntents(house)
    const unsure = await look(order)
    assert.equal(stageOf(unsure), 'checking')
    assert.doesNotMatch(unsure, DENIED)
    assert.ok(await isTold(order, unsure))
    await house.sim.control.clearFaults()
    await eventually('it is known', async () => stageOf(await look(order)) === 'payable')
    await audit(house)
  })
}
