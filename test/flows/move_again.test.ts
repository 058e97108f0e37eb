import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { desk, shownOrder } from '../desk.ts'
import { eventually, intentsAtStripe } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import {
  askToMove,
  buyAt,
  moveWares,
  mustMove,
  nightAt,
  quoteOf,
  standsAt,
  wantedFor,
  type MoveWare,
} from '../move.ts'
import { giveBack, keepOursBack, refundAtStripe, refundIs, refundsOf } from '../money_back.ts'
import { keys } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { lockWaits } from '../till.ts'

// What went back for a move is counted once, however it came back, when the order moves again.

let house: House
let owner: Browser
let manager: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
})
after(() => auditAndClose(house))

type Order = Awaited<ReturnType<typeof buyAt>>

/** An order that has moved to a night for 20 euros less, which its guest's bank did not take. */
async function movedInVain(ware: MoveWare): Promise<Order> {
  const order = await buyAt(house, ware, await nightAt(house, 5000))
  await mustMove(house, owner, order, await nightAt(house, 3000))
  const [moved] = await refundsOf(house, order)
  const sent = await refundIs(house, order, moved?.id ?? '', 'succeeded')
  const refund = sent.stripe_refund_id ?? ''
  await house.sim.control.settleRefund({ refund, ending: 'fail' })
  await refundIs(house, order, sent.id, 'failed')
  return order
}

const refused = async (order: Order) => (await quoteOf(house, owner, order)).body.code

for (const ware of moveWares) {
  test(`${ware}: what failed and was given back by amount is not given back by the next move`, async () => {
    const order = await movedInVain(ware)
    assert.equal(await refused(order), 'move_money_under_way')
    const again = await giveBack(house, order, { amount_minor: 2000 })
    await refundIs(house, order, again, 'succeeded')
    assert.equal((await quoteOf(house, owner, order)).body.paid_minor, 3000)
    const same = await mustMove(house, owner, order, await nightAt(house, 3000))
    assert.equal(same.difference_minor, 0)
    const cheap = await mustMove(house, owner, order, await nightAt(house, 2000))
    assert.equal(cheap.difference_minor, -1000)
    const standing = (await refundsOf(house, order)).filter(({ state }) => state !== 'failed')
    assert.equal(
      standing.reduce((sum, { amount }) => sum + amount, 0),
      3000,
    )
    await audit(house)
  })

  test(`${ware}: where one of Stripe’s dashboard took its place, both count as what went back`, async () => {
    const order = await buyAt(house, ware, await nightAt(house, 5000))
    const send = await keepOursBack(house, order)
    await mustMove(house, owner, order, await nightAt(house, 2000))
    const [intent] = await intentsAtStripe(house, order)
    await refundAtStripe(house, { intent: intent?.id ?? '' }, 2500)
    await eventually('it takes the place of ours', async () => {
      return (await refundsOf(house, order)).some(({ reason }) => reason === 'stripe')
    })
    await send()
    await eventually('both are back', async () => {
      const states = (await refundsOf(house, order)).map(({ state }) => state).toSorted()
      return states.join() === 'failed,succeeded,succeeded'
    })
    assert.deepEqual(
      (await refundsOf(house, order)).map(({ reason, amount }) => `${reason} ${amount}`).toSorted(),
      ['moved 3000', 'moved 500', 'stripe 2500'],
    )
    await audit(house)
    assert.equal((await quoteOf(house, owner, order)).body.paid_minor, 2000)
    const moved = await mustMove(house, owner, order, await nightAt(house, 2000))
    assert.equal(moved.difference_minor, 0)
    assert.equal((await refundsOf(house, order)).length, 3)
    await audit(house)
  })

  test(`${ware}: who has not seen that somebody else moved it has to look again`, async () => {
    const from = await nightAt(house, 5000)
    const order = await buyAt(house, ware, from)
    const [one, other] = [await nightAt(house, 5000), await nightAt(house, 5000)]
    const wanted = await wantedFor(house, manager, order, other)
    assert.equal(wanted['from_night_id'], from.night_id)
    await mustMove(house, owner, order, one)
    const late = await askToMove(house, manager, order, wanted)
    assert.deepEqual([late.status, late.body.code], [409, 'move_moved_on'])
    assert.equal(late.body.errors[0]?.field, 'from_night_id')
    assert.equal((await standsAt(house, order)).night_id, one.night_id)
    await mustMove(house, manager, order, other)
    assert.equal((await standsAt(house, order)).night_id, other.night_id)
    await audit(house)
  })

  test(`${ware}: part of it was refunded in Stripe: it waits until somebody has said what for`, async () => {
    const order = await buyAt(house, ware, await nightAt(house, 5000))
    const [intent] = await intentsAtStripe(house, order)
    await refundAtStripe(house, { intent: intent?.id ?? '' }, 2500)
    const alert = await eventually('the house is told', async () => {
      const { rows } = await house.db.query<{ id: string }>({
        text: `select id from alerts where kind = 'refund_outside' and detail ->> 'order' = $1`,
        values: [order.order_id],
      })
      return rows[0]
    })
    await eventually('it is back', async () => {
      return (await refundsOf(house, order))[0]?.state === 'succeeded'
    })
    assert.equal(await refused(order), 'move_money_under_way')
    const said = { reason: 'For peace: both tickets count.' }
    const path = `alerts/${alert.id}/resolve`
    assert.equal((await dashboard(house, owner, 'POST', path, said)).status, 200)
    const moved = await mustMove(house, owner, order, await nightAt(house, 5000))
    assert.equal(moved.difference_minor, 0)
    await audit(house)
  })
}

test('a ticket of a cheaper night is not refunded at the old price, though nothing has arrived', async () => {
  const order = await movedInVain('GA')
  const { tickets } = await shownOrder(house, owner, order)
  const what = { ticket_ids: [tickets[0]?.id] }
  const refund = { refund_id: newId('rfd'), what, left_minor: 5000 }
  const { body } = await desk(house, owner, order, '/refund', refund)
  assert.equal(body.code, 'refund_tickets_moved', JSON.stringify(body))
  const again = await giveBack(house, order, { amount_minor: 2000 })
  await refundIs(house, order, again, 'succeeded')
  await audit(house)
})

test('a move is dated when it is written, and not when it began to wait', async () => {
  const order = await buyAt(house, 'GA', await nightAt(house, 5000))
  const wanted = await wantedFor(house, owner, order, await nightAt(house, 5000))
  const client = await house.db.connect()
  await client.query('begin')
  const values = [order.order_id]
  await client.query({ text: 'select from orders where id = $1 for update', values })
  const moving = askToMove(house, owner, order, wanted)
  await lockWaits(house, 1, client)
  const { rows } = await client.query<{ now: string }>('select clock_timestamp()::text as now')
  await client.query('commit')
  client.release()
  assert.equal((await moving).status, 200)
  const { rowCount } = await house.db.query({
    text: `select from order_moves where order_id = $1 and moved_at > $2`,
    values: [order.order_id, rows[0]?.now],
  })
  assert.equal(rowCount, 1)
  await audit(house)
})
