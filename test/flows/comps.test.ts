import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  askComp,
  assertCompRefused,
  booksOf,
  compBody,
  decideComp,
  giveComp,
  mailTo,
} from '../comps.ts'
import { assertDeskRefused, desk, shownOrder } from '../desk.ts'
import { api, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { keys, scanPass } from '../staff.ts'
import { takenOf } from '../ware.ts'

// Tickets that the house gives: asked for, approved or refused, and taken back. Nobody pays for
// them, and somebody stands for each.

let house: House
let second: { url: string; stop(): Promise<void> }
let owner: Browser
let manager: Browser
let host: Browser
let door: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  second = await house.openSecond()
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
  host = await signedInAs(house, 'host')
  door = await signedInAs(house, 'door')
})
after(async () => {
  await second.stop()
  await auditAndClose(house)
})

/** A night of its own, with so many tickets, and a request for two of them. */
async function nightWith(capacity = 10, more: object = {}) {
  const night = await addNight(house.db, { types: [{ capacity }] })
  const [ticket_type_id = ''] = night.types
  return { ...night, ticket_type_id, body: compBody(night.night_id, { ticket_type_id }, more) }
}

test('a host asks, a manager approves, and the guest has tickets that nobody has paid for', async () => {
  const { body, night_id, slug, ticket_type_id } = await nightWith()
  const asked = await askComp(house, host, body)
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  assert.equal(asked.body.outcome, 'asked')
  assert.deepEqual(asked.body.comp.can, [])
  assert.deepEqual(await booksOf(house, body), [])
  assert.equal(await takenOf(house, { night_id }), 0)

  const given = await decideComp(house, manager, body, 'approve')
  assert.equal(given.status, 200, JSON.stringify(given.body))
  const { comp } = given.body
  assert.deepEqual([comp.asked_by, comp.decided_by], ['Hana Host', 'Mateo Manager'])
  assert.deepEqual(await booksOf(house, body), [
    { state: 'fulfilled', total_minor: '0', paid_at: null, tickets: 2, passes: 0, payments: 0 },
  ])
  assert.equal(await takenOf(house, { night_id }), 2)
  const deeds = await deedsOf(house, body.comp_id)
  assert.deepEqual(
    deeds.map(({ action, actor }) => [action, actor]),
    [
      ['comp.asked', 'Hana Host'],
      ['comp.approved', 'Mateo Manager'],
    ],
  )
  const mail = await mailTo(house, body.guest_email, 'Your tickets: ')
  assert.match(mail.text, /On the house/)
  assert.doesNotMatch(mail.text + mail.html, /€|bought tickets/)

  const order_id = comp.order_id ?? ''
  const shown = await shownOrder(house, host, { order_id })
  assert.equal(shown.comp?.reason, body.reason)
  assert.deepEqual([shown.comp?.asked_by, shown.comp?.approved_by], ['Hana Host', 'Mateo Manager'])
  assert.deepEqual(shown.actions.can, ['resend', 'note'])
  assert.equal(shown.comp?.can_withdraw, false, 'a host takes nothing back')
  assert.equal((await shownOrder(house, owner, { order_id })).comp?.can_withdraw, true)
  assert.ok(shown.story.some(({ words }) => words === body.reason))
  const refund = { refund_id: newId('rfd'), what: 'everything' }
  const nothing = await desk(house, owner, { order_id }, '/refund', refund)
  assertDeskRefused(nothing, 'refund_not_paid', 'order_id')
  const issued = await desk(house, owner, { order_id }, '/issue')
  assert.equal(issued.body['outcome'], 'issued_already')
  assert.equal((await tryToPlace(house, slug, { [ticket_type_id]: 8 })).status, 201)
})

test('a comp is refused with a reason, and cannot be approved after that', async () => {
  const { body, night_id } = await nightWith()
  await askComp(house, host, body)
  const wordless = await decideComp(house, owner, body, 'refuse', { reason: '  ' })
  assertCompRefused(wordless, 'input_invalid', 'reason')
  const refused = await decideComp(house, owner, body, 'refuse', { reason: 'We are full' })
  assert.equal(refused.body.outcome, 'refused')
  assert.equal(refused.body.comp.refusal, 'We are full')
  const again = await decideComp(house, manager, body, 'refuse', { reason: 'No' })
  assert.equal(again.body.comp.refusal, 'We are full', 'the first answer stays')
  assertCompRefused(await decideComp(house, owner, body, 'approve'), 'comp_decided', 'comp_id')
  assertCompRefused(await decideComp(house, owner, body, 'withdraw'), 'comp_not_given', 'comp_id')
  assert.deepEqual(await booksOf(house, body), [])
  assert.equal(await takenOf(house, { night_id }), 0)
})

