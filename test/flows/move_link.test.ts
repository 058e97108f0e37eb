import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose, audit } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { mailTo } from '../deposits.ts'
import { shownOrder } from '../desk.ts'
import {
  askToPay,
  clientSecretOf,
  eventually,
  intentsAtStripe,
  orderState,
  pay,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { endHold } from '../late_money.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { giveBack, refundsOf } from '../money_back.ts'
import { buyAt, mustMove, nightAt, standsAt, wantedFor } from '../move.ts'
import {
  askForDifference,
  mustOffer,
  offered,
  offerFor,
  offersOf,
  stateIs,
  takeOfferBack,
} from '../move_link.ts'
import { pageOf, read } from '../party.ts'
import { keys } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { takenOf } from '../ware.ts'

// What another night costs more is asked for by a link first, and then the order moves.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const titled = (night_id: string, title: string) =>
  house.db.query({ text: `update nights set title = $2 where id = $1`, values: [night_id, title] })

test('the guest pays the difference by a link, and the order moves in that moment, once', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  await titled(from.night_id, 'Concrete Garden')
  await titled(to.night_id, 'Velvet Static')
  // Nothing moves before: both nights keep the places.
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 2])
  const { codes } = await standsAt(house, order)
  const asked = await mailTo(house, order.email, 'Move to ')
  assert.match(asked.text ?? '', new RegExp(`/orders/${difference.order_id}/.+/checkout`))
  const [waiting] = await offersOf(house, owner, order)
  assert.deepEqual([waiting?.state, waiting?.amount_minor], ['waiting', 3000])
  assert.ok(waiting?.expires_at)
  const checkout = await read(`${pageOf(house, difference)}/checkout`)
  assert.match(checkout.text, /Your tickets move from Concrete Garden to Velvet Static: €30 more\./)
  assert.match((await read(pageOf(house, difference))).text, /your tickets move from/)
  await audit(house)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  assert.deepEqual(await standsAt(house, order), { night_id: to.night_id, heads: 2, codes })
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 2])
  assert.equal((await intentsAtStripe(house, difference))[0]?.amount_received, 3000)
  const moved = await mailTo(house, order.email, 'Now for Velvet Static')
  assert.match(moved.text ?? '', /€30 more: you have paid that/)
  assert.match((await read(pageOf(house, order))).text, /Velvet Static/)
  assert.match((await read(pageOf(house, difference))).text, /You have moved/)
  assert.equal((await offersOf(house, owner, order))[0]?.state, 'moved')
  assert.equal(
    (await shownOrder(house, owner, difference)).offers[0]?.moved_order_id,
    order.order_id,
  )
  const { body } = await dashboard<{ rows: { kind: string }[] }>(
    house,
    owner,
    'GET',
    `orders?q=${difference.order_id}`,
  )
  assert.deepEqual(
    body.rows.map(({ kind }) => kind),
    ['difference'],
  )
  const deeds = await deedsOf(house, order.order_id)
  assert.deepEqual(
    deeds.map(({ action }) => action),
    ['order.move_offered', 'order.moved'],
  )
  assert.equal((await orderState(house, order)).state, 'fulfilled')
  await audit(house)
})

test('a card is declined, the next one is asked for 3-D Secure, and then it moves', async () => {
  const { to, order, difference } = await offered(house, owner)
  assert.equal((await pay(house, difference, 'pm_card_chargeDeclined')).status, 402)
  const challenged = await pay(house, difference, 'pm_card_threeDSecure2Required')
  assert.equal(challenged.body.status, 'requires_action')
  assert.equal((await orderState(house, difference)).state, 'open')
  const [intent] = await intentsAtStripe(house, difference)
  const payment_intent = intent?.id ?? ''
  await house.sim.control.authenticate({ payment_intent, answer: 'complete' })
  await stateIs(house, difference, 'fulfilled')
  assert.equal((await standsAt(house, order)).night_id, to.night_id)
  await audit(house)
})

test('nobody pays: the link is over with its hold, and the order stays where it was', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  await clientSecretOf(house, difference)
  await endHold(house, difference)
  await stateIs(house, difference, 'expired')
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 0])
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  assert.equal((await offersOf(house, owner, order))[0]?.state, 'expired')
  const page = await read(pageOf(house, difference))
  assert.match(page.text, /Not moved.*your tickets stay for/)
  // Somebody may ask anew.
  await mustOffer(house, owner, order, to)
  await audit(house)
})

test('the house takes it back: nothing can be paid, and the places are on sale again', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  await assert.rejects(wantedFor(house, owner, order, to), /move_waits/)
  assert.equal((await takeOfferBack(house, owner, order, difference)).status, 200)
  await stateIs(house, difference, 'expired')
  assert.equal((await takeOfferBack(house, owner, order, difference)).status, 200)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 0])
  assert.equal((await askToPay(house, difference)).body.state, 'expired')
  const [offer] = await offersOf(house, owner, order)
  assert.deepEqual([offer?.state, offer?.can_withdraw], ['withdrawn', false])
  assert.equal((await deedsOf(house, order.order_id)).length, 2)
  await mustMove(house, owner, order, to)
  await audit(house)
})

