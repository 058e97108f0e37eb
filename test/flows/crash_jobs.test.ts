import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { requestRefund, retryNow } from '../../src/checkout/index.ts'
import { newId, steps, type Step } from '../../src/kernel/index.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import {
  aloneUntilDead,
  buyAtOther,
  dieAndRecover,
  isJobStep,
  openScene,
  placeAtOther,
  reached,
  type Scene,
  type Fate,
} from '../crash.ts'
import { clientSecretOf, confirm, eventually, orderState, pay } from '../guest.ts'
import { confirmAtStripe, endHold } from '../late_money.ts'
import { wares, type Ware } from '../ware.ts'

// Two processes with their workers run side by side, and one dies in the middle of a job, again and
// again until each step of a job has had its death. Nobody restarts it: the other worker takes the
// job up. The stories have a house each and run at the same time, since they mostly wait.

/** Three are free, and two more are nobody's business. */
const CARDS_TESTED = 5

/** Brings the process that dies to a step; tells which orders that was about. */
type Way = (scene: Scene, ware: Ware) => Promise<Fate[]>

/** A guest places and goes away, and the hold is over. */
const abandoning: Way = async (scene, ware) => {
  const fate = await placeAtOther(scene, await ware.open(scene.premises.db), 2)
  await clientSecretOf(scene.otherOffice, fate.order)
  await aloneUntilDead(scene, () => endHold(scene.premises, fate.order))
  return [{ ...fate, end: 'expired' }]
}

/** A guest has the tickets, and the owner gives the money back. */
const refunding: Way = async (scene, ware) => {
  const { till } = scene.premises
  const fate = await buyAtOther(scene, await ware.open(scene.premises.db), 2)
  await reached(scene.premises, fate)
  const { order_id } = fate.order
  const wanted = { refund_id: newId('rfd'), order_id, requested_by: 'owner' }
  await aloneUntilDead(scene, () => requestRefund(till, { ...wanted, what: 'everything' }))
  return [{ ...fate, end: 'refunded' }]
}

/** A guest pays, while the other process stands still. */
const mailing: Way = async (scene, ware) => {
  const fate = await placeAtOther(scene, await ware.open(scene.premises.db), 1)
  const secret = await clientSecretOf(scene.otherOffice, fate.order)
  await aloneUntilDead(scene, () => confirmAtStripe(scene.premises, secret))
  return [fate]
}

/** The same, and issuing fails until the process is dead. */
const failing: Way = async (scene, ware) => {
  await breakIssuing(scene.premises.db)
  const fates = await mailing(scene, ware)
  await mendIssuing(scene.premises.db)
  return fates
}

/** The same, until no retry is left; the owner, who is told, has the tickets issued. */
const gettingStuck: Way = async (scene, ware) => {
  const { premises } = scene
  await breakIssuing(premises.db)
  const [fate] = await mailing(scene, ware)
  const { order } = fate!
  await eventually('the order is stuck', async () => {
    return (await orderState(premises, order)).fulfilment === 'stuck'
  })
  const { rows } = await premises.db.query({
    text: `select kind from alerts where subject_id = $1`,
    values: [order.order_id],
  })
  assert.deepEqual(rows, [{ kind: 'fulfilment_stuck' }])
  await mendIssuing(premises.db)
  assert.equal(await retryNow(premises.till, order.order_id), 'issued')
  return [fate!]
}

/**
 * Somebody tests cards with an order's secret, without asking for it again. What is taken away is
 * written down by the other process, before its guest asks for the next one, and pays.
 */
const testingCards: Way = async (scene, ware) => {
  const { premises, otherOffice } = scene
  const fate = await placeAtOther(scene, await ware.open(premises.db), 1)
  const secret = await clientSecretOf(otherOffice, fate.order)
  await aloneUntilDead(scene, async () => {
    for (let n = 0; n < CARDS_TESTED; n += 1)
      await confirm(otherOffice, fate.order, secret, 'pm_card_visa_chargeDeclined')
  })
  await eventually('the withdrawal is written down', async () => {
    return (await orderState(premises, fate.order)).payment === 'cancelled'
  })
  await pay(otherOffice, fate.order)
  return [fate]
}

/** How a process is brought to each step. */
const ways: Partial<Record<Step, Way>> = {
  'fulfil.retry_planned': failing,
  'fulfil.retry_counted': failing,
  'fulfil.retried': failing,
  'fulfil.stuck': gettingStuck,
  'withdraw.cancelled': testingCards,
  'withdraw.written': testingCards,
  'withdraw.recorded': testingCards,
  'expire.cancelled': abandoning,
  'expire.recorded': abandoning,
  'expire.holds_ended': abandoning,
  'expire.committed': abandoning,
  'refund.sent': refunding,
  'refund.written': refunding,
  'refund.recorded': refunding,
  'mail.accepted': mailing,
}

const stories: { about: string; names: RegExp; env: Record<string, string> }[] = [
  { about: 'expire', names: /^expire/, env: {} },
  { about: 'withdraw', names: /^withdraw/, env: {} },
  { about: 'refund and mail', names: /^(refund|mail)/, env: {} },
  { about: 'fulfil', names: /^fulfil/, env: { FULFIL_RETRY_SECONDS: '0.2,0.2' } },
]

test('every step of a job belongs to a story', () => {
  const told = (name: Step) => stories.filter(({ names }) => names.test(name)).length
  for (const name of steps.filter(isJobStep)) assert.equal(told(name), 1, name)
})

describe('a worker dies in a job', { concurrency: true }, () => {
  for (const { about, names, env } of stories) {
    describe(about, { concurrency: 1 }, () => {
      let scene: Scene
      before(async () => {
        scene = await openScene(env)
      })
      after(() => scene.premises.close())
      for (const name of steps.filter((one) => isJobStep(one) && names.test(one))) {
        for (const ware of wares)
          test(`F08: a worker dies at ${name}; the other one does its job once (${ware.name})`, async (context) => {
            const way = ways[name]
            assert.ok(way, `a way to ${name} is known`)
            const { recovered_ms } = await dieAndRecover(scene, name, () => way(scene, ware))
            context.diagnostic(`${name}: done ${recovered_ms} ms after the death`)
          })
      }
    })
  }
})
