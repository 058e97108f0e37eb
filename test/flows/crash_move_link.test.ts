import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { steps, type Step } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { aloneUntilDead, isOfferStep, openScene, startToDie, type Scene } from '../crash.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  pay,
  placeOrder,
} from '../guest.ts'
import { confirmAtStripe } from '../late_money.ts'
import { deedsOf, signedInAs } from '../member.ts'
import { nightAt, standsAt, wishOf } from '../move.ts'
import { askForDifference, differenceOf, offerFor, stateIs, takeOfferBack } from '../move_link.ts'
import { refundsOf } from '../money_back.ts'
import { takenOf } from '../ware.ts'

// A process dies while a guest is asked for the difference of a move, while that is taken back, and
// while it is paid: it moves once or stays, and nothing is charged for nothing.

let scene: Scene
before(async () => {
  scene = await openScene({ SWEEP_SECONDS_MAX: '0.5', DEMO: '1' })
})
after(() => scene.premises.close())

/** Where a payment that moves an order comes by. */
const PAYING: Step[] = [
  'settle.payment_booked',
  'settle.order_paid',
  'move.tickets_moved',
  'fulfil.tickets_issued',
  'fulfil.mail_owed',
  'settle.committed',
]

async function twoNights() {
  const { premises, otherOffice } = scene
  await premises.sendWebhooksTo(scene.other)
  const [from, to] = [await nightAt(premises, 5000), await nightAt(premises, 8000)]
  const order = await placeOrder(otherOffice, from.slug, wishOf('GA', from))
  await pay(otherOffice, order)
  await fulfilled(premises, order, 2)
  return { from, to, order }
}

async function dies(name: Step): Promise<void> {
  const { dying } = scene
  await eventually(`the process dies at ${name}`, async () => !dying.isRunning())
  assert.equal((await dying.ended()).how, 'SIGKILL')
}

for (const name of steps.filter(isOfferStep))
  test(`a process dies at ${name}; pressed again the guest has one link, or none`, async () => {
    const { premises, dying, other } = scene
    const { from, to, order } = await twoNights()
    await startToDie(scene, name)
    // A demo that starts has new accounts.
    const owner = await signedInAs({ url: other.url }, 'owner')
    const wanted = await offerFor(other, owner, order, to)
    const isBack = name === 'offer.withdrawn'
    const asked = { url: isBack ? other.url : dying.url }
    await askForDifference(asked, owner, order, wanted).catch(() => {})
    if (isBack) {
      const offer = { order_id: wanted.offer_id }
      await takeOfferBack({ url: dying.url }, owner, order, offer).catch(() => {})
    }
    await dies(name)
    if (isBack) {
      await stateIs(premises, { order_id: wanted.offer_id, secret: '' }, 'expired')
      assert.deepEqual([await takenOf(premises, from), await takenOf(premises, to)], [2, 0])
      assert.equal((await deedsOf(premises, order.order_id)).length, 2)
      await audit(premises)
      return
    }
    const { status, body } = await askForDifference(other, owner, order, wanted)
    assert.equal(status, 201, JSON.stringify(body))
    assert.equal((await deedsOf(premises, order.order_id)).length, 1)
    assert.deepEqual([await takenOf(premises, from), await takenOf(premises, to)], [2, 2])
    await pay(scene.otherOffice, differenceOf(body))
    await stateIs(premises, differenceOf(body), 'fulfilled')
    assert.equal((await standsAt(premises, order)).night_id, to.night_id)
    await audit(premises)
  })

for (const name of PAYING)
  test(`a process dies at ${name} of a difference; the other one moves the order, once`, async () => {
    const { premises, dying, other, otherOffice } = scene
    const { from, to, order } = await twoNights()
    await startToDie(scene, name)
    const owner = await signedInAs({ url: other.url }, 'owner')
    const wanted = await offerFor(other, owner, order, to)
    const { status, body } = await askForDifference(other, owner, order, wanted)
    assert.equal(status, 201, JSON.stringify(body))
    const difference = differenceOf(body)
    await premises.sendWebhooksTo(dying)
    const secret = await clientSecretOf(otherOffice, difference)
    await aloneUntilDead(scene, () => confirmAtStripe(premises, secret))
    assert.equal((await dying.ended()).how, 'SIGKILL')
    await premises.sendWebhooksTo(other)
    await stateIs(premises, difference, 'fulfilled')
    assert.deepEqual(await refundsOf(premises, difference), [])
    const { night_id, heads } = await standsAt(premises, order)
    assert.deepEqual([night_id, heads], [to.night_id, 2])
    assert.deepEqual([await takenOf(premises, from), await takenOf(premises, to)], [0, 2])
    assert.equal((await intentsAtStripe(premises, difference)).length, 1)
    assert.equal((await deedsOf(premises, order.order_id)).length, 2)
    await audit(premises)
  })
