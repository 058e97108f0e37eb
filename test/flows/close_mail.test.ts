import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { closeMailDueAt, oweCloseMails } from '../../src/closing/index.ts'
import { audit } from '../audit.ts'
import { endNight, mixedNight, readStripe, type MixedNight } from '../close.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { pdfText } from '../pdf_text.ts'
import { keys } from '../staff.ts'
import { addNight } from '../catalog.ts'

// The mail in the morning: when it is due by the venue's clock, to whom it goes, what it says, and
// that it is one, though two look for nights that are over.

let house: House
let night: MixedNight
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  night = await mixedNight(house)
})
after(() => house.close())

const mailOf = (to: string) =>
  house.mailbox.waitFor(
    (mail) =>
      mail.subject.startsWith('Night close: ') && mail.to.some(({ address }) => address === to),
  )

async function settle(browser: Browser, body: object) {
  const response = await fetch(`${house.url}/api/dashboard/close/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', origin: house.url, cookie: browser.cookie() },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const settings = { is_mailed: true, mail_at: '09:00', addresses: [] as string[] }

test('it is due at nine by the venue’s clock, six hours after the end at the earliest', async () => {
  const { night_id } = await addNight(house.db)
  const due = async (endsAt: string) => {
    await house.db.query({
      text: `update nights set doors_at = $2::timestamptz - interval '7 hours', ends_at = $2
              where id = $1`,
      values: [night_id, endsAt],
    })
    return (await closeMailDueAt(house.db, night_id))?.toISOString()
  }
  // Berlin: two hours ahead of UTC in summer, one in winter.
  assert.equal(await due('2026-07-12T00:30:00Z'), '2026-07-12T07:00:00.000Z')
  assert.equal(await due('2026-07-11T21:30:00Z'), '2026-07-12T07:00:00.000Z')
  assert.equal(await due('2026-07-12T04:00:00Z'), '2026-07-12T10:00:00.000Z', 'six hours later')
  assert.equal(await due('2026-07-12T08:00:00Z'), '2026-07-13T07:00:00.000Z', 'after nine')
  // The clocks go back in this night, and forward in that one: it is nine all the same.
  assert.equal(await due('2026-10-24T23:30:00Z'), '2026-10-25T08:00:00.000Z')
  assert.equal(await due('2026-03-28T22:30:00Z'), '2026-03-29T07:00:00.000Z')
  await house.db.query({ text: `delete from ticket_types where night_id = $1`, values: [night_id] })
  await house.db.query({ text: `delete from nights where id = $1`, values: [night_id] })
})

test('the owner alone settles it; what is wrong is refused at its field', async () => {
  const owner = await signedInAs(house, 'owner')
  const manager = await signedInAs(house, 'manager')
  assert.equal((await settle(manager, settings)).status, 403)
  const wrong = async (changed: object) => {
    const { status, body } = await settle(owner, { ...settings, ...changed })
    const [fault] = body['errors'] as { field: string }[]
    return [status, fault?.field]
  }
  assert.deepEqual(await wrong({ mail_at: '24:00' }), [422, 'mail_at'])
  assert.deepEqual(await wrong({ addresses: ['a@b.example', 'nobody'] }), [422, 'addresses.1'])
  assert.deepEqual(await wrong({ addresses: ['a@b.example', 'A@b.example '] }), [
    422,
    'addresses.1',
  ])
  const books = { ...settings, mail_at: '10:30', addresses: ['Books@House.example '] }
  const { status, body } = await settle(owner, books)
  assert.deepEqual(
    [status, body['mail_at'], body['addresses']],
    [200, '10:30', ['books@house.example']],
  )
  assert.deepEqual(body['inherited'], ['owner@basement-nine.example'])
  // Twice the same is once in the audit trail, which has no address in it.
  await settle(owner, books)
  const deeds = await deedsOf(house, 'close_settings')
  assert.equal(deeds.length, 1)
  assert.doesNotMatch(JSON.stringify(deeds), /@/)
  const seen = JSON.parse((await manager.get('/api/dashboard/close/settings')).text) as object
  assert.deepEqual(seen, body)
})

test('before it is due nothing is owed, and while Stripe is not read it waits', async () => {
  const round = () => oweCloseMails(house.db).round({}, new AbortController().signal)
  const owed = async () => {
    const { rowCount } = await house.db.query({
      text: `select from mails where kind = 'night_closed' and subject_id = $1`,
      values: [night.night_id],
    })
    return rowCount
  }
  await endNight(house, night, '5 hours')
  await round()
  assert.equal(await owed(), 0)
  // Its hour is that of right now, so that it is due since six hours have passed.
  await endNight(house, night, '7 hours')
  await house.db.query({
    text: `update close_settings set mail_at =
             (select (ends_at at time zone 'Europe/Berlin')::time from nights where id = $1)`,
    values: [night.night_id],
  })
  await round()
  assert.equal(await owed(), 0, 'Stripe was not read')
  await readStripe(house)
  // Two that look at once owe it once.
  await Promise.all([round(), round(), round()])
  assert.equal(await owed(), 1)
})

test('it has the differences first, the figures, and the report as a PDF', async () => {
  const mail = await mailOf('books@house.example')
  assert.match(mail.subject, /^Night close: Concrete Garden, .*\. It adds up$/)
  const lines = (mail.text ?? '').split('\n')
  assert.match(lines[0] ?? '', /^Stripe €779\.17 = tickets €779\.17, difference €0\.00$/)
  for (const line of [
    'Charged: €900.17',
    'Refunded: €51.01',
    'Disputed: €69.99',
    'Arrived: 2 of 23 sold',
  ])
    assert.ok(lines.includes(line), `${line}\n${mail.text}`)
  assert.ok(lines.includes(`${house.url}/dashboard/close?night=${night.night_id}`))
  const [paper] = mail.attachments ?? []
  assert.equal(paper?.mimeType, 'application/pdf')
  const text = pdfText(paper?.content ?? assert.fail('a report'))
  assert.match(text, /Stripe €779\.17 = tickets €779\.17/)
  assert.match(text, /Deposits\n(.*\n)*€200\.00/)
  await audit(house)
})

test('it is mailed once, however often it is looked for and the product begins again', async () => {
  await house.restart({ SWEEP_SECONDS_MAX: '0.2' })
  const second = await house.openSecond()
  const rounds = async () => {
    const { rows } = await house.db.query<{ done_at: Date }>({
      text: `select done_at from chores where name = 'owe_close_mails' and done_at is not null`,
    })
    return rows[0]?.done_at.getTime() ?? 0
  }
  const first = await eventually('a round is done', rounds)
  await eventually('another is done', async () => (await rounds()) > first)
  await second.stop()
  const then = await rounds()
  await eventually('the other goes on', async () => (await rounds()) > then)
  const mails = await house.mailbox.mails()
  assert.equal(mails.filter(({ subject }) => subject.startsWith('Night close: ')).length, 1)
})
