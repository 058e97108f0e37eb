import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { openHouse, type House } from '../house.ts'
import { buy } from '../money_back.ts'
import { ga } from '../ware.ts'

// Whatever names an order and a part of one names the same order: the database itself refuses the
// rest, so that no fault of ours can hand one guest's ticket or money to another.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

/** Two paid orders, and a refusal of what would mix them up, by the constraint that refuses. */
async function twoOrders() {
  const [one, other] = [await buy(house, ga, 1), await buy(house, ga, 1)]
  return { one, other, values: [one.order_id, other.order_id] }
}

const refused = (text: string, values: string[], constraint: RegExp) =>
  assert.rejects(house.db.query({ text, values }), constraint)

test('F35: the database refuses a ticket and a hold of one order on a line of another', async () => {
  const { values } = await twoOrders()
  for (const [table, constraint] of [
    ['tickets', /ticket_of_its_order/],
    ['holds', /hold_of_its_order/],
  ] as const)
    await refused(`update ${table} set order_id = $2 where order_id = $1`, values, constraint)
  await audit(house)
})

test('F58: the database refuses a refund of one order on the payment of another', async () => {
  const { values } = await twoOrders()
  await refused(
    `insert into refunds (id, payment_id, order_id, reason, amount_minor, currency, requested_by)
     select $3, id, $2, 'owner', 1, currency, 'Owner' from payments where order_id = $1`,
    [...values, newId('rfd')],
    /refund_of_its_orders_payment/,
  )
  await audit(house)
})

test('F58: the database refuses a ticket that is void for a refund of another order', async () => {
  const { values } = await twoOrders()
  await refused(
    `with made as (
       insert into refunds (id, payment_id, order_id, reason, amount_minor, currency, requested_by)
       select $3, id, order_id, 'owner', 1, currency, 'Owner' from payments where order_id = $1
       returning id)
     update tickets set state = 'voided', voided_at = now(), voided_reason = 'refunded',
            refund_id = made.id
       from made where order_id = $2`,
    [...values, newId('rfd')],
    /voided_by_its_orders_refund/,
  )
  await audit(house)
})

test('F65: the database refuses a dispute of one order about the payment of another', async () => {
  const { values } = await twoOrders()
  await refused(
    `insert into disputes (id, stripe_dispute_id, payment_id, order_id, stripe_status, reason,
                           amount_minor, currency)
     select $3, 'dp_of_another', id, $2, 'needs_response', 'fraudulent', 1, currency
       from payments where order_id = $1`,
    [...values, newId('dsp')],
    /dispute_of_its_orders_payment/,
  )
  await audit(house)
})