test('who may approve asks and gives in one step, and stands for both', async () => {
  const { body } = await nightWith()
  const comp = await giveComp(house, owner, body)
  assert.deepEqual([comp.asked_by, comp.decided_by], ['Olga Owner', 'Olga Owner'])
  assert.equal((await booksOf(house, body))[0]?.tickets, 2)
  assert.equal((await askComp(house, owner, { ...body, approves: true })).status, 201)
  assert.equal((await booksOf(house, body)).length, 1, 'the second press gives nothing more')
  const other = { ...body, quantity: 3 }
  assertCompRefused(await askComp(house, owner, other), 'comp_taken', 'comp_id')
})

test('two who approve at once, by two servers, give it once', async () => {
  const { body, night_id } = await nightWith()
  await askComp(house, host, body)
  const answers = await Promise.all([
    decideComp(house, owner, body, 'approve'),
    decideComp(second, manager, body, 'approve'),
    decideComp(house, owner, body, 'approve'),
  ])
  assert.deepEqual(answers.map(({ body: { outcome } }) => outcome).toSorted(), [
    'approved',
    'approved_already',
    'approved_already',
  ])
  assert.equal((await booksOf(house, body)).length, 1)
  assert.equal(await takenOf(house, { night_id }), 2)
  assert.equal((await deedsOf(house, body.comp_id)).length, 2)
})

test('a request that is sent twice at once is one', async () => {
  const { body } = await nightWith()
  const answers = await Promise.all([
    askComp(house, owner, { ...body, approves: true }),
    askComp(second, owner, { ...body, approves: true }),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  )
  assert.equal((await booksOf(house, body)).length, 1)
})

test('of the last tickets a buyer and an approver each get them whole, or not at all', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { body, night_id, slug, ticket_type_id } = await nightWith(2)
    await askComp(house, host, body)
    const [given, bought] = await Promise.all([
      decideComp(house, owner, body, 'approve'),
      tryToPlace(house, slug, { [ticket_type_id]: 2 }),
    ])
    assert.equal(await takenOf(house, { night_id }), 2)
    assert.equal(Number(given.status === 200) + Number(bought.status === 201), 1)
    if (given.status !== 200) assertCompRefused(given, 'sold_out', 'quantity')
  }
})

test('what is not there is not given, and nothing of it is left behind', async () => {
  const { body, night_id } = await nightWith(1)
  const short = await askComp(house, owner, { ...body, approves: true })
  assertCompRefused(short, 'not_enough_left', 'quantity')
  const { rowCount } = await house.db.query({
    text: `select from comps where id = $1`,
    values: [body.comp_id],
  })
  assert.equal(rowCount, 0)
  assert.equal((await askComp(house, host, body)).status, 201, 'asking is not giving')
  await giveComp(house, owner, { ...body, comp_id: newId('cmp'), quantity: 1 })
  assertCompRefused(await decideComp(house, owner, body, 'approve'), 'sold_out', 'quantity')
  assert.equal(await takenOf(house, { night_id }), 1)
})

test('a comp is taken back once: void, on sale again, and the guest is told', async () => {
  const { body, night_id, slug } = await nightWith()
  const comp = await giveComp(house, manager, body)
  const answers = await Promise.all([
    decideComp(house, owner, body, 'withdraw'),
    decideComp(second, manager, body, 'withdraw'),
  ])
  for (const { body: answer } of answers) assert.equal(answer.outcome, 'withdrawn')
  assert.deepEqual(await booksOf(house, body), [
    { state: 'withdrawn', total_minor: '0', paid_at: null, tickets: 0, passes: 0, payments: 0 },
  ])
  assert.equal(await takenOf(house, { night_id }), 0)
  assert.equal((await deedsOf(house, body.comp_id)).length, 3)
  const mail = await mailTo(house, body.guest_email, 'Taken back: ')
  assert.match(mail.text, /You were charged nothing/)
  const page = await fetch(`${house.url}/orders/${comp.order_id}/${comp.secret}`)
  assert.match(await page.text(), /Taken back/)
  const receipt = await fetch(`${house.url}/orders/${comp.order_id}/${comp.secret}/receipt.pdf`)
  assert.equal(receipt.status, 404)
  assertCompRefused(await decideComp(house, owner, body, 'approve'), 'comp_decided', 'comp_id')
  const { rows } = await house.db.query<{ code: string }>({
    text: `select code from tickets where order_id = $1`,
    values: [comp.order_id],
  })
  assert.equal((await scanPass(house, slug, rows[0]?.code ?? '')).code, 'ticket_voided')
})

