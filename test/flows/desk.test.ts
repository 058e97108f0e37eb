import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { mendIssuing } from '../broken_issuing.ts'
import { assertDeskRefused, desk, shownOrder, stuckOrder } from '../desk.ts'
import { eventually, fulfilled, orderState, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { buy, refundIs, refundsAtStripe, refundsOf } from '../money_back.ts'
import { keys } from '../staff.ts'
import { entriesOf, ga, placeOf, wares } from '../ware.ts'

// What the venue does with one order: issue now, give back, send again, note. Twice is once.

let house: House
let second: { url: string; stop(): Promise<void> }
let owner: Browser
let manager: Browser
let host: Browser
let door: Browser
before(async () => {
  const quiet = { SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '0.1' }
  house = await openHouse({ ...keys, ...quiet, DEMO: '1' })
  second = await house.openSecond()
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
  host = await signedInAs(house, 'host')
  door = await signedInAs(house, 'door')
})
after(async () => {
  await audit(house)
  await second.stop()
  await house.close()
})

const back = (what: unknown, left_minor?: number) => {
  return { refund_id: newId('rfd'), what, ...(left_minor !== undefined && { left_minor }) }
}

/** What the members did to an order, as the audit trail has it. */
async function deeds(order: GuestOrder, ...more: string[]): Promise<[string, string][]> {
  const found = await deedsOf(house, order.order_id, ...more)
  return found.map(({ action, actor }) => [action, actor])
}

/** The mails that this guest got, the newest first. */
async function mailsTo({ email }: { email: string }) {
  const mails = await house.mailbox.mails()
  return mails.filter(({ to }) => to.some(({ address }) => address === email))
}

for (const ware of wares)
  test(`${ware.name}: two people who issue a stuck order at once, by two servers, do it once`, async () => {
    const order = await stuckOrder(house, ware)
    const failed = await desk(house, owner, order, '/issue')
    assertDeskRefused(failed, 'issue_failed', 'order_id')
    await mendIssuing(house.db)
    const answers = await Promise.all([
      desk(house, owner, order, '/issue'),
      desk(second, manager, order, '/issue'),
    ])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    )
    assert.deepEqual(answers.map(({ body }) => String(body['outcome'])).toSorted(), [
      'issued',
      'issued_already',
    ])
    await fulfilled(house, order, 2)
    assert.equal((await entriesOf(ware, house, order)).length, 2)
    const done = await deeds(order)
    assert.deepEqual(
      done.map(([action]) => action),
      ['order.issue_tried', 'order.issue_tried'],
    )
    assert.deepEqual((await shownOrder(house, owner, order)).alerts, [])
  })

test('an order that waits for nothing is not issued, and a stranger has none', async () => {
  const order = await placeOf(ga, house, 1)
  assertDeskRefused(await desk(house, owner, order, '/issue'), 'nothing_to_issue', 'order_id')
  const nobody = { order_id: newId('ord') }
  for (const action of ['/issue', '/resend'] as const)
    assertDeskRefused(await desk(house, owner, nobody, action), 'order_unknown', 'order_id')
  const refund = back('everything')
  assertDeskRefused(
    await desk(house, owner, nobody, '/refund', refund),
    'order_unknown',
    'order_id',
  )
  const note = { note_id: newId('nte'), text: 'x' }
  assertDeskRefused(await desk(house, owner, nobody, '/note', note), 'order_unknown', 'order_id')
  assertDeskRefused(await desk(house, owner, nobody), 'order_unknown', 'order_id')
})

test('a refund under one id is made once, however many press, by two servers', async () => {
  const order = await buy(house, ga, 2)
  const refund = back('everything', order.paid_minor)
  const answers = await Promise.all([
    desk(house, owner, order, '/refund', refund),
    desk(second, manager, order, '/refund', refund),
    desk(house, owner, order, '/refund', refund),
  ])
  for (const { status, body } of answers) {
    assert.equal(status, 201, JSON.stringify(body))
    assert.deepEqual(body, { outcome: 'requested', amount_minor: 4900, currency: 'eur' })
  }
  await refundIs(house, order, refund.refund_id, 'succeeded')
  assert.equal((await refundsAtStripe(house, order)).length, 1)
  const [deed, ...others] = await deeds(order, refund.refund_id)
  assert.equal(deed?.[0], 'refund.requested')
  assert.deepEqual(others, [])
})

test('two people who give a part back at once do not both: the second has to look again', async () => {
  const order = await buy(house, ga, 2)
  const press = (server: { url: string }, member: Browser) =>
    desk(server, member, order, '/refund', back({ amount_minor: 1000 }, 4900))
  const answers = await Promise.all([press(house, owner), press(second, manager)])
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['201', '409'])
  const refused = answers.find(({ status }) => status === 409)
  assert.ok(refused)
  assertDeskRefused(refused, 'refund_moved_on', 'left_minor')
  assert.match(String(refused.body['detail']), /€39 is left now/)
  assert.equal((await refundsOf(house, order)).length, 1)
  assert.equal((await shownOrder(house, owner, order)).money.left_minor, 3900)
})

