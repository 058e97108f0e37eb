import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { retryNow } from '../../src/checkout/index.ts'
import type { Role } from '../../src/identity/index.ts'
import { newId } from '../../src/kernel/index.ts'
import type { NeedLine, TonightAnswer } from '../../src/web/dashboard/api/tonight_answers.ts'
import { auditAndClose } from '../audit.ts'
import { breakIssuing, hurryRetry, mendIssuing } from '../broken_issuing.ts'
import { eventually, fulfilled, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { tillOf } from '../till.ts'
import { ga, placeOf, wares } from '../ware.ts'

// What needs somebody stands first, with all that they have to know, and goes when it is healed.

let house: House
const members = {} as Record<'owner' | 'host', Browser>
before(async () => {
  house = await openHouse({
    DEMO: '1',
    SWEEP_SECONDS_MAX: '0',
    FULFIL_RETRY_SECONDS: '600,600,600,600,600',
  })
  members.owner = await signedInAs(house, 'owner')
  members.host = await signedInAs(house, 'host')
})
after(() => auditAndClose(house))

async function needs(role: Role & keyof typeof members) {
  const { text } = await members[role].get('/api/dashboard/tonight')
  return (JSON.parse(text) as TonightAnswer).needs ?? assert.fail(text)
}

const lineOf = (what: string, id: string, isSo: (line: NeedLine) => boolean = () => true) =>
  eventually(what, async () => {
    const { groups } = await needs('owner')
    const found = groups.flatMap(({ lines }) => lines).find((one) => one.order?.order_id === id)
    return found && isSo(found) && found
  })

for (const ware of wares)
  test(`an order without its tickets counts its retries, gets stuck, and is healed (${ware.name})`, async () => {
    await breakIssuing(house.db)
    const order = await placeOf(ware, house, 2)
    await pay(house, order)
    const first = await lineOf('it is told at once', order.order_id)
    assert.deepEqual(
      [first.kind, first.guest_name, first.amount_minor, first.retries, first.retries_max],
      ['issuing', 'Ada', ware.priceOf(2), 0, 5],
    )
    assert.equal(first.tries, 1)
    const due_ms = Date.parse(first.next_at ?? '') - Date.now()
    assert.ok(due_ms > 300_000 && due_ms < 800_000, String(first.next_at))
    for (let retry = 1; retry <= 5; retry += 1) {
      await hurryRetry(house.db, order)
      await lineOf(`retry ${retry}`, order.order_id, (line) => {
        return retry === 5 ? line.kind === 'fulfilment_stuck' : line.retries === retry
      })
    }
    const stuck = await lineOf('it is stuck', order.order_id)
    assert.deepEqual([stuck.tries, stuck.retries, stuck.next_at], [6, 5, null])
    assert.ok(stuck.tried_at && stuck.tried_at >= stuck.since.slice(0, 10))
    const { total, groups } = await needs('host')
    assert.equal(total, 1, 'a host can tell the guest')
    assert.equal(groups[0]?.group, 'tickets')
    await mendIssuing(house.db)
    assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
    await fulfilled(house, order, 2)
    await eventually('nothing needs anybody', async () => (await needs('owner')).total === 0)
  })

test('what came in another amount is tried for by nobody, and is not said to be', async () => {
  await breakIssuing(house.db)
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await lineOf('it is told at once', order.order_id)
  const receiveMore = (minor: number) =>
    house.db.query({
      text: `update payments set received_minor = received_minor + $2 where order_id = $1`,
      values: [order.order_id, minor],
    })
  await receiveMore(-1)
  await eventually('nobody tries', async () => (await needs('owner')).total === 0)
  await receiveMore(1)
  await lineOf('it is tried for again', order.order_id)
  await mendIssuing(house.db)
  assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
})

test('alerts of every sort are told by what is done about them, each to whoever does it', async () => {
  const order = await placeOf(ga, house, 1)
  const mail = newId('mail')
  await house.db.query({
    text: `insert into mails (id, kind, subject_id) values ($1, 'a test', $2)`,
    values: [mail, order.order_id],
  })
  const subjects = {
    mail_undelivered: mail,
    webhooks_silent: 'webhooks',
    chore_failing: 'ask_payments',
    authorisation_expired: 'pay_of_a_test',
  }
  for (const [kind, subject] of Object.entries(subjects))
    await house.db.query({
      text: `insert into alerts (id, kind, subject_id, detail) values ($1, $2, $3, $4)`,
      values: [newId('alr'), kind, subject, { order: order.order_id }],
    })
  const { groups } = await eventually('all are told', async () => {
    const found = await needs('owner')
    return found.total === 4 && found
  })
  assert.deepEqual(
    groups.map(({ group, lines }) => [group, ...lines.map(({ kind }) => kind)]),
    [
      ['deposits', 'authorisation_expired'],
      ['mails', 'mail_undelivered'],
      ['stripe', 'webhooks_silent'],
      ['house', 'chore_failing'],
    ],
  )
  const [undelivered] = groups[1]?.lines ?? []
  assert.deepEqual([undelivered?.guest_name, undelivered?.order?.order_id], ['Ada', order.order_id])
  const host = await needs('host')
  assert.deepEqual([host.total, host.groups.map(({ group }) => group)], [1, ['mails']])
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now() where state = 'open'`,
  })
  await house.db.query({ text: `delete from mails where id = $1`, values: [mail] })
})

test('however many older ones of another kind there are, a new one is told, to each with its count', async () => {
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id, opened_at)
           select 'alr_many_' || n, 'chore_failing', 'chore_' || n, now() - n * interval '1 minute'
             from generate_series(1, 120) n`,
  })
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id) values ($1, 'mail_undelivered', 'mail_of_none')`,
    values: [newId('alr')],
  })
  const { groups } = await eventually('all are counted', async () => {
    const found = await needs('owner')
    return found.total === 121 && found
  })
  assert.deepEqual(
    groups.map(({ group, total }) => [group, total]),
    [
      ['mails', 1],
      ['house', 120],
    ],
  )
  const listed = groups[1]?.lines ?? []
  assert.ok(listed.length > 0 && listed.length < 120)
  assert.equal(listed[0]?.id, 'alr_many_120', 'the oldest first')
  assert.equal((await needs('host')).total, 1)
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now() where state = 'open'`,
  })
})