test('a comp on which somebody has gone in stays given, and the door marks it', async () => {
  const { body, slug } = await nightWith()
  const comp = await giveComp(house, owner, body)
  const { rows } = await house.db.query<{ code: string }>({
    text: `select code from tickets where order_id = $1 order by ordinal`,
    values: [comp.order_id],
  })
  const scan = { code: rows[0]?.code, night: slug, door: 'North door' }
  const admitted = await fetch(`${house.url}/api/door/admissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.DOOR_KEY}` },
    body: JSON.stringify(scan),
  })
  assert.equal(((await admitted.json()) as { comp?: boolean }).comp, true)
  assertCompRefused(await decideComp(house, owner, body, 'withdraw'), 'comp_used', 'comp_id')
  assert.equal((await booksOf(house, body))[0]?.tickets, 2)
})

test('of a door and whoever takes a comp back in the same moment one comes first', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { body, slug } = await nightWith()
    const comp = await giveComp(house, owner, { ...body, quantity: 1 })
    const { rows } = await house.db.query<{ code: string }>({
      text: `select code from tickets where order_id = $1`,
      values: [comp.order_id],
    })
    const [scanned, back] = await Promise.all([
      scanPass(house, slug, rows[0]?.code ?? ''),
      decideComp(house, owner, body, 'withdraw'),
    ])
    assert.equal(Number(scanned.status === 201) + Number(back.status === 200), 1)
  }
})

test('its mail is sent again, at most once a minute', async () => {
  const { body } = await nightWith()
  const { order_id } = await giveComp(house, owner, body)
  assert.equal((await desk(house, host, { order_id }, '/resend')).body['outcome'], 'sent')
  assert.equal((await desk(house, owner, { order_id }, '/resend')).body['outcome'], 'sent_lately')
})

test('the door may nothing, a host may ask and not decide', async () => {
  const { body } = await nightWith()
  assert.equal((await askComp(house, door, body)).status, 403)
  const both = await askComp(house, host, { ...body, approves: true })
  assertCompRefused(both, 'not_permitted', 'approves')
  await askComp(house, host, body)
  for (const member of [host, door])
    for (const deed of ['approve', 'refuse', 'withdraw'] as const)
      assert.equal((await decideComp(house, member, body, deed, { reason: 'x' })).status, 403)
  const guest = await api(house, 'POST', '/api/dashboard/comps', body)
  assert.equal(guest.status, 401)
  assert.deepEqual(await booksOf(house, body), [])
})

test('a request waits until the night is over, and not longer', async () => {
  const { body, night_id } = await nightWith()
  await askComp(house, host, body)
  await house.db.query({
    text: `update nights set doors_at = now() - interval '9 hours',
                             ends_at = now() - interval '1 hour' where id = $1`,
    values: [night_id],
  })
  assertCompRefused(await decideComp(house, owner, body, 'approve'), 'night_over', 'night')
  const late = await askComp(house, host, { ...body, comp_id: newId('cmp') })
  assertCompRefused(late, 'night_over', 'night')
})

test('what makes no sense is refused by the name of its field, and changes nothing', async () => {
  const { body } = await nightWith()
  const { types } = await addNight(house.db)
  for (const [change, field, code = 'input_invalid'] of [
    [{ quantity: 0 }, 'quantity'],
    [{ quantity: 101 }, 'quantity'],
    [{ guest_name: ' ' }, 'guest_name'],
    [{ guest_email: 'gloria' }, 'guest_email'],
    [{ reason: '' }, 'reason'],
    [{ locale: 'xx' }, 'locale'],
    [{ comp_id: 'cmp_1' }, 'comp_id'],
    [{ ticket_type_id: types[0] }, 'ticket_type_id', 'ticket_type_unknown'],
    [{ night: newId('ngt') }, 'night', 'night_unknown'],
  ] as const)
    assertCompRefused(await askComp(house, owner, { ...body, ...change }), code, field)
  const draft = await addNight(house.db, { state: 'draft' })
  const [ticket_type_id = ''] = draft.types
  const early = compBody(draft.night_id, { ticket_type_id })
  assertCompRefused(await askComp(house, owner, early), 'night_not_on_sale', 'night')
  const nobody = { comp_id: newId('cmp') }
  for (const deed of ['approve', 'withdraw'] as const)
    assertCompRefused(await decideComp(house, owner, nobody, deed), 'comp_unknown', 'comp_id')
  assert.deepEqual(await booksOf(house, body), [])
})
