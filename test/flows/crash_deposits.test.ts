import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund } from '../../src/checkout/index.ts'
import { newId, steps, type Step } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { aloneUntilDead, isDepositStep, openScene, startToDie, type Scene } from '../crash.ts'
import {
  bookDeposit,
  capturesOf,
  DEPOSIT,
  depositNight,
  openDoors,
  PARTY,
  paymentOf,
  placeDeposit,
  trailOf,
  type DepositOrder,
} from '../deposits.ts'
import { clientSecretOf, eventually, intentsAtStripe, orderState } from '../guest.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'

// One process dies at each step of capturing and releasing a deposit; the other one, beside it,
// ends what was begun.

let scene: Scene
before(async () => {
  scene = await openScene({ SWEEP_SECONDS_MAX: '2' })
})
after(() => scene.premises.close())

type Way = () => Promise<DepositOrder>

const office = () => ({ ...scene.premises, url: scene.other.url })

/** Books a table at the process that lives on, and lets Stripe talk to the one that dies. */
async function booked(): Promise<DepositOrder> {
  await scene.premises.sendWebhooksTo(scene.other)
  const order = await bookDeposit(office())
  await scene.premises.sendWebhooksTo(scene.dying)
  return order
}

/** The doors open, and the process that dies is first to see it. */
const opening: Way = async () => {
  const order = await booked()
  await aloneUntilDead(scene, () => openDoors(scene.premises, order.night))
  return order
}

/** The owner gives a booking up whose deposit is only reserved. */
const givingUp: Way = async () => {
  const order = await booked()
  const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'Owner' }
  const ask = () => requestRefund(scene.premises.till, { ...wanted, what: 'everything' })
  // The other one may stand still while its sweep has the order locked: then once more.
  await aloneUntilDead(scene, ask).catch(() => aloneUntilDead(scene, ask))
  return order
}

/** A deposit is authorised after its table has gone to somebody else. */
const comingLate: Way = async () => {
  const night = await depositNight(scene.premises)
  await scene.premises.sendWebhooksTo(scene.other)
  const late = await placeDeposit(office(), night)
  const secret = await clientSecretOf(office(), late)
  await expireInBooks(scene.premises, late)
  await bookDeposit(office(), night)
  await scene.premises.sendWebhooksTo(scene.dying)
  await aloneUntilDead(scene, () => confirmAtStripe(office(), secret))
  return late
}

const ways: Partial<Record<Step, { row: string; way: Way; end: 'captured' | 'released' }>> = {
  'release.booked': { row: 'F43', way: comingLate, end: 'released' },
  'release.requested': { row: 'F43', way: comingLate, end: 'released' },
  'release.cancelled': { row: 'F08', way: givingUp, end: 'released' },
  'release.written': { row: 'F08', way: givingUp, end: 'released' },
  'release.recorded': { row: 'F08', way: givingUp, end: 'released' },
  'capture.taken': { row: 'F53', way: opening, end: 'captured' },
  'capture.written': { row: 'F53', way: opening, end: 'captured' },
  'capture.recorded': { row: 'F53', way: opening, end: 'captured' },
}

for (const name of steps.filter(isDepositStep)) {
  const { row, way, end } = ways[name] ?? {}
  test(`${row}: a process dies at ${name}; the other one ends it, and the deposit is ${end} once`, async () => {
    assert.ok(way, `a way to ${name} is known`)
    const { premises, dying, other } = scene
    await startToDie(scene, name)
    const order = await way()
    await eventually(`the process dies at ${name}`, async () => !dying.isRunning())
    assert.equal((await dying.ended()).how, 'SIGKILL')
    await premises.sendWebhooksTo(other)
    await (end === 'captured' ? capturedOnce(order) : releasedOnce(order))
    await audit(premises)
  })
}

async function capturedOnce(order: DepositOrder): Promise<void> {
  const { premises } = scene
  await eventually('it is booked', async () => {
    return (await paymentOf(premises, order)).state === 'succeeded'
  })
  const payment = await paymentOf(premises, order)
  assert.equal(payment.received_minor, DEPOSIT)
  assert.deepEqual(await trailOf(premises, payment), ['deposit.captured by coatcheck'])
  assert.equal(await capturesOf(premises, order.intent), 1)
  assert.equal((await orderState(premises, order)).tickets, PARTY)
}

async function releasedOnce(order: DepositOrder): Promise<void> {
  const { premises } = scene
  await eventually('it is released', async () => {
    return (await orderState(premises, order)).state === 'refunded'
  })
  const [intent] = await intentsAtStripe(premises, order)
  assert.deepEqual([intent?.status, intent?.amount_received], ['canceled', 0])
  assert.equal((await orderState(premises, order)).tickets, 0)
  assert.equal((await trailOf(premises, await paymentOf(premises, order))).length, 1)
  const mails = async () =>
    (await premises.mailbox.mails()).filter(
      (mail) =>
        mail.to.some(({ address }) => address === order.email) &&
        /^Your (booking has ended|table was not booked): /.test(mail.subject),
    )
  await eventually('the guest is told', async () => (await mails()).length > 0)
  assert.equal((await mails()).length, 1)
}
