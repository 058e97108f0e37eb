import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { admitTicket } from '../../src/checkout/index.ts'
import { isRefused, steps, type Step } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import {
  aloneUntilDead,
  buyAtOther,
  dieAndRecover,
  isMoneyBackStep,
  openScene,
  reached,
  type Scene,
} from '../crash.ts'
import { eventually, intentsAtStripe, orderState, type GuestOrder } from '../guest.ts'
import {
  alertsAbout,
  giveBack,
  keepOursBack,
  refundAtStripe,
  refundIs,
  refundsAtStripe,
  refundsOf,
} from '../money_back.ts'
import { ga } from '../ware.ts'

// A process dies while it writes down that a refund has failed, or what a guest's bank wants. The
// sweep is off: what goes on is Stripe's next delivery, or the job.

let scene: Scene
before(async () => {
  scene = await openScene({ SWEEP_SECONDS_MAX: '0' })
})
after(() => scene.premises.close())

type Bought = GuestOrder & { intent: string }

/** What a process dies of, and what must be so when the other one has gone on. */
interface Story {
  about: string
  /** Until just before the process gets to its step. */
  prepare(order: Bought): Promise<string>
  /** Brings it there. */
  happen(order: Bought, subject: string): Promise<unknown>
  /** While the process is dead, and before the other one has the news. */
  meanwhile?(): Promise<unknown>
  ended(order: Bought, subject: string): Promise<void>
}

async function buy(): Promise<Bought> {
  const fate = await buyAtOther(scene, await ga.open(scene.premises.db), 1)
  await reached(scene.premises, fate)
  const [intent] = await intentsAtStripe(scene.premises, fate.order)
  return { ...fate.order, intent: intent?.id ?? '' }
}

/** The kinds and states of all that the owner was ever told of an order. */
const told = async (order: GuestOrder) =>
  (await alertsAbout(scene.premises, order)).map(({ kind, state }) => `${kind} ${state}`)

const disputeIs = (id: string, state: string) =>
  eventually(`dispute ${id} is ${state}`, async () => {
    const { rows } = await scene.premises.db.query({
      text: `select from disputes where stripe_dispute_id = $1 and state = $2`,
      values: [id, state],
    })
    return rows.length === 1
  })

const tellsOfFailure = (
  { subject, text }: { subject: string; text?: string | undefined },
  { order_id }: GuestOrder,
) => subject.includes('did not reach the guest') && !!text?.includes(order_id)

/** One alert and one mail for it; refunded once more, all is well. */
async function heals(order: Bought, refund: string): Promise<void> {
  const { premises } = scene
  await refundIs(premises, order, refund, 'failed')
  const failed = (await told(order)).filter((one) => one.startsWith('refund_failed'))
  assert.deepEqual(failed, ['refund_failed open'])
  await premises.mailbox.waitFor((mail) => tellsOfFailure(mail, order))
  const { state, tickets } = await orderState(premises, order)
  assert.deepEqual([state, tickets], ['refund_due', 0])
  const again = await giveBack(premises, order, 'everything')
  await refundIs(premises, order, again, 'succeeded')
  assert.equal((await orderState(premises, order)).state, 'refunded')
  assert.equal((await refundsOf(premises, order)).length, 2)
  assert.ok((await told(order)).every((one) => one.endsWith('resolved')))
  const mails = (await premises.mailbox.mails()).filter((mail) => tellsOfFailure(mail, order))
  assert.equal(mails.length, 1)
}

const late: Story = {
  about: 'a refund fails that had succeeded',
  prepare: async (order) => {
    const id = await giveBack(scene.premises, order, 'everything')
    await refundIs(scene.premises, order, id, 'succeeded')
    return id
  },
  happen: async (order, id) => {
    const { stripe_refund_id } = await refundIs(scene.premises, order, id, 'succeeded')
    const refund = stripe_refund_id ?? ''
    await scene.premises.sim.control.settleRefund({ refund, ending: 'fail' })
  },
  ended: heals,
}

