import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import {
  alertCleared,
  alertOpened,
  alertsOf,
  orderAtCheckout,
  QUICK,
  roundsDone,
} from '../sweep.ts'

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

/** Chores that ask Stripe in every round, whatever there is to do. */
const ASKING = ['missed_disputes', 'missed_events', 'missed_refunds', 'missed_warnings']
/** One that asks nobody. */
const OTHER = 'purge_webhooks'

/** Lets each of these chores fail for the tenth time or more. */
async function failTenTimes(names: string[]): Promise<void> {
  await eventually(`${names.join()} have failed ten times`, async () => {
    await house.db.query({
      text: `update chores set failures = 9, due_at = now()
              where name = any($1) and failures between 1 and 8 and claimed_at is null`,
      values: [names],
    })
    const { rows } = await house.db.query({
      text: `select from chores where name = any($1) and failures >= 10`,
      values: [names],
    })
    return rows.length === names.length
  })
}

async function tryAgain(names: string[]): Promise<void> {
  await house.db.query({
    text: `update chores set due_at = now() where name = any($1)`,
    values: [names],
  })
}

const ownerMails = async () => {
  const mails = await house.mailbox.mails()
  return mails.filter(({ subject }) => subject.includes('Stripe gives no answer')).length
}

test('F73: while Stripe is away the owner has one alert and one mail, however much waits for it', async () => {
  await orderAtCheckout(house)
  await house.sim.control.failRequests({ path: '*', effect: 'reset', times: null })
  await failTenTimes(ASKING)
  await alertOpened(house, 'stripe_unreachable')
  // A fault of its own beside it has an alert of its own.
  await house.db.query({
    text: `create function no_deletion() returns trigger language plpgsql as
             $$ begin raise exception 'no'; end $$;
           create trigger no_deletion before delete on webhooks
             for each statement execute function no_deletion()`,
  })
  await failTenTimes([OTHER])
  assert.equal((await alertOpened(house, 'chore_failing')).subject_id, OTHER)
  await roundsDone(house, 'stripe_answers', 2)
  assert.equal((await alertsOf(house, 'chore_failing')).length, 1)
  assert.equal((await alertsOf(house, 'stripe_unreachable')).length, 1, 'it is still away')
  await eventually('the owner has the mail', async () => (await ownerMails()) > 0)

  // One of them is answered; the others still wait for their turn.
  await house.sim.control.clearFaults()
  const [first = '', ...others] = ASKING
  await tryAgain([first])
  await roundsDone(house, first)
  await roundsDone(house, 'stripe_answers', 2)
  assert.equal((await alertsOf(house, 'stripe_unreachable')).length, 1)
  await tryAgain(others)
  await alertCleared(house, 'stripe_unreachable')
  assert.equal((await alertsOf(house, 'chore_failing')).length, 1, 'the other fault is still there')

  await house.db.query({ text: `drop function no_deletion cascade` })
  await tryAgain([OTHER])
  await alertCleared(house, 'chore_failing')
  assert.equal(await ownerMails(), 1)
  await audit(house)
})
