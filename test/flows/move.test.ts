import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose, audit } from '../audit.ts'
import { callOffFinished, mustCallOff } from '../calloff.ts'
import { mailTo } from '../deposits.ts'
import { shownOrder } from '../desk.ts'
import { eventually, intentsAtStripe, orderState } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { askToMove, buyAt, moveWares, mustMove, nightAt, standsAt, wantedFor } from '../move.ts'
import { giveBack, refundIs, refundsAtStripe, refundsOf } from '../money_back.ts'
import { DOOR_KEY, pageOf, read, scanPass } from '../party.ts'
import { keys } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { takenOf } from '../ware.ts'

// An owner or a manager moves an order to another night: what it costs less goes back, once.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DOOR_API_KEY: DOOR_KEY, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** The nights' addresses have their titles. */
const titled = (night_id: string, title: string) =>
  house.db.query({ text: `update nights set title = $2 where id = $1`, values: [night_id, title] })

for (const ware of moveWares) {
  test(`${ware}: at the same price it moves at once, and keeps its codes`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
    await titled(from.night_id, 'Concrete Garden')
    await titled(to.night_id, 'Velvet Static')
    const order = await buyAt(house, ware, from)
    const before_it = await standsAt(house, order)
    assert.deepEqual(
      await mustMove(house, owner, order, to).then(({ night }) => night.title),
      'Velvet Static',
    )
    assert.deepEqual(await standsAt(house, order), { ...before_it, night_id: to.night_id })
    assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 2])
    assert.deepEqual(await refundsOf(house, order), [])
    const shown = await shownOrder(house, owner, order)
    assert.equal(shown.night.title, 'Velvet Static')
    assert.match(
      shown.story.map(({ sentence }) => sentence).join('\n'),
      /Ordered for Concrete Garden[^]*moved to another night\. Concrete Garden → Velvet Static\./,
    )
    assert.match((await read(pageOf(house, order))).text, /Velvet Static/)
    const { text } = await mailTo(house, order.email, 'Now for Velvet Static')
    assert.match(text ?? '', /This was for Concrete Garden/)
    assert.doesNotMatch(text ?? '', /less/)
    const deeds = await deedsOf(house, order.order_id)
    assert.deepEqual(
      deeds.map(({ action }) => action),
      ['order.moved'],
    )
    await audit(house)
  })

  test(`${ware}: what it costs less goes back, once; the rest when all of it is refunded`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 3000)]
    const order = await buyAt(house, ware, from)
    const moved = await mustMove(house, owner, order, to)
    assert.equal(moved.difference_minor, -2000)
    const [refund] = await refundsOf(house, order)
    assert.deepEqual([refund?.amount, refund?.reason], [2000, 'moved'])
    await refundIs(house, order, refund?.id ?? '', 'succeeded')
    const { text } = await mailTo(house, order.email, 'Now for ')
    assert.match(text ?? '', /costs €20 less/)
    await audit(house)
    const [intent] = await intentsAtStripe(house, order)
    const back = async () =>
      (await refundsAtStripe(house, { intent: intent?.id ?? '' })).map(({ amount }) => amount)
    assert.deepEqual(await back(), [2000])
    const rest = await giveBack(house, order, 'everything')
    await refundIs(house, order, rest, 'succeeded')
    assert.deepEqual(
      (await back()).toSorted((a, b) => a - b),
      [2000, 3000],
    )
    assert.equal((await orderState(house, order)).state, 'refunded')
    assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 0])
    await audit(house)
  })

  test(`${ware}: what it costs more is let go by who says so, and by nobody else`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 8000)]
    const order = await buyAt(house, ware, from)
    const wanted = await wantedFor(house, owner, order, to)
    assert.equal(wanted.difference_minor, 3000)
    const refused = await askToMove(house, owner, order, { ...wanted, waives: false })
    assert.equal(refused.body.code, 'move_costs_more', JSON.stringify(refused.body))
    assert.equal((await standsAt(house, order)).night_id, from.night_id)
    assert.equal((await askToMove(house, owner, order, wanted)).status, 200)
    // Back again: what was let go was never paid, and does not come back.
    await mustMove(house, owner, order, from)
    assert.deepEqual(await refundsOf(house, order), [])
    assert.equal((await standsAt(house, order)).night_id, from.night_id)
    await audit(house)
  })

  test(`${ware}: the door of the old night says where it is valid now, the new one lets it in`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
    await titled(to.night_id, 'Velvet Static')
    const order = await buyAt(house, ware, from)
    await mustMove(house, owner, order, to)
    const { codes } = await standsAt(house, order)
    const refused = await scanPass(house, codes[0] ?? '', from.slug)
    assert.equal(refused.body.code, 'other_night', JSON.stringify(refused.body))
    assert.match(JSON.stringify(refused.body), /Velvet Static/)
    assert.equal((await scanPass(house, codes[0] ?? '', to.slug)).status, 201)
    await audit(house)
  })

  test(`${ware}: the night that it has left is called off without it, its own one with it`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 3000)]
    const order = await buyAt(house, ware, from)
    await mustMove(house, owner, order, to)
    await mustCallOff(house, owner, from)
    await callOffFinished(house, owner, from)
    assert.equal((await orderState(house, order)).state, 'fulfilled')
    await mustCallOff(house, owner, to)
    await callOffFinished(house, owner, to)
    await eventually('all of it is back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    const refunds = await refundsOf(house, order)
    assert.deepEqual(
      refunds.map(({ amount }) => amount).toSorted((a, b) => a - b),
      [2000, 3000],
    )
    await audit(house)
  })
}
