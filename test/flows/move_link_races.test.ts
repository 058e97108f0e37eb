import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { desk } from '../desk.ts'
import { clientSecretOf, confirm, orderState, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { meet } from '../meet.ts'
import { signedInAs, type Browser } from '../member.ts'
import { refundsOf } from '../money_back.ts'
import { buyAt, nightAt, standsAt } from '../move.ts'
import { mustOffer, offered, stateIs, takeOfferBack } from '../move_link.ts'
import { keys, scanPass } from '../staff.ts'
import { takenOf } from '../ware.ts'

// The difference of a move is paid in the moment in which something else happens to the order: the
// locks decide, and the money buys the move or goes back, once. The sweep is off, so that nobody
// else waits for a lock.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const ORDER = 'select from orders where id = $1'
type Race = () => Promise<{ status: number }>

/** Both of them behind that lock, the payment's news first or last; the other one's answer. */
async function race(
  gate: string,
  id: string,
  difference: GuestOrder,
  other: Race,
  isPaidFirst: boolean,
): Promise<number> {
  const secret = await clientSecretOf(house, difference)
  const paying: Race = () => confirm(house, difference, secret)
  const races = isPaidFirst ? [paying, other] : [other, paying]
  const answers = await meet(house, gate, id, races)
  return answers[isPaidFirst ? 1 : 0]?.status ?? 0
}

async function moneyIsBack(difference: GuestOrder): Promise<void> {
  await stateIs(house, difference, 'refunded')
  assert.deepEqual(
    (await refundsOf(house, difference)).map(({ amount, reason }) => [amount, reason]),
    [[3000, 'late_money']],
  )
}

for (const isPaidFirst of [true, false]) {
  const first = isPaidFirst ? 'the money' : 'the other'

  test(`the link is paid and taken back at once, ${first} first: it has moved, or the money is back`, async () => {
    const { from, to, order, difference } = await offered(house, owner)
    const back: Race = () => takeOfferBack(house, owner, order, difference)
    const status = await race(ORDER, difference.order_id, difference, back, isPaidFirst)
    assert.equal(status, isPaidFirst ? 409 : 200)
    if (isPaidFirst) await stateIs(house, difference, 'fulfilled')
    else await moneyIsBack(difference)
    const { night_id, heads } = await standsAt(house, order)
    assert.deepEqual([night_id, heads], [isPaidFirst ? to.night_id : from.night_id, 2])
    const taken = [await takenOf(house, from), await takenOf(house, to)]
    assert.deepEqual(taken, isPaidFirst ? [0, 2] : [2, 0])
    await audit(house)
  })

  test(`the difference is paid and all of the order refunded at once, ${first} first: all of it is back, once`, async () => {
    const { from, to, order, difference } = await offered(house, owner)
    const what = { refund_id: newId('rfd'), what: 'everything' }
    const refund: Race = () => desk(house, owner, order, '/refund', what)
    const status = await race(ORDER, order.order_id, difference, refund, isPaidFirst)
    assert.equal(status, 201)
    await stateIs(house, order, 'refunded')
    if (isPaidFirst) await stateIs(house, difference, 'refunded')
    else await moneyIsBack(difference)
    const amounts = [...(await refundsOf(house, order)), ...(await refundsOf(house, difference))]
    assert.deepEqual(
      amounts.map(({ amount }) => amount),
      [5000, 3000],
    )
    assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 0])
    await audit(house)
  })

  test(`the difference is paid and somebody goes in at once, ${first} first: moved or in, never both`, async () => {
    const { from, to, order, difference } = await offered(house, owner)
    const { codes } = await standsAt(house, order)
    const scan: Race = () => scanPass(house, from.slug, codes[0] ?? '')
    const gate = 'select from tickets where order_id = $1'
    const status = await race(gate, order.order_id, difference, scan, isPaidFirst)
    assert.equal(status, isPaidFirst ? 409 : 201)
    if (isPaidFirst) await stateIs(house, difference, 'fulfilled')
    else await moneyIsBack(difference)
    const { night_id } = await standsAt(house, order)
    assert.equal(night_id, isPaidFirst ? to.night_id : from.night_id)
    await audit(house)
  })
}

test('two differences of one party of friends are paid at once, and both move', async () => {
  const [from, to] = [await nightAt(house, 5000), await nightAt(house, 8000, { capacity: 4 })]
  const orders = [await buyAt(house, 'GA', from), await buyAt(house, 'GA', from)]
  const differences: GuestOrder[] = []
  for (const order of orders) differences.push(await mustOffer(house, owner, order, to))
  const secrets: [GuestOrder, string][] = []
  for (const one of differences) secrets.push([one, await clientSecretOf(house, one)])
  const races = secrets.map(
    ([one, secret]): Race =>
      () =>
        confirm(house, one, secret),
  )
  await meet(house, 'select from ticket_types where id = $1', from.types[0] ?? '', races)
  for (const one of differences) await stateIs(house, one, 'fulfilled')
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 4])
  for (const order of orders) assert.equal((await orderState(house, order)).tickets, 2)
  await audit(house)
})
