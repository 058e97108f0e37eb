import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { eventually, orderState, pay, placeOrder } from '../guest.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import { QUICK } from '../sweep.ts'

let premises: Premises
let first: Server
let second: Server

before(async () => {
  premises = await openPremises(2, QUICK)
  ;[first, second] = premises.servers as [Server, Server]
  await Promise.all([first.start(), second.start()])
  const night = await addNight(premises.db)
  const order = await placeOrder(office(), night.slug, { [night.types[0]!]: 1 })
  await pay(office(), order)
  await eventually('there is something to look for', async () => {
    return (await orderState(premises, order)).state === 'fulfilled'
  })
})
after(() => premises.close())

const office = () => ({ url: first.url, sim: premises.sim })

const EVENTS = '/v1/events'
const ROUND_MS = 600

/** How long after each other Stripe was asked for its list of events under this fault. */
async function gaps(fault: string): Promise<number[]> {
  const log = await premises.sim.control.faultLog()
  const times = log.filter((one) => one.fault === fault).map(({ at_ms }) => at_ms)
  return times.slice(1).map((at_ms, n) => at_ms - (times[n] ?? 0))
}

async function chore(): Promise<{ claimed: string | null; done: string | null }> {
  const { rows } = await premises.db.query<never>({
    text: `select claimed_at::text as claimed, done_at::text as done
             from chores where name = 'missed_events'`,
  })
  assert.ok(rows[0])
  return rows[0]
}

/** Makes every look into Stripe's list take as long as a round is meant to take here. */
async function slowDown(): Promise<string> {
  const slow = { path: EVENTS, effect: 'delay', delay_ms: ROUND_MS, times: null } as const
  return (await premises.sim.control.failRequests(slow)).id
}

test('of two processes exactly one does a chore at a time; without the guard both do', async () => {
  const guarded = await slowDown()
  await eventually('six rounds have begun', async () => (await gaps(guarded)).length >= 5)
  const [shortest = 0] = (await gaps(guarded)).toSorted((a, b) => a - b)
  assert.ok(shortest >= ROUND_MS, `two rounds began ${shortest} ms after each other`)
  await premises.sim.control.clearFaults()
  // The control: a claim that does not put the next one off.
  await premises.db.query({
    text: `create function claim_nothing() returns trigger language plpgsql as $$
             begin new.due_at := now(); return new; end $$;
           create trigger claim_nothing before update on chores
             for each row when (new.name = 'missed_events') execute function claim_nothing()`,
  })
  const unguarded = await slowDown()
  await eventually('two rounds run at once', async () => {
    return (await gaps(unguarded)).some((gap_ms) => gap_ms < ROUND_MS)
  })
  await premises.db.query({ text: `drop trigger claim_nothing on chores` })
  await premises.sim.control.clearFaults()
  await audit(premises)
})

test('a process that stops ends its round first, and leaves no claim behind', async () => {
  await second.kill('SIGTERM')
  const slow = await slowDown()
  await eventually('a round has begun', async () => {
    const log = await premises.sim.control.faultLog()
    return log.some((one) => one.fault === slow) && (await chore()).claimed
  })
  await first.kill('SIGTERM')
  const { claimed, done } = await chore()
  assert.equal(claimed, null)
  assert.ok(done)
  await premises.sim.control.clearFaults()
  await audit(premises)
})

test('F08: the process that does a chore is killed in the middle; another one does it, soon', async () => {
  await first.start()
  await second.start()
  // Ready, and not the one that does the chore: the hanging round ends by itself after a while.
  second.freeze()
  const hang = { path: EVENTS, effect: 'hang', times: 1 } as const
  const { id } = await premises.sim.control.failRequests(hang)
  await eventually('a round hangs', async () => {
    return (await premises.sim.control.faultLog()).some((one) => one.fault === id)
  })
  const { claimed, done } = await chore()
  assert.ok(claimed)
  await first.kill('SIGKILL')
  assert.deepEqual(await chore(), { claimed, done }, 'the dead process left its claim')
  second.thaw()
  await eventually('the other one has done it', async () => (await chore()).done !== done)
  await audit(premises)
})