test('chosen tickets are refunded and void, the others stay', async () => {
  const order = await buy(house, ga, 3)
  const [ticket] = (await shownOrder(house, owner, order)).tickets
  const refund = back({ ticket_ids: [ticket?.id] }, order.paid_minor)
  assert.equal((await desk(house, owner, order, '/refund', refund)).status, 201)
  await refundIs(house, order, refund.refund_id, 'succeeded')
  const shown = await shownOrder(house, owner, order)
  assert.deepEqual(
    shown.tickets.map(({ state }) => state),
    ['voided', 'valid', 'valid'],
  )
  assert.equal(shown.money.refunded_minor, 2450)
  assert.equal(shown.money.left_minor, 4900)
})

test('what a refund cannot be is refused, with the field that is wrong', async () => {
  const order = await buy(house, ga, 1)
  const ask = (body: object) => desk(house, owner, order, '/refund', body)
  const id = { refund_id: newId('rfd') }
  assertDeskRefused(
    await ask({ ...id, refund_id: 'mine', what: 'everything' }),
    'input_invalid',
    'refund_id',
  )
  assertDeskRefused(await ask({ ...id, what: 'some' }), 'input_invalid', 'what')
  assertDeskRefused(await ask({ ...id, what: { amount_minor: 1.5 } }), 'input_invalid', 'what')
  assertDeskRefused(await ask(back({ amount_minor: 100 })), 'input_invalid', 'left_minor')
  assertDeskRefused(await ask(back({ ticket_ids: ['x'] })), 'ticket_unknown', 'ticket_ids')
  const much = back({ amount_minor: 9900 }, 2450)
  assertDeskRefused(await ask(much), 'refund_too_much', 'amount_minor')
  assert.deepEqual(await refundsOf(house, order), [])
})

test('two people who send a mail again at once send it once; a fresh confirmation arrives', async () => {
  const order = await buy(house, ga, 1)
  await eventually('the confirmation is there', async () => (await mailsTo(order)).length === 1)
  const answers = await Promise.all([
    desk(house, host, order, '/resend'),
    desk(second, manager, order, '/resend'),
  ])
  const outcomes = answers.map(({ body }) => String(body['outcome']))
  assert.deepEqual(outcomes.toSorted(), ['sent', 'sent_lately'])
  await eventually('it is there again', async () => (await mailsTo(order)).length === 2)
  const [again, first] = await mailsTo(order)
  assert.equal(again?.subject, first?.subject)
  const { mails } = await shownOrder(house, owner, order)
  assert.deepEqual(
    mails.map(({ kind }) => kind),
    ['confirmation', 'resent'],
  )
  assert.equal((await deeds(order)).length, 1)
})

test('an order that waits for its tickets calls for another mail; an unpaid one for none', async () => {
  const order = await stuckOrder(house, ga, 1)
  const known = (await mailsTo(order)).length
  assert.equal((await desk(house, host, order, '/resend')).body['outcome'], 'sent')
  await eventually('a mail more', async () => (await mailsTo(order)).length > known)
  assert.doesNotMatch((await mailsTo(order))[0]?.subject ?? '', /^Your tickets/)
  await mendIssuing(house.db)
  assert.equal((await desk(house, owner, order, '/issue')).body['outcome'], 'issued')
  const unpaid = await placeOf(ga, house, 1)
  assertDeskRefused(await desk(house, host, unpaid, '/resend'), 'nothing_to_send', 'order_id')
  assert.deepEqual((await shownOrder(house, host, unpaid)).actions.can, ['note'])
})

test('a note stands in the story once, in its own words; its id is good for one', async () => {
  const order = await placeOf(ga, house, 1)
  const note = { note_id: newId('nte'), text: 'Calls back at nine <b>\nOr at ten' }
  const answers = await Promise.all([
    desk(house, host, order, '/note', note),
    desk(second, host, order, '/note', note),
  ])
  for (const { status } of answers) assert.equal(status, 201)
  const { story } = await shownOrder(house, owner, order)
  const noted = story.filter(({ what }) => what === 'audit.noted')
  assert.deepEqual(
    noted.map(({ sentence, words }) => [sentence, words]),
    [['Hana Host: Note.', note.text]],
  )
  const other = { ...note, text: 'Something else' }
  assertDeskRefused(await desk(house, host, order, '/note', other), 'note_taken', 'note_id')
  const long = { note_id: newId('nte'), text: 'x'.repeat(1001) }
  assertDeskRefused(await desk(house, host, order, '/note', long), 'input_invalid', 'text')
  const bell = { note_id: newId('nte'), text: 'rings \u0007' }
  assertDeskRefused(await desk(house, host, order, '/note', bell), 'input_invalid', 'text')
  const blank = { note_id: newId('nte'), text: '  ' }
  assertDeskRefused(await desk(house, host, order, '/note', blank), 'input_invalid', 'text')
})

test('a host helps and moves no money, the door sees no order', async () => {
  const order = await buy(house, ga, 1)
  assert.deepEqual((await shownOrder(house, owner, order)).actions.can, [
    'refund',
    'move',
    'resend',
    'note',
  ])
  assert.deepEqual((await shownOrder(house, host, order)).actions.can, ['resend', 'note'])
  for (const action of ['/issue', '/refund'] as const)
    assertDeskRefused(await desk(house, host, order, action), 'not_permitted', 'account')
  for (const action of ['', '/issue', '/refund', '/resend', '/note'] as const)
    assertDeskRefused(await desk(house, door, order, action), 'not_permitted', 'account')
  assert.equal((await orderState(house, order)).state, 'fulfilled')
})
