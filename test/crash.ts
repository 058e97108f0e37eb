import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId, newSecret, type Step } from '../src/kernel/index.ts'
import { audit } from './audit.ts'
import {
  api,
  eventually,
  intentsAtStripe,
  orderState,
  pay,
  tryToPlace,
  type BoxOffice,
  type GuestOrder,
} from './guest.ts'
import { openPremises, type Premises, type Server } from './processes.ts'
import type { OnSale, Ware } from './ware.ts'

/** An order whose end is known before anything happens to it. */
export interface Fate {
  ware: Ware
  order: GuestOrder & { email: string }
  heads: number
  end: 'fulfilled' | 'refunded' | 'expired'
}

/** Two processes of the product, of which the first is going to die. */
export interface Scene {
  premises: Premises
  dying: Server
  /** The one that lives on, and that the guests' pages ask. */
  other: Server
  otherOffice: BoxOffice
}

/** Opens the scene; only the process that lives on runs. */
export async function openScene(env: Record<string, string> = {}): Promise<Scene> {
  const premises = await openPremises(2, env)
  const [dying, other] = premises.servers as [Server, Server]
  await other.start()
  return { premises, dying, other, otherOffice: { url: other.url, sim: premises.sim } }
}

/** Is a step reached by a job of the queue, and not by a request of a guest or of Stripe? */
export function isJobStep(name: Step): boolean {
  return /^(fulfil\.retr|fulfil\.stuck|expire|withdraw|refund\.(sent|written|recorded)|mail)/.test(
    name,
  )
}

/** Is a step about a deposit? Those have a house of their own: crash_deposits.test.ts. */
export function isDepositStep(name: Step): boolean {
  return /^(capture|release)/.test(name)
}

/** Is a step about a night that is called off? crash_calloff.test.ts goes through those. */
export function isCallOffStep(name: Step): boolean {
  return name.startsWith('calloff')
}

/** Is a step about an order that is moved to another night? crash_move.test.ts has those. */
export function isMoveStep(name: Step): boolean {
  return name.startsWith('move')
}

/** Is a step about a guest who is asked to pay for a move? crash_move_link.test.ts has those. */
export function isOfferStep(name: Step): boolean {
  return name.startsWith('offer')
}

/** Is a step reached by news of money that goes back, or by Stripe's no to a refund? */
export function isMoneyBackStep(name: Step): boolean {
  return /^(refund\.(superseded|fail)|dispute)/.test(name)
}

/**
 * Starts the first process so that it dies at `at`: the name of a step, or `name#2` for the second
 * time. What another death has left in the queue may be taken up at its start, and it dies of that;
 * then it is started again.
 */
export async function startToDie({ dying }: Scene, at: string): Promise<void> {
  for (let starts = 1; ; starts += 1)
    try {
      await dying.start({ DIE_AT: at })
      return
    } catch (error) {
      const isKilled = (await dying.ended()).how === 'SIGKILL'
      if (!isKilled || starts === STARTS_MAX) throw error
    }
}

const STARTS_MAX = 3

/**
 * Starts the first process so that it dies at `name`, has `way` bring it there, and lets the other
 * one finish what was begun: it gets the webhooks from then on. Every order that `way` tells of
 * must come to its end, and the books must agree. Returns how long they took after the death.
 */
export async function dieAndRecover(
  scene: Scene,
  name: Step,
  way: () => Promise<Fate[]>,
): Promise<{ recovered_ms: number }> {
  const { premises, dying, other } = scene
  await premises.sendWebhooksTo(dying)
  await startToDie(scene, name)
  assert.ok(dying.isRunning() && other.isRunning(), 'two processes, each with its workers')
  const fates = await way()
  await eventually(`the process dies at ${name}`, async () => !dying.isRunning())
  const { how, at_ms } = await dying.ended()
  assert.equal(how, 'SIGKILL')
  assert.ok(other.isRunning())
  await premises.sendWebhooksTo(other)
  for (const fate of fates) await reached(premises, fate)
  const recovered_ms = Date.now() - at_ms
  await audit(premises)
  const mails = name === 'mail.accepted' ? 'mail may come twice' : 'one mail each'
  for (const fate of fates) await happenedOnce(premises, fate, mails)
  return { recovered_ms }
}

/**
 * Does `work`, and waits until the process that is to die has died of it. The other one stands
 * still meanwhile, as a process on a machine that is out of breath does: else it might be the first
 * to take up the job.
 */
export async function aloneUntilDead(scene: Scene, work: () => Promise<unknown>): Promise<void> {
  const { dying, other } = scene
  try {
    await eventually('the other process holds nothing', () => freezeHoldingNothing(scene))
    await work()
    await eventually('the process dies', async () => !dying.isRunning())
  } finally {
    other.thaw()
  }
}

/** Lets the other process stand still; not in a transaction, whose locks nobody would get. */
async function freezeHoldingNothing({ premises, other }: Scene): Promise<boolean> {
  other.freeze()
  const before = await openTransactions(premises)
  await sleep(50)
  const stuck = (await openTransactions(premises)).filter(
    ({ is_idle, name }) => is_idle && before.some((one) => one.name === name),
  )
  if (stuck.length > 0) other.thaw()
  return stuck.length === 0
}

