import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { preparePayment, withdraw } from '../../src/checkout/index.ts'
import { makeChallenge } from '../../src/checkout/proof/proof.ts'
import { must } from '../../src/kernel/index.ts'
import { findOrder } from '../../src/orders/index.ts'
import { livePaymentOf, noteProof } from '../../src/payments/index.ts'
import { audit } from '../audit.ts'
import {
  api,
  askToPay,
  clientSecretOf,
  confirm,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { solve, type Challenge, type Proof } from '../proof.ts'
import { tillOf } from '../till.ts'
import { ga, placeOf, wares } from '../ware.ts'

// What a page has to work for after a few declines, and what a script gets that does not.

const FREE = 3
/** What is declined without having been asked for, until the intent is taken away. */
const UNASKED = 2
const DECLINES = 'pm_card_visa_chargeDeclined'

let house: House
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-proofs-'))
  // The sweep asks Stripe by itself, too, and would take an intent away in the middle of a test.
  const quiet = { SWEEP_SECONDS_MAX: '0' }
  house = await openHouse({ ...quiet, LOG_LEVEL: 'info', LOG_FILE: join(folder, 'coatcheck.log') })
})
after(async () => {
  await house.close()
  await rm(folder, { recursive: true })
})

/** Confirms at Stripe with one secret, over and over, as a script does. */
async function declineWith(order: GuestOrder, secret: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await confirm(house, order, secret, DECLINES)
}

/** An order whose free declines are used up, and the secret that it was given for them. */
async function declinedThrice(ware = ga): Promise<{ order: GuestOrder; secret: string }> {
  const order = await placeOf(ware, house, 1)
  const secret = await clientSecretOf(house, order)
  await declineWith(order, secret, FREE)
  await house.sim.control.idle()
  return { order, secret }
}

/** The challenge that an order's page gets instead of the secret. */
async function challengeFor(order: GuestOrder, body: { proof?: Proof } = {}): Promise<Challenge> {
  const answer = await askToPay(house, order, body)
  assert.deepEqual(Object.keys(answer.body).toSorted(), ['challenge', 'state'])
  assert.deepEqual([answer.status, answer.body.state], [200, 'proof_needed'])
  return must(answer.body.challenge, 'the challenge')
}

async function stateFor(order: GuestOrder, proof?: Proof): Promise<string> {
  return (await askToPay(house, order, proof ? { proof } : {})).body.state
}

const statusesOf = async (order: GuestOrder) =>
  (await intentsAtStripe(house, order)).map(({ status }) => status)

type Line = Record<string, unknown>

/**
 * What the log says of an order and proofs, once there are so many lines of `msg`, or of any: they
 * are written a moment later than it happens.
 */
async function linesAbout({ order_id }: GuestOrder, count: number, msg?: string): Promise<Line[]> {
  return eventually(`${count} lines about ${order_id}`, async () => {
    const text = await readFile(join(folder, 'coatcheck.log'), 'utf8')
    const lines = text
      .split('\n')
      .filter((line) => line.includes(order_id) && line.includes('"proof.'))
      .map((line) => JSON.parse(line) as Line)
      .filter((line) => msg === undefined || line['msg'] === msg)
    return lines.length >= count && lines
  })
}