test('the news of the payment comes nine times, and it moves once', async () => {
  const { to, order, difference } = await offered(house, owner)
  const type = 'payment_intent.succeeded'
  await house.sim.control.failWebhooks({ type, effect: 'duplicate', copies: 8 })
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  await house.sim.control.idle({ timeout_ms: 60_000 })
  assert.deepEqual(await refundsOf(house, difference), [])
  assert.equal((await standsAt(house, order)).night_id, to.night_id)
  assert.equal((await deedsOf(house, order.order_id)).length, 2)
  await audit(house)
})

test('it holds the last places of the other night, and no more are given away', async () => {
  const { from, to, order, difference } = await offered(house, owner, 2)
  const late = await tryToPlace(house, to.slug, { [to.types[0] ?? '']: 1 })
  assert.equal(late.body['code'], 'sold_out')
  const other = await buyAt(house, 'GA', from)
  const wanted = await offerFor(house, owner, other, to).catch(() => undefined)
  assert.equal(
    (await askForDifference(house, owner, other, wanted ?? {})).status >= 400,
    true,
    'nothing is left to be offered',
  )
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [2, 2])
  assert.equal((await standsAt(house, order)).heads, 2)
  await audit(house)
})

test('two members ask at once, and one presses twice: the guest has one link', async () => {
  const from = await nightAt(house, 5000)
  const to = await nightAt(house, 8000)
  const order = await buyAt(house, 'GA', from)
  const manager = await signedInAs(house, 'manager')
  const one = await offerFor(house, owner, order, to)
  const other = await offerFor(house, manager, order, to)
  const answers = await Promise.all([
    askForDifference(house, owner, order, one),
    askForDifference(house, manager, order, other),
    askForDifference(house, owner, order, one),
    askForDifference(house, manager, order, other),
  ])
  const made = answers.filter(({ status }) => status === 201)
  assert.equal(made.length, 2, JSON.stringify(answers))
  assert.equal(made[0]?.body.pay_url, made[1]?.body.pay_url)
  for (const { status, body } of answers)
    if (status !== 201) assert.equal((body as { code?: string }).code, 'move_waits')
  assert.equal(await takenOf(house, to), 2)
  assert.equal((await offersOf(house, owner, order)).length, 1)
  await audit(house)
})

test('a whole refund gives back the difference, too; a later move has counted both', async () => {
  const { from, to, order, difference } = await offered(house, owner)
  await pay(house, difference)
  await stateIs(house, difference, 'fulfilled')
  const middle = await nightAt(house, 7000)
  const moved = await mustMove(house, owner, order, middle)
  assert.equal(moved.difference_minor, -1000)
  await eventually('the order of the difference has gone along', async () => {
    return (
      (await shownOrder(house, owner, difference)).night.title ===
      (await shownOrder(house, owner, order)).night.title
    )
  })
  const { tickets } = await shownOrder(house, owner, order)
  assert.deepEqual(
    tickets.map(({ worth_minor }) => worth_minor),
    [null, null],
  )
  assert.equal((await shownOrder(house, owner, order)).actions.differences_minor, 3000)
  await giveBack(house, order, 'everything')
  await stateIs(house, order, 'refunded')
  await stateIs(house, difference, 'refunded')
  const amounts = async (one: GuestOrder) =>
    (await refundsOf(house, one)).map(({ amount }) => amount).toSorted((a, b) => a - b)
  assert.deepEqual([await amounts(order), await amounts(difference)], [[1000, 4000], [3000]])
  for (const night of [from, to, middle]) assert.equal(await takenOf(house, night), 0)
  await audit(house)
})

test('what cannot be asked for is refused with its reason', async () => {
  const [from, to] = [await nightAt(house, 5000), await nightAt(house, 8000)]
  const [order, party] = [await buyAt(house, 'GA', from), await buyAt(house, 'VIP', from)]
  const refusedFor = async (one: GuestOrder, wanted: object) =>
    ((await askForDifference(house, owner, one, wanted)).body as { code?: string }).code
  const cheaper = await offerFor(house, owner, order, await nightAt(house, 5000))
  assert.equal(await refusedFor(order, cheaper), 'move_costs_no_more')
  const tiny = await offerFor(house, owner, order, await nightAt(house, 5020))
  assert.equal(await refusedFor(order, tiny), 'total_too_small')
  const wanted = await offerFor(house, owner, order, to)
  assert.equal(await refusedFor(order, { ...wanted, difference_minor: 1 }), 'move_price_changed')
  assert.equal(await refusedFor(order, { ...wanted, offer_id: 'x' }), 'input_invalid')
  assert.equal(await refusedFor(party, { ...wanted }), 'move_of_table')
  const host = await signedInAs(house, 'host')
  assert.equal((await askForDifference(house, host, order, wanted)).status, 403)
  const difference = await mustOffer(house, owner, order, to)
  assert.equal((await takeOfferBack(house, host, order, difference)).status, 403)
  assert.equal((await takeOfferBack(house, owner, party, difference)).status, 404)
  await audit(house)
})