/** Stripe refuses what a bank has taken; of that nobody here knows yet. */
const atOnce: Story = {
  about: 'Stripe refuses a refund',
  prepare: async ({ intent }) => {
    const { control } = scene.premises.sim
    await control.failWebhooks({ type: 'charge.dispute.*', effect: 'hold', times: null })
    return (await control.createDispute({ payment_intent: intent })).id
  },
  happen: (order) => giveBack(scene.premises, order, 'everything'),
  meanwhile: async () => {
    await scene.premises.sim.control.clearFaults()
    await scene.premises.sim.control.releaseWebhooks()
  },
  ended: async (order, dispute) => {
    await disputeIs(dispute, 'open')
    await scene.premises.sim.control.closeDispute({ dispute, ending: 'won' })
    await disputeIs(dispute, 'won')
    const [refund] = await refundsOf(scene.premises, order)
    await heals(order, refund?.id ?? '')
  },
}

let letThrough: () => Promise<unknown>

/** Ours is asked for, and Stripe has not taken it, when less goes back in its dashboard. */
const overtaken: Story = {
  about: "a refund of Stripe's dashboard overtakes ours",
  prepare: async (order) => {
    letThrough = await keepOursBack(scene.premises, order)
    return giveBack(scene.premises, order, 'everything')
  },
  happen: (order) => refundAtStripe(scene.premises, order, 1000),
  meanwhile: () => letThrough(),
  ended: async (order, ours) => {
    const { premises } = scene
    await refundIs(premises, order, ours, 'failed')
    await eventually('all of it is back', async () => {
      return (await orderState(premises, order)).state === 'refunded'
    })
    const amounts = (await refundsAtStripe(premises, order)).map(({ amount }) => amount)
    assert.deepEqual(amounts, [1000, ga.priceOf(1) - 1000])
    assert.deepEqual(await told(order), ['refund_reduced resolved'])
  },
}

async function scan({ order_id }: Bought): Promise<string> {
  const { rows } = await scene.premises.db.query<{ code: string; night_id: string }>({
    text: `select t.code, o.night_id from tickets t join orders o on o.id = t.order_id
            where o.id = $1`,
    values: [order_id],
  })
  const admitted = await admitTicket(scene.premises.till, { ...rows[0]!, admitted_by: 'Door' })
  return isRefused(admitted) ? admitted.refused : 'admitted'
}

const opened: Story = {
  about: 'a bank wants a payment back',
  prepare: async () => '',
  happen: ({ intent }) => scene.premises.sim.control.createDispute({ payment_intent: intent }),
  ended: async (order) => {
    assert.deepEqual(await told(order), ['dispute_open open'])
    assert.equal(await scan(order), 'ticket_disputed')
  },
}

const closed = (ending: 'won' | 'lost'): Story => ({
  about: `a dispute is ${ending}`,
  prepare: async ({ intent }) => {
    const { id } = await scene.premises.sim.control.createDispute({ payment_intent: intent })
    await disputeIs(id, 'open')
    await scene.premises.sim.control.idle()
    return id
  },
  happen: (_order, dispute) => scene.premises.sim.control.closeDispute({ dispute, ending }),
  ended: async (order, dispute) => {
    await disputeIs(dispute, ending)
    const lost = ending === 'lost' ? ['dispute_lost open'] : []
    assert.deepEqual(await told(order), ['dispute_open resolved', ...lost])
    assert.equal(await scan(order), ending === 'lost' ? 'ticket_disputed' : 'admitted')
  },
})

const stories: { name: Step; row: string; story: Story }[] = [
  { name: 'refund.superseded', row: 'F64', story: overtaken },
  { name: 'refund.failed', row: 'F62', story: late },
  { name: 'refund.failed', row: 'F62', story: atOnce },
  { name: 'refund.failure_recorded', row: 'F62', story: late },
  { name: 'refund.failure_recorded', row: 'F62', story: atOnce },
  { name: 'dispute.opened', row: 'F65', story: opened },
  { name: 'dispute.closed', row: 'F65', story: closed('won') },
  { name: 'dispute.closed', row: 'F65', story: closed('lost') },
  { name: 'dispute.recorded', row: 'F65', story: opened },
]

test('every step of money that goes back has its death', () => {
  for (const name of steps.filter(isMoneyBackStep))
    assert.ok(
      stories.some((one) => one.name === name),
      name,
    )
})

for (const { name, row, story } of stories) {
  test(`${row}: ${story.about}, and a process dies at ${name}; the other one ends it once`, async () => {
    let order: Bought | undefined
    let subject = ''
    await dieAndRecover(scene, name, async () => {
      order = await buy()
      subject = await story.prepare(order)
      await aloneUntilDead(scene, () => story.happen(order!, subject))
      await story.meanwhile?.()
      return []
    })
    await story.ended(order!, subject)
    await audit(scene.premises)
  })
}
