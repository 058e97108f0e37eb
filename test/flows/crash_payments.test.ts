import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { retryNow } from '../../src/checkout/index.ts'
import { steps, type Step } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import {
  buyAtOther,
  dieAndRecover,
  isCallOffStep,
  isMoveStep,
  isDepositStep,
  isJobStep,
  isMoneyBackStep,
  isOfferStep,
  lookAtPage,
  openScene,
  startToDie,
  placeAtOther,
  placeStubbornly,
  reached,
  type Fate,
  type Scene,
} from '../crash.ts'
import { clientSecretOf, eventually, fulfilled, pay } from '../guest.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { ga, wares, type Ware } from '../ware.ts'

// One process dies at each step of placing and paying, another one lives on beside it: it answers
// the guests' pages and, after the death, Stripe's webhooks. crash_jobs.test.ts has the jobs'
// steps, crash_money_back.test.ts those of refunds that fail and of disputes.

let scene: Scene
before(async () => {
  scene = await openScene()
})
after(() => scene.premises.close())

/** Guests place at the process that dies, click again at the other one, and pay. */
async function placing(ware: Ware): Promise<Fate[]> {
  const night = await ware.open(scene.premises.db, 6)
  const fates = [await placeStubbornly(scene, night, 2), await placeStubbornly(scene, night, 4)]
  await scene.premises.sendWebhooksTo(scene.other)
  for (const { order } of fates) await pay(scene.otherOffice, order)
  return fates
}

/** A guest pays and closes the tab: Stripe's event comes to the process that dies. */
async function payingAndLeaving(ware: Ware): Promise<Fate[]> {
  return [await buyAtOther(scene, await ware.open(scene.premises.db), 3)]
}

/** A guest pays and looks at the page meanwhile, which asks the process that lives on. */
async function payingAndLooking(ware: Ware): Promise<Fate[]> {
  const fate = await buyAtOther(scene, await ware.open(scene.premises.db), 2)
  await eventually('the first process is dead', async () => !scene.dying.isRunning())
  await lookAtPage(scene, fate.order)
  return [fate]
}

/** Money comes for an order that has expired: `capacity` says whether anything is left for it. */
async function payingLate(ware: Ware, end: Fate['end']): Promise<Fate[]> {
  const night = await ware.open(scene.premises.db, 1)
  const late = await placeAtOther(scene, night, 1)
  const secret = await clientSecretOf(scene.otherOffice, late.order)
  await expireInBooks(scene.premises, late.order)
  const fates = [{ ...late, end }]
  if (end === 'refunded') {
    await scene.premises.sendWebhooksTo(scene.other)
    const bought = await buyAtOther(scene, night, 1)
    await reached(scene.premises, bought)
    fates.push(bought)
    await scene.premises.sendWebhooksTo(scene.dying)
  }
  await confirmAtStripe(scene.premises, secret)
  return fates
}

/** Another amount comes than is due; when owner and guest are told, the owner puts it right. */
async function payingAnotherAmount(ware: Ware): Promise<Fate[]> {
  const { premises, otherOffice } = scene
  const fate = await placeAtOther(scene, await ware.open(scene.premises.db), 2)
  const secret = await clientSecretOf(otherOffice, fate.order)
  const { order_id } = fate.order
  const change = (by: number) =>
    premises.db.query({
      text: `update orders set total_minor = total_minor + $2 where id = $1`,
      values: [order_id, by],
    })
  await change(100)
  await confirmAtStripe(premises, secret)
  await eventually('the first process is dead', async () => !scene.dying.isRunning())
  assert.deepEqual(await toldAbout(order_id), [])
  await premises.sendWebhooksTo(scene.other)
  await eventually('both are told', async () => (await toldAbout(order_id)).length > 0)
  assert.deepEqual(await toldAbout(order_id), ['amount_mismatch', 'looked_after'])
  await change(-100)
  assert.equal(await retryNow(premises.till, order_id), 'issued')
  return [fate]
}

