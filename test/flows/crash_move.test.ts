import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { steps, type Step } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { isMoveStep, openScene, startToDie, type Scene } from '../crash.ts'
import { eventually, fulfilled, intentsAtStripe, pay, placeOrder } from '../guest.ts'
import { deedsOf, signedInAs } from '../member.ts'
import { askToMove, moveWares, nightAt, standsAt, wantedFor, wishOf } from '../move.ts'
import { refundsAtStripe, refundsOf } from '../money_back.ts'
import { takenOf } from '../ware.ts'

// A process dies while it moves an order; whoever has pressed presses again, and it moves once.

let scene: Scene
before(async () => {
  scene = await openScene({ SWEEP_SECONDS_MAX: '0.5', DEMO: '1' })
})
after(() => scene.premises.close())

/** Which steps only one of the two comes by, and after which of them the move stands. */
const only: Partial<Record<Step, string>> = {
  'move.tickets_moved': 'GA',
  'move.party_moved': 'VIP',
}

for (const ware of moveWares)
  for (const name of steps.filter(isMoveStep)) {
    if (only[name] !== undefined && only[name] !== ware) continue
    test(`${ware}: a process dies at ${name}; pressed again it moves once, and the difference goes back once`, async () => {
      const { premises, dying, other, otherOffice } = scene
      await premises.sendWebhooksTo(other)
      const [from, to] = [await nightAt(premises, 5000), await nightAt(premises, 3000)]
      const order = await placeOrder(otherOffice, from.slug, wishOf(ware, from))
      await pay(otherOffice, order)
      await fulfilled(premises, order, 2)
      await startToDie(scene, name)
      // A demo that starts has new accounts.
      const owner = await signedInAs({ url: other.url }, 'owner')
      const wanted = await wantedFor(other, owner, order, to)
      await askToMove({ url: dying.url }, owner, order, wanted).catch(() => {})
      await eventually(`the process dies at ${name}`, async () => !dying.isRunning())
      assert.equal((await dying.ended()).how, 'SIGKILL')
      const stands = name === 'move.committed'
      const { night_id } = await standsAt(premises, order)
      assert.equal(night_id, stands ? to.night_id : from.night_id)
      assert.equal((await askToMove(other, owner, order, wanted)).status, 200)
      assert.deepEqual([await takenOf(premises, from), await takenOf(premises, to)], [0, 2])
      const [intent] = await intentsAtStripe(premises, order)
      await eventually('the difference is back', async () => {
        const [refund] = await refundsOf(premises, order)
        return refund?.state === 'succeeded'
      })
      const back = await refundsAtStripe(premises, { intent: intent?.id ?? '' })
      assert.deepEqual(
        back.map(({ amount }) => amount),
        [2000],
      )
      assert.equal((await refundsOf(premises, order)).length, 1)
      assert.equal((await deedsOf(premises, order.order_id)).length, 1)
      assert.equal((await standsAt(premises, order)).heads, 2)
      await audit(premises)
    })
  }