for (const ware of wares) {
  test(`F76: three declines are free; the fourth try is worked for, and pays (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    for (let n = 0; n < FREE; n += 1) {
      const { body } = await askToPay(house, order)
      assert.equal(body.state, 'payable', `try ${n + 1}`)
      await confirm(house, order, body.client_secret ?? '', DECLINES)
    }
    const proof = await solve(await challengeFor(order))
    const { body } = await askToPay(house, order, { proof })
    assert.equal(body.state, 'payable')
    await confirm(house, order, body.client_secret ?? '')
    await fulfilled(house, order, 1)
    assert.equal((await intentsAtStripe(house, order)).length, 1, 'no intent was given up for it')
    await audit(house)
  })

  test(`F76: a script that goes on without asking finds its intent cancelled; the guest still pays (${ware.name})`, async () => {
    const { order, secret } = await declinedThrice(ware)
    await declineWith(order, secret, UNASKED - 1)
    await house.sim.control.idle()
    assert.deepEqual(await statusesOf(order), ['requires_payment_method'], 'one tab too many')
    await declineWith(order, secret, 1)
    await eventually('the intent is cancelled', async () =>
      (await statusesOf(order)).includes('canceled'),
    )
    const { status, body } = await confirm(house, order, secret)
    assert.deepEqual([status, body.error?.code], [400, 'payment_intent_unexpected_state'])
    assert.equal((await orderState(house, order)).state, 'open')
    // Its secret alone is of no use: the next one is given for a proof.
    await challengeFor(order)
    await pay(house, order, DECLINES)
    await pay(house, order)
    await fulfilled(house, order, 1)
    assert.deepEqual((await statusesOf(order)).toSorted(), ['canceled', 'succeeded'])
    await audit(house)
  })
}

test('F76: a proof is good for one further try, and serves it until that is declined', async () => {
  const { order } = await declinedThrice()
  const proof = await solve(await challengeFor(order))
  // Two tabs, a lost answer, a reloaded page: the work is done.
  const both = [stateFor(order, proof), stateFor(order, proof)]
  assert.deepEqual(await Promise.all(both), ['payable', 'payable'])
  const { body } = await askToPay(house, order)
  assert.equal(body.state, 'payable')
  assert.equal(await noteProof(house.db, order.order_id, FREE), 0, 'it was redeemed once')
  await confirm(house, order, body.client_secret ?? '', DECLINES)
  await challengeFor(order, { proof })
  const faults = (await linesAbout(order, 1, 'proof.refused')).flatMap(({ fault }) => fault ?? [])
  assert.deepEqual(faults, ['other'])
  await audit(house)
})

test('F76: what is forged, wrong, late or of another order is no proof', async () => {
  const [{ order }, { order: other }] = [await declinedThrice(), await declinedThrice()]
  const foreign = await solve(await challengeFor(other))
  const challenge = await challengeFor(order)
  const right = await solve(challenge)
  const { parameters } = challenge
  const changed = (part: object, proof = right) => {
    const { challenge: whole } = proof
    return { ...proof, challenge: { ...whole, parameters: { ...whole.parameters, ...part } } }
  }
  const longAgo_ms = Date.now() - 10 * 60_000
  const { proofKey } = tillOf(house)
  const late = await makeChallenge(proofKey, `try ${order.order_id} ${FREE}`, 1, longAgo_ms)
  const proofs: Record<string, Proof> = {
    'another order': foreign,
    renamed: changed({ data: parameters.data }, foreign),
    late: await solve(late),
    revived: changed({ expiresAt: parameters.expiresAt }, await solve(late)),
    cheaper: changed({ cost: 1 }),
    unsigned: { ...right, challenge: { ...challenge, signature: '0'.repeat(64) } },
    guessed: { ...right, solution: { counter: 1, derivedKey: '00'.repeat(32) } },
    nonsense: { ...right, solution: { counter: -1, derivedKey: 'zz' } },
  }
  for (const [name, proof] of Object.entries(proofs))
    assert.equal(await stateFor(order, proof), 'proof_needed', name)
  assert.equal((await askToPay(house, order, { proof: {} as Proof })).status, 422)
  const lines = await linesAbout(order, 8, 'proof.refused')
  const faults = lines.flatMap(({ fault }) => fault ?? [])
  const [forged, wrong] = ['forged', 'wrong']
  assert.deepEqual(faults, ['other', forged, 'expired', forged, forged, forged, wrong, wrong])
  assert.equal(await stateFor(order, right), 'payable')
  await audit(house)
})

test('F76: what is asked for and refused stands in the log, and names nobody', async () => {
  const { order } = await declinedThrice()
  const challenge = await challengeFor(order)
  const wrong = { challenge, solution: { counter: 1, derivedKey: '00' } }
  await challengeFor(order, { proof: wrong })
  const everyLine = new Set(['level', 'time', 'request', 'msg'])
  const told = (await linesAbout(order, 3)).map((line) => [
    line['msg'],
    Object.fromEntries(Object.entries(line).filter(([name]) => !everyLine.has(name))),
  ])
  const about = { order: order.order_id, declines: FREE }
  assert.deepEqual(told, [
    ['proof.asked', { ...about, trials: 40 }],
    ['proof.refused', { ...about, fault: 'wrong' }],
    ['proof.asked', { ...about, trials: 40 }],
  ])
  await audit(house)
})

test('F76: a guest beside the script, on the same Wi-Fi and the same night, is asked for nothing', async () => {
  const { order: tested, secret } = await declinedThrice()
  await declineWith(tested, secret, UNASKED)
  const guest = await placeOf(ga, house, 1)
  assert.equal(await stateFor(guest), 'payable')
  await pay(house, guest)
  await fulfilled(house, guest, 1)
  await audit(house)
})

test('F76: while the bank asks the guest nothing is taken away, and nothing is to be worked for', async () => {
  const { order, secret } = await declinedThrice()
  await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
  await declineWith(order, secret, UNASKED)
  await confirm(house, order, secret, 'pm_card_threeDSecure2Required')
  await house.sim.control.releaseWebhooks()
  await house.sim.control.idle()
  const [intent] = await intentsAtStripe(house, order)
  assert.equal(intent?.status, 'requires_action')
  const payment = must(await livePaymentOf(house.db, order.order_id), 'its payment')
  await withdraw(tillOf(house), { payment_id: payment.id, order_id: order.order_id })
  assert.equal(await stateFor(order), 'requires_action')
  await house.sim.control.authenticate({ payment_intent: intent.id, answer: 'complete' })
  await fulfilled(house, order, 1)
  await audit(house)
})

test('F76: the page that asks first, and two processes at once, take one intent away and go on with one', async () => {
  const { order, secret } = await declinedThrice()
  const till = tillOf(house)
  await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
  const found = must(await findOrder(house.db, order.order_id), 'the order')
  for (let n = 0; n < UNASKED; n += 1) {
    await declineWith(order, secret, 1)
    const payable = await preparePayment(till, found)
    assert.equal('state' in payable && payable.state, 'proof_needed')
  }
  const [first] = await intentsAtStripe(house, order)
  assert.equal(first?.status, 'canceled')
  const { id } = must(await livePaymentOf(house.db, order.order_id), 'the next payment')
  const job = { payment_id: id, order_id: order.order_id }
  await Promise.all([withdraw(till, job), withdraw(till, job)])
  assert.deepEqual(await statusesOf(order), ['canceled', 'requires_payment_method'])
  await house.sim.control.releaseWebhooks()
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})

test('F76: declines that a browser alone tells of cost nothing', async () => {
  const order = await placeOf(ga, house, 1)
  for (let n = 0; n <= FREE; n += 1) {
    const body = { outcome: 'declined', attempt_key: `ch_${n}`, code: 'card_declined' }
    await api(house, 'POST', `/api/orders/${order.order_id}/attempts`, body, order)
  }
  assert.equal(await stateFor(order), 'payable')
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})
