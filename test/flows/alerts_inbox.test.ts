import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAlert, resolveAlert, type AlertKind } from '../../src/alerts/index.ts'
import { retryNow } from '../../src/checkout/index.ts'
import { transaction } from '../../src/kernel/index.ts'
import type {
  AlertAnswer,
  AlertDeskAnswer,
  AlertsAnswer,
} from '../../src/web/dashboard/api/alerts_answers.ts'
import { auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { dashboard } from '../dashboard.ts'
import { bookDeposit } from '../deposits.ts'
import { eventually, fulfilled, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, memberId, signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { alertCleared, alertOpened } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { ga, placeOf } from '../ware.ts'

let house: House
let owner: Browser
let manager: Browser
let ownerId: string
let managerId: string
before(async () => {
  house = await openHouse({ DEMO: '1', FULFIL_RETRY_SECONDS: '0.1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
  ownerId = await memberId(house, 'owner@demo.example')
  managerId = await memberId(house, 'manager@demo.example')
})
after(() => auditAndClose(house))

let count = 0
/** Opens an alert about something new, and gives its id. */
async function opened(kind: AlertKind = 'fraud_warning', about = `about_${++count}`) {
  await transaction(house.db, (tx) => openAlert(tx, kind, about, { order: `ord_of_${about}` }))
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from alerts where kind = $1 and subject_id = $2 order by id desc limit 1`,
    values: [kind, about],
  })
  return { id: rows[0]?.id ?? assert.fail('it is open'), about, kind }
}

const healed = (one: { kind: AlertKind; about: string }) =>
  transaction(house.db, (tx) => resolveAlert(tx, one.kind, one.about))

async function unread(browser: Browser): Promise<number> {
  const { status, body } = await dashboard<{ unread: number }>(
    house,
    browser,
    'GET',
    'alerts/unread',
  )
  assert.equal(status, 200)
  return body.unread
}

const change = (browser: Browser, id: string, what: string, body = {}) =>
  dashboard<AlertAnswer>(house, browser, 'POST', `alerts/${id}/${what}`, body)

async function inbox(browser: Browser, query = ''): Promise<AlertsAnswer> {
  const { status, body } = await dashboard<AlertsAnswer>(house, browser, 'GET', `alerts?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

const desk = async (browser: Browser) =>
  (await dashboard<AlertDeskAnswer>(house, browser, 'GET', 'alerts/desk')).body

test('what is unread counts for each member apart; opened again it is unread again', async () => {
  const [mine, theirs] = [await unread(owner), await unread(manager)]
  const one = await opened()
  assert.equal(await unread(owner), mine + 1)
  assert.equal((await change(owner, one.id, 'read')).body.is_read, true)
  assert.equal((await change(owner, one.id, 'read')).status, 200, 'twice is once')
  assert.equal(await unread(owner), mine)
  assert.equal(await unread(manager), theirs + 1, 'a colleague has not read it')
  await healed(one)
  assert.equal(await unread(manager), theirs, 'what has healed need not be read')
  await opened(one.kind, one.about)
  assert.equal(await unread(owner), mine + 1, 'it is another incident')
})

test('all are read at once, up to the newest that was seen', async () => {
  const seen = await opened()
  const newer = await opened()
  const { body } = await dashboard<{ unread: number }>(house, owner, 'POST', 'alerts/read', {
    up_to: seen.id,
  })
  assert.equal(body.unread, 1)
  const { rows } = await inbox(owner)
  assert.deepEqual(
    rows.filter(({ is_read }) => !is_read).map(({ id }) => id),
    [newer.id],
  )
})

test('the first who acknowledges counts, also of two at once; it stands in the audit trail', async () => {
  const { id } = await opened()
  const [a, b] = await Promise.all([
    change(owner, id, 'acknowledge'),
    change(manager, id, 'acknowledge'),
  ])
  assert.ok(a.body.acknowledged)
  assert.deepEqual(a.body.acknowledged, b.body.acknowledged)
  assert.deepEqual((await change(manager, id, 'acknowledge')).body, b.body)
  const deeds = await deedsOf(house, id)
  assert.deepEqual(
    deeds.map(({ action, actor }) => [action, actor]),
    [['alert.acknowledged', a.body.acknowledged.by]],
  )
})

test('an alert is assigned to somebody who may see to it, or to nobody; theirs are found', async () => {
  const { id } = await opened()
  const hostId = await memberId(house, 'host@demo.example')
  const wrong = await change(owner, id, 'assign', { member: hostId })
  assert.equal(wrong.body.code, 'member_unknown')
  assert.equal(wrong.body.errors[0]?.field, 'member')
  const given = await change(owner, id, 'assign', { member: managerId })
  assert.deepEqual(given.body.assignee?.id, managerId)
  await change(owner, id, 'assign', { member: managerId })
  assert.deepEqual(
    (await inbox(manager, 'show=mine')).rows.map((one) => one.id),
    [id],
  )
  assert.deepEqual((await inbox(owner, 'show=mine')).rows, [])
  assert.equal((await desk(manager)).mine, 1)
  const members = (await desk(manager)).members.map((one) => one.id)
  assert.deepEqual(members.toSorted(), [ownerId, managerId].toSorted())
  assert.equal((await change(owner, id, 'assign', { member: null })).body.assignee, null)
  assert.deepEqual((await inbox(manager, 'show=mine')).rows, [])
  const deeds = await deedsOf(house, id)
  assert.equal(deeds.length, 2, 'what changes nothing is not noted')
})

test('what nothing heals is resolved by hand, once, with a reason; what heals is not', async () => {
  const lost = await opened('dispute_lost')
  for (const reason of ['', '   ', 'x'.repeat(501)]) {
    const { status, body } = await change(owner, lost.id, 'resolve', { reason })
    assert.equal(status, 422)
    assert.equal(body.errors[0]?.field, 'reason')
  }
  const done = await change(owner, lost.id, 'resolve', { reason: 'Talked to the guest.' })
  assert.equal(done.body.state, 'resolved')
  const again = await change(manager, lost.id, 'resolve', { reason: 'Me too.' })
  assert.deepEqual(again.body.by_hand, { by: 'Olga Owner', reason: 'Talked to the guest.' })
  const deeds = await deedsOf(house, lost.id)
  assert.deepEqual(
    deeds.map(({ action, actor }) => [action, actor]),
    [['alert.resolved', 'Olga Owner']],
  )
  assert.doesNotMatch(JSON.stringify(deeds), /Talked/, 'the audit trail takes no free text')
  const heals = await opened('hold_stuck', 'ord_unheard_of')
  const refused = await change(owner, heals.id, 'resolve', { reason: 'Away with it.' })
  assert.equal(refused.body.code, 'alert_heals_itself')
  await healed(heals)
  const late = await change(owner, heals.id, 'assign', { member: ownerId })
  assert.equal(late.body.code, 'alert_over')
  assert.equal((await change(owner, 'alr_nobody', 'acknowledge')).status, 404)
  assert.equal((await change(owner, 'alr_nobody', 'read')).body.code, 'alert_unknown')
})

test('a member who goes leaves their alerts to nobody, and what they have read with them', async () => {
  const { id } = await opened()
  await change(manager, id, 'read')
  await change(manager, id, 'acknowledge')
  await change(owner, id, 'assign', { member: managerId })
  assert.equal((await owner.post(`/dashboard/members/${managerId}/removal`)).status, 303)
  const alert = (await inbox(owner)).rows.find((one) => one.id === id)
  assert.equal(alert?.assignee, null)
  assert.equal(alert?.acknowledged?.by, 'Mateo Manager')
  assert.equal((await change(owner, id, 'assign', { member: managerId })).status, 404)
  assert.equal((await change(owner, id, 'assign', { member: ownerId })).status, 200)
})

test('an alert says who, how much and what was tried, and resolves itself when it has healed', async () => {
  await breakIssuing(house.db)
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  const { subject_id } = await alertOpened(house, 'fulfilment_stuck')
  assert.equal(subject_id, order.order_id)
  const stuck = (await inbox(owner)).rows.find(({ about }) => about === order.order_id)
  assert.equal(stuck?.order?.guest_name, 'Ada')
  assert.equal(stuck.order.id, order.order_id)
  assert.ok(stuck.order.amount_minor > 0)
  assert.equal(stuck.issuing?.times, 2)
  assert.match(stuck.stripe_url ?? '', /\/intents\/pi_/)
  assert.doesNotMatch(JSON.stringify(stuck), new RegExp(order.secret), "no guest's secret")
  await mendIssuing(house.db)
  assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
  await fulfilled(house, order, 1)
  await alertCleared(house, 'fulfilment_stuck')
  const { body } = await dashboard<AlertAnswer>(house, owner, 'GET', `alerts/${stuck.id}`)
  assert.equal(body.state, 'resolved')
  assert.equal(body.by_hand, null)
})

test('of a dispute the inbox knows the sum, the payment and the day by which to answer', async () => {
  const order = await buy(house, ga, 1)
  await house.sim.control.createDispute({ payment_intent: order.intent })
  await alertOpened(house, 'dispute_open')
  const told = await eventually('the inbox has it', async () =>
    (await inbox(owner)).rows.find(({ kind }) => kind === 'dispute_open'),
  )
  assert.equal(told.order?.id, order.order_id)
  assert.ok(Date.parse(String(told.details['evidence_due_at'])) > Date.now())
  assert.equal(told.stripe_url, `${house.sim.url}/intents/${order.intent}`)
})

test('what becomes of a lapsed deposit is decided once, and that ends its alert', async () => {
  await house.sim.control.configure({ capture_window_s: 3600 })
  const order = await bookDeposit(house)
  await house.sim.control.advanceClock({ seconds: 3700 })
  const { subject_id } = await alertOpened(house, 'authorisation_expired')
  const { rows } = await inbox(owner)
  const lapsed = rows.find(({ about }) => about === subject_id) ?? assert.fail('it is listed')
  assert.equal(lapsed.order?.id, order.order_id)
  assert.equal((await change(owner, lapsed.id, 'decide', { how: 'both' })).status, 422)
  const kept = await change(owner, lapsed.id, 'decide', { how: 'keep' })
  assert.equal(kept.body.state, 'resolved')
  const again = await change(owner, lapsed.id, 'decide', { how: 'cancel' })
  assert.equal(again.body.code, 'deposit_not_lapsed')
  const deeds = (await deedsOf(house, subject_id)).filter(({ actor }) => actor === 'Olga Owner')
  assert.deepEqual(
    deeds.map(({ action }) => action),
    ['deposit.waived'],
  )
  const other = await opened()
  const none = await change(owner, other.id, 'decide', { how: 'keep' })
  assert.equal(none.body.code, 'deposit_not_lapsed')
})

test('open alerts come first, then the resolved ones, the newest first, page by page', async () => {
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id, state, resolved_at)
           select 'alr_0paged' || lpad(n::text, 4, '0'), 'event_failed', 'evt_' || n,
                  case when n % 2 = 0 then 'open' else 'resolved' end,
                  case when n % 2 = 0 then null else now() end
             from generate_series(1, 70) n`,
  })
  const seen: AlertAnswer[] = []
  let place = ''
  do {
    const { rows, next } = await inbox(owner, `show=all&after=${place}`)
    // The first look is short, and whoever goes on gets more at a time.
    assert.ok(rows.length <= (place ? 100 : 20))
    seen.push(...rows)
    place = encodeURIComponent(next ?? '')
  } while (place)
  const { rows: all } = await house.db.query<{ id: string }>({
    text: `select id from alerts order by state, id desc`,
  })
  assert.deepEqual(
    seen.map(({ id }) => id),
    all.map(({ id }) => id),
  )
  const open = (await inbox(owner, 'show=open')).rows
  assert.ok(open.every(({ state }) => state === 'open'))
  for (const nonsense of ['show=none', `after=${'x'.repeat(200)}`])
    assert.equal((await dashboard(house, owner, 'GET', `alerts?${nonsense}`)).status, 422)
  await house.db.query({ text: `delete from alerts where id like 'alr\\_0paged%'` })
})

test('what was opened for a test is over', async () => {
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now()
            where state = 'open' and subject_id like 'about\\_%'`,
  })
})
