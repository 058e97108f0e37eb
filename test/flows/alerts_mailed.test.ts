import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Mail } from '../../local/mailbox.ts'
import { openAlert, resolveAlert } from '../../src/alerts/index.ts'
import { transaction } from '../../src/kernel/index.ts'
import type { RecipientsAnswer } from '../../src/web/dashboard/api/alerts_answers.ts'
import { auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', ALERT_MAILS_MAX: '10', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const path = 'alerts/recipients'
const settle = (browser: Browser, addresses: unknown) =>
  dashboard<RecipientsAnswer>(house, browser, 'PUT', path, { addresses })
const listed = async () =>
  (await dashboard<RecipientsAnswer>(house, owner, 'GET', path)).body.addresses

const open = (about: string) =>
  transaction(house.db, (tx) => openAlert(tx, 'event_failed', about, { type: 'charge.x' }))
const heal = (about: string) =>
  transaction(house.db, (tx) => resolveAlert(tx, 'event_failed', about))

/** The mails that name what an alert is about. */
const mailsAbout = async (about: string) =>
  (await house.mailbox.mails()).filter(({ text }) => text?.includes(about))
const mailed = (about: string) => house.mailbox.waitFor(({ text }) => !!text?.includes(about))
const addressesOf = ({ to }: Mail) => to.map(({ address }) => address)

/** Nothing waits to be worded any more. */
const allDecided = (likeAbout: string) =>
  eventually('it is decided of each how it is told', async () => {
    const { rows } = await house.db.query({
      text: `select from mails m join alerts a on a.id = m.subject_id
              where m.state = 'queued' and a.subject_id like $1`,
      values: [likeAbout],
    })
    return rows.length === 0
  })

/** Lets five minutes pass for whatever is gathered. */
async function letFiveMinutesPass(): Promise<void> {
  const text = [
    `update alert_mails set decided_at = decided_at - interval '5 minutes'`,
    `update alert_digests set due_at = due_at - interval '5 minutes'`,
    `update job_requests set start_after = start_after - interval '5 minutes'`,
    `update pgboss.job set start_after = start_after - interval '5 minutes'
      where name = 'mail.send' and state in ('created', 'retry')`,
  ]
  for (const one of text) await house.db.query({ text: one })
}

test('while nobody is listed the setting counts; those who are listed get one mail together', async () => {
  assert.deepEqual(await listed(), [])
  await open('evt_by_setting')
  assert.deepEqual(addressesOf(await mailed('evt_by_setting')), ['owner@basement-nine.example'])
  const { status, body } = await settle(owner, [' Ana@House.example', 'ben@house.example '])
  assert.equal(status, 200)
  assert.deepEqual(body.addresses, ['ana@house.example', 'ben@house.example'])
  assert.equal(body.by_setting, 'owner@basement-nine.example')
  await open('evt_by_list')
  assert.deepEqual(addressesOf(await mailed('evt_by_list')), await listed())
  assert.equal((await mailsAbout('evt_by_list')).length, 1, 'one mail for one incident')
  for (const about of ['evt_by_setting', 'evt_by_list']) await heal(about)
})

test('a list with a fault is refused at the field, and changes nothing', async () => {
  const unchanged = await listed()
  const faults: [unknown, string, string][] = [
    [['ana@house.example', 'no address'], 'addresses.1', 'email_invalid'],
    [['ana@house.example', 'ben@x.example', 'ANA@house.example'], 'addresses.2', 'address_twice'],
    [[''], 'addresses.0', 'email_invalid'],
    [Array.from({ length: 21 }, (_, n) => `n${n}@house.example`), 'addresses', 'input_invalid'],
    ['ana@house.example', 'addresses', 'input_invalid'],
    [[7], 'addresses.0', 'input_invalid'],
  ]
  for (const [addresses, field, code] of faults) {
    const { status, body } = await settle(owner, addresses)
    assert.equal(status, 422, JSON.stringify(body))
    assert.deepEqual([body.errors[0]?.field, body.code], [field, code])
  }
  assert.deepEqual(await listed(), unchanged)
  const twenty = Array.from({ length: 20 }, (_, n) => `n${n}@house.example`)
  assert.deepEqual((await settle(owner, twenty)).body.addresses, twenty)
})

test('only the owner settles it; each change is in the audit trail, without any address', async () => {
  await settle(owner, ['ana@house.example'])
  await settle(owner, ['ana@house.example'])
  const manager = await signedInAs(house, 'manager')
  assert.equal((await settle(manager, ['mine@house.example'])).status, 403)
  assert.deepEqual(await listed(), ['ana@house.example'])
  const deeds = await deedsOf(house, 'alert_recipients')
  assert.equal(deeds.length, 3, 'what changes nothing is not noted')
  assert.ok(deeds.every(({ actor }) => actor === 'Olga Owner'))
  assert.doesNotMatch(JSON.stringify(deeds), /@/)
  assert.deepEqual((await settle(owner, [])).body.addresses, [])
})

test('of 30 alerts at once ten are mailed one by one, and twenty in one mail, over a restart', async () => {
  await letFiveMinutesPass()
  const all = Array.from({ length: 30 }, (_, n) => `evt_burst${String(n).padStart(2, '0')}`)
  await Promise.all(all.map((about) => open(about)))
  await allDecided('evt\\_burst%')
  const isOfBurst = ({ text }: Mail) => !!text?.includes('evt_burst')
  const first = (await house.mailbox.mails()).filter(isOfBurst)
  assert.equal(first.length, 10)
  await house.restart()
  assert.equal((await house.mailbox.mails()).filter(isOfBurst).length, 10, 'not before its time')
  await letFiveMinutesPass()
  const digest = await house.mailbox.waitFor(({ subject }) => subject.includes('20 more alerts'))
  assert.ok(digest.text?.includes(`${house.url}/dashboard/alerts`))
  assert.deepEqual(addressesOf(digest), ['owner@basement-nine.example'])
  for (const about of all) {
    const told = await mailsAbout(about)
    assert.equal(told.length, 1, `${about} is told once`)
  }
  assert.equal((await house.mailbox.mails()).filter(isOfBurst).length, 11)
  for (const about of all) await heal(about)
})

test('a digest leaves out what has healed meanwhile, and what comes after it waits for the next', async () => {
  await letFiveMinutesPass()
  const all = Array.from({ length: 13 }, (_, n) => `evt_second${String(n).padStart(2, '0')}`)
  for (const about of all) {
    await open(about)
    await allDecided('evt\\_second%')
  }
  await heal('evt_second11')
  await letFiveMinutesPass()
  const digest = await house.mailbox.waitFor(({ subject }) => subject.includes(': 2 more alerts'))
  assert.match(digest.text ?? '', /evt_second10[^]*evt_second12[^]*left out: 1\./)
  assert.doesNotMatch(digest.text ?? '', /evt_second11/)
  await open('evt_after')
  await mailed('evt_after')
  const { rows } = await house.db.query<{ n: number }>({
    text: `select count(*)::int as n from alert_digests where closed_at is null`,
  })
  assert.equal(rows[0]?.n, 0)
  for (const about of [...all, 'evt_after']) await heal(about)
})