/** Each by a name of its own, and whether it waits for its process to say more. */
async function openTransactions({ db }: Pick<Premises, 'db'>) {
  const { rows } = await db.query<{ name: string; is_idle: boolean }>({
    text: `select pid || ' ' || xact_start as name, state = 'idle in transaction' as is_idle
             from pg_stat_activity
            where datname = current_database() and xact_start is not null
              and pid <> pg_backend_pid()`,
  })
  return rows
}

/**
 * Places an order at the process that dies and, where no answer comes, the same one at the other,
 * as a browser does whose guest clicks again.
 */
export async function placeStubbornly(scene: Scene, night: OnSale, heads: number): Promise<Fate> {
  const { dying, otherOffice } = scene
  const order = { order_id: newId('ord'), secret: newSecret() }
  const place = (office: BoxOffice) => tryToPlace(office, night.slug, night.wish(heads), order)
  const first = await place({ ...otherOffice, url: dying.url }).catch(() => undefined)
  const answer = first?.status === 201 ? first : await place(otherOffice)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return nameGuest(otherOffice, night, order, heads)
}

/** Places an order at the process that lives on. */
export async function placeAtOther(
  { otherOffice }: Scene,
  night: OnSale,
  heads: number,
): Promise<Fate> {
  const { order, status } = await tryToPlace(otherOffice, night.slug, night.wish(heads))
  assert.equal(status, 201)
  return nameGuest(otherOffice, night, order, heads)
}

/** The same, and paid for. */
export async function buyAtOther(scene: Scene, night: OnSale, heads: number): Promise<Fate> {
  const fate = await placeAtOther(scene, night, heads)
  assert.equal((await pay(scene.otherOffice, fate.order)).body.status, 'succeeded')
  return fate
}

async function nameGuest(
  office: BoxOffice,
  { ware }: OnSale,
  order: GuestOrder,
  heads: number,
): Promise<Fate> {
  const email = `${newSecret()}@guest.example`
  const path = `/api/orders/${order.order_id}/guest`
  const guest = { name: 'Ada', email, phone: '+49 30 1234567' }
  const named = await api(office, 'PUT', path, guest, order)
  assert.equal(named.status, 200)
  return { ware, order: { ...order, email }, heads, end: 'fulfilled' }
}

/** The guest's page looks, at the process that lives on. */
export async function lookAtPage({ other }: Scene, { order_id, secret }: GuestOrder) {
  const page = await fetch(`${other.url}/orders/${order_id}/${secret}`)
  assert.equal(page.status, 200)
}

/** Waits until an order has come to its end, and sees to it that it came there exactly once. */
export async function reached(premises: Premises, fate: Fate): Promise<void> {
  const { order, heads, end } = fate
  await eventually(`order ${order.order_id} is ${end}`, async () => {
    return (await orderState(premises, order)).state === end
  })
  const held = end === 'fulfilled' ? heads : 0
  assert.equal((await orderState(premises, order)).tickets, held)
  await eventually(`the money of ${order.order_id} is where it belongs`, async () => {
    const { paid, given } = await moneyOf(premises, order)
    return given.length === paid.length - (end === 'fulfilled' ? 1 : 0)
  })
  if (end === 'expired') return
  await eventually(`the mail about ${order.order_id} is sent, and noted`, async () => {
    const { rows } = await premises.db.query({ text: `select from mails where state = 'queued'` })
    return rows.length === 0 && (await mailsAbout(premises, fate)).length > 0
  })
}

/**
 * Sees to it that nothing has happened twice, when everything has come to rest. What the mail
 * server took and nobody noted is sent again under the same Message-ID: SMTP knows no other way,
 * and mail programs show such two as one. So two are allowed where a process died at that moment.
 */
export async function happenedOnce(
  premises: Premises,
  fate: Fate,
  mails_are: 'one mail each' | 'mail may come twice',
): Promise<void> {
  const { order, heads, end } = fate
  const held = end === 'fulfilled' ? heads : 0
  assert.equal((await orderState(premises, order)).tickets, held)
  const { intents, paid, given } = await moneyOf(premises, order)
  // Each charge but the one that the tickets are for has gone back, in one piece.
  assert.equal(given.length, paid.length - (end === 'fulfilled' ? 1 : 0))
  for (const { amount } of given) assert.equal(amount, paid[0]?.amount_received)
  if (end === 'expired') assert.ok(intents.every(({ status }) => status === 'canceled'))
  const mails = await mailsAbout(premises, fate)
  const expected = end === 'expired' ? 0 : 1
  assert.equal(new Set(mails).size, expected, 'one mail, by its Message-ID')
  if (mails_are === 'one mail each') assert.equal(mails.length, expected)
}

async function moneyOf(premises: Premises, order: GuestOrder) {
  const intents = await intentsAtStripe(premises, order)
  const paid = intents.filter(({ status }) => status === 'succeeded')
  const { refunds } = await premises.sim.control.ledger()
  const given = refunds.filter((refund) => paid.some(({ id }) => id === refund.payment_intent))
  return { intents, paid, given }
}

/** The Message-IDs of the mails that told a guest how an order ended. */
async function mailsAbout(
  { mailbox }: Pick<Premises, 'mailbox'>,
  { ware, order, end }: Fate,
): Promise<string[]> {
  const begins = { fulfilled: ware.mail, refunded: 'Your refund', expired: '' }[end]
  const mails = (await mailbox.mails()).filter(
    ({ to, subject }) =>
      to.some(({ address }) => address === order.email) && subject.startsWith(begins),
  )
  return mails.map(({ messageId }) => messageId ?? '')
}
