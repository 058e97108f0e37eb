import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { steps, type Step } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { callOff, callOffFinished, callOffOf, mailsAbout } from '../calloff.ts'
import {
  buyAtOther,
  isCallOffStep,
  openScene,
  startToDie,
  reached,
  type Fate,
  type Scene,
} from '../crash.ts'
import { eventually, intentsAtStripe, orderState } from '../guest.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { refundsAtStripe, refundsOf } from '../money_back.ts'
import { wares, type OnSale, type Ware } from '../ware.ts'

// A process dies while it calls a night off, or an order of it; another one goes on, and everybody
// is refunded once.

const ORDERS = 3

let scene: Scene
let owner: Browser
before(async () => {
  scene = await openScene({ SWEEP_SECONDS_MAX: '0.5', DEMO: '1' })
})
after(() => scene.premises.close())

/** A night of which some are sold, all at the process that lives on. */
async function soldNight(ware: Ware): Promise<{ night: OnSale; fates: Fate[] }> {
  const { premises, other } = scene
  await premises.sendWebhooksTo(other)
  const night = await ware.open(premises.db, ORDERS)
  const fates: Fate[] = []
  for (let n = 0; n < ORDERS; n += 1) {
    const fate = await buyAtOther(scene, night, 1)
    await reached(premises, fate)
    fates.push(fate)
  }
  return { night, fates }
}

/** What each process dies of, and whether what was asked for stands then. */
const ways: Partial<Record<Step, { dies: 'asked' | 'at work'; stands: boolean }>> = {
  'calloff.written': { dies: 'asked', stands: false },
  'calloff.committed': { dies: 'asked', stands: true },
  'calloff.order_written': { dies: 'at work', stands: true },
  'calloff.order_done': { dies: 'at work', stands: true },
}

for (const ware of wares)
  for (const name of steps.filter(isCallOffStep)) {
    const way = ways[name]
    test(`${ware.name}: a process dies at ${name}; the other one goes on, and each is refunded once`, async () => {
      assert.ok(way, `a way to ${name} is known`)
      const { premises, dying, other } = scene
      const { night, fates } = await soldNight(ware)
      // The second order at work: one is done by then, and one is not.
      await startToDie(scene, way.dies === 'at work' ? `${name}#2` : name)
      // A demo that starts has new accounts.
      owner = await signedInAs({ url: other.url }, 'owner')
      if (way.dies === 'asked')
        await callOff({ ...premises, url: dying.url }, owner, night).catch(() => {})
      else await diesAtWork(night)
      await eventually(`the process dies at ${name}`, async () => !dying.isRunning())
      assert.equal((await dying.ended()).how, 'SIGKILL')
      const { cancellation } = await callOffOf(other, owner, night)
      assert.equal(cancellation !== null, way.stands)
      assert.equal((await callOff({ ...premises, url: other.url }, owner, night)).status, 200)
      await callOffFinished(other, owner, night)
      for (const fate of fates) await refundedOnce(fate)
      assert.equal((await deedsOf(premises, night.night_id)).length, 1)
      await audit(premises)
    })
  }

/** The other one stands still, so that the chore falls to the one that is to die. */
async function diesAtWork(night: OnSale): Promise<void> {
  const { premises, dying, other } = scene
  other.freeze()
  try {
    await callOff({ ...premises, url: dying.url }, owner, night).catch(() => {})
    await eventually('the process dies', async () => !dying.isRunning())
  } finally {
    other.thaw()
  }
}

async function refundedOnce({ order }: Fate): Promise<void> {
  const { premises } = scene
  const { state, tickets } = await orderState(premises, order)
  assert.deepEqual([state, tickets], ['refunded', 0])
  assert.equal((await refundsOf(premises, order)).length, 1)
  const [intent] = await intentsAtStripe(premises, order)
  assert.equal((await refundsAtStripe(premises, { intent: intent?.id ?? '' })).length, 1)
  const mails = await mailsAbout(premises, order.order_id)
  assert.equal((mails['night_cancelled'] ?? 0) + (mails['booking_cancelled'] ?? 0), 1)
}