/** The owner's alerts and the guest's mails about an order whose tickets have not come. */
async function toldAbout(orderId: string): Promise<string[]> {
  const { rows } = await scene.premises.db.query<{ kind: string }>({
    text: `select kind from alerts where subject_id = $1
           union all select kind from mails where subject_id = $1 order by kind`,
    values: [orderId],
  })
  return rows.map(({ kind }) => kind)
}

/** An intent that was given up is paid, after the one that took its place. */
async function payingTwice(ware: Ware): Promise<Fate[]> {
  const { premises, otherOffice } = scene
  const fate = await placeAtOther(scene, await ware.open(scene.premises.db), 2)
  const first = await clientSecretOf(otherOffice, fate.order)
  await premises.db.query({
    text: `update payments set state = 'cancelled' where order_id = $1`,
    values: [fate.order.order_id],
  })
  await premises.sendWebhooksTo(scene.other)
  await pay(otherOffice, fate.order)
  await fulfilled(premises, fate.order, fate.heads)
  await premises.sendWebhooksTo(scene.dying)
  await confirmAtStripe(premises, first)
  return [fate]
}

/** How the process is brought to each step, and the row of the catalogue that it is about. */
const ways: Partial<Record<Step, { row: string; way: (ware: Ware) => Promise<Fate[]> }>> = {
  'place.written': { row: 'F24', way: placing },
  'place.committed': { row: 'F12', way: placing },
  'place.intent_made': { row: 'F12', way: placing },
  'place.intent_stored': { row: 'F12', way: placing },
  'settle.payment_booked': { row: 'F05', way: payingAndLeaving },
  'settle.stock_retaken': { row: 'F42', way: (ware) => payingLate(ware, 'fulfilled') },
  'settle.order_paid': { row: 'F05', way: payingAndLooking },
  'settle.mismatch_told': { row: 'F48', way: payingAnotherAmount },
  'settle.stray_booked': { row: 'F25', way: payingTwice },
  'settle.committed': { row: 'F37', way: payingAndLeaving },
  'fulfil.tickets_issued': { row: 'F05', way: payingAndLooking },
  'fulfil.mail_owed': { row: 'F05', way: payingAndLeaving },
  'refund.booked': { row: 'F43', way: (ware) => payingLate(ware, 'refunded') },
  'refund.requested': { row: 'F43', way: (ware) => payingLate(ware, 'refunded') },
}

const isElsewhere = (one: Step) =>
  [isJobStep, isDepositStep, isMoneyBackStep, isCallOffStep, isMoveStep, isOfferStep].some(
    (isTheirs) => isTheirs(one),
  )
for (const name of steps.filter((one) => !isElsewhere(one))) {
  const { row, way } = ways[name] ?? {}
  for (const ware of wares)
    test(`${row}: a process dies at ${name}; the other one ends it as if nothing had happened (${ware.name})`, async () => {
      assert.ok(way, `a way to ${name} is known`)
      await dieAndRecover(scene, name, () => way(ware))
      // Stripe got no 2xx from the process that died, neither before the commit nor right after it.
      if (!name.startsWith('place')) assert.deepEqual(await lastMoneyNews(), ['unanswered', 200])
    })
}

/** How the deliveries of the last payment's event ended, those without an answer told once. */
async function lastMoneyNews(): Promise<(number | string)[]> {
  const { events } = await scene.premises.sim.control.ledger()
  const event = events.findLast((one) => one.type === 'payment_intent.succeeded')
  const attempts = event?.deliveries.flatMap((delivery) => delivery.attempts) ?? []
  return [...new Set(attempts.map(({ status_code }) => status_code ?? 'unanswered'))]
}

test('a process can be told to die at the second time that it comes to a step', async () => {
  const { premises, dying } = scene
  await premises.sendWebhooksTo(dying)
  await startToDie(scene, 'settle.committed#2')
  const night = await ga.open(premises.db)
  const first = await buyAtOther(scene, night, 1)
  await reached(premises, first)
  assert.ok(dying.isRunning())
  const second = await buyAtOther(scene, night, 1)
  await eventually('the process dies', async () => !dying.isRunning())
  await premises.sendWebhooksTo(scene.other)
  await reached(premises, second)
  await audit(premises)
})
