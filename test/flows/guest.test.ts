import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { mailTo } from '../comps.ts'
import { dashboard } from '../dashboard.ts'
import { keptOut, letIn, partyAtDoor, searchDoor, ticketsAtDoor, verdict, wanted } from '../door.ts'
import { eventually } from '../guest.ts'
import {
  assertGuestRefused,
  codeOfEntry,
  entriesAt,
  reissueEntry,
  renameGuestOf,
} from '../guest_view.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { keys, scanPass } from '../staff.ts'
import { ga } from '../ware.ts'

// What the venue does for a guest's name, and for a code that went to somebody else.

let house: House
let second: { url: string; stop(): Promise<void> }
let manager: Browser
let host: Browser
let door: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  second = await house.openSecond()
  manager = await signedInAs(house, 'manager')
  host = await signedInAs(house, 'host')
  door = await signedInAs(house, 'door')
})
after(async () => {
  await audit(house)
  await second.stop()
  await house.close()
})

const outcomes = (replies: { body: { outcome: string } }[]) =>
  replies.map(({ body }) => body.outcome).toSorted()

test('a ticket gets a new code: the old one is refused as replaced, the new one lets in, the guest has a mail', async () => {
  const { order, slug } = await ticketsAtDoor(house, 2)
  const [first, other] = await entriesAt(house, host, order)
  assert.ok(first && other)
  assert.deepEqual([first.can, first.replacements], [['reissue'], 0])
  const old = await codeOfEntry(house, first.id)
  const { status, body } = await reissueEntry(house, host, order, first)
  assert.deepEqual([status, body.outcome], [200, 'reissued'])
  const fresh = await codeOfEntry(house, first.id)
  assert.notEqual(fresh, old)
  const no = await keptOut(house, door, wanted(slug, { code: old }), 'ticket_replaced')
  assert.ok(no.at, 'it says since when')
  assert.equal((await scanPass(house, slug, old)).code, 'ticket_replaced')
  const mail = await mailTo(house, order.email, 'Your new ticket: ')
  assert.ok(mail.text.replaceAll(' ', '').includes(fresh), 'the mail has the new code')
  assert.ok(!mail.text.replaceAll(' ', '').includes(old))
  assert.match(mail.text, /The old code does not open the door any more/)
  const page = await (await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)).text()
  assert.ok(page.replaceAll(' ', '').includes(fresh) && !page.replaceAll(' ', '').includes(old))
  await letIn(house, door, slug, { code: fresh })
  await letIn(house, door, slug, { code: await codeOfEntry(house, other.id) })
  assert.deepEqual(
    (await deedsOf(house, order.order_id)).map(({ action, actor }) => [action, actor]),
    [['order.reissued', 'Hana Host']],
  )
  await audit(house)
})

test('two who replace one ticket at once, by two servers, do it once; one mail goes', async () => {
  const { order } = await ticketsAtDoor(house, 1)
  const [ticket] = await entriesAt(house, host, order)
  assert.ok(ticket)
  const replies = await Promise.all([
    reissueEntry(house, host, order, ticket),
    reissueEntry(second, manager, order, ticket),
    reissueEntry(house, host, order, ticket),
  ])
  assert.deepEqual(outcomes(replies), ['reissued', 'reissued_already', 'reissued_already'])
  const [now] = await entriesAt(house, host, order)
  assert.equal(now?.replacements, 1)
  const { rows } = await house.db.query<{ count: number }>({
    text: `select count(*)::int from mails m join audit_entries a on a.id = m.subject_id
            where m.kind = 'reissued' and a.subject_id = $1`,
    values: [order.order_id],
  })
  assert.equal(rows[0]?.count, 1)
})

test('a ticket that is in, or void, or of another order, keeps its code; ten codes are enough', async () => {
  const { order, slug, codes } = await ticketsAtDoor(house, 2)
  await letIn(house, door, slug, { code: codes[0] })
  const [inside, outside] = await entriesAt(house, host, order)
  assert.ok(inside && outside)
  assert.deepEqual([inside.can, outside.can], [[], ['reissue']])
  const refused = await reissueEntry(house, host, order, inside)
  assertGuestRefused(refused, 'already_admitted', 'entry_id')
  const elsewhere = await buy(house, ga, 1)
  assertGuestRefused(
    await reissueEntry(house, host, elsewhere, outside),
    'ticket_unknown',
    'entry_id',
  )
  for (let replacements = 0; replacements < 10; replacements += 1) {
    const again = await reissueEntry(house, host, order, { id: outside.id, replacements })
    assert.equal(again.body.outcome, 'reissued')
  }
  const eleventh = await reissueEntry(house, host, order, { id: outside.id, replacements: 10 })
  assertGuestRefused(eleventh, 'ticket_replaced_too_often', 'entry_id')
  await letIn(house, door, slug, { code: await codeOfEntry(house, outside.id) })
})

test('a ticket that is replaced while a door scans it is in, or replaced, and never both', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { order, slug, codes } = await ticketsAtDoor(house, 1)
    const [ticket] = await entriesAt(house, host, order)
    assert.ok(ticket)
    const [answer, reply] = await Promise.all([
      verdict(second, door, wanted(slug, { code: codes[0] })),
      reissueEntry(house, host, order, ticket),
    ])
    if (answer.verdict === 'in') assertGuestRefused(reply, 'already_admitted', 'entry_id')
    else {
      assert.equal(answer.why, 'ticket_replaced')
      assert.equal(reply.body.outcome, 'reissued')
    }
  }
  await audit(house)
})

test('no code changes without being written down, whatever a statement says', async () => {
  const { order } = await ticketsAtDoor(house, 1)
  const change = house.db.query({
    text: `update tickets set code = repeat('A', 26) where order_id = $1`,
    values: [order.order_id],
  })
  await assert.rejects(change, /codes_are_replaced_openly|is not replaced like that/)
})

test('a pass gets a new code: its old link and code are gone, and its booker has the new link', async () => {
  const { order, slug } = await partyAtDoor(house, 2)
  const [first] = await entriesAt(house, host, order)
  assert.ok(first)
  assert.deepEqual(first.can, ['reissue', 'rename'])
  const old = await codeOfEntry(house, first.id)
  const replies = await Promise.all([
    reissueEntry(house, host, order, first),
    reissueEntry(second, manager, order, first),
  ])
  assert.deepEqual(outcomes(replies), ['reissued', 'reissued_already'])
  await keptOut(house, door, wanted(slug, { code: old }), 'ticket_replaced')
  const [fresh] = await entriesAt(house, host, order)
  assert.ok(fresh && fresh.id !== first.id)
  const mail = await mailTo(house, order.email, 'A new guest pass: ')
  assert.match(mail.text, new RegExp(`/passes/${fresh.id}/`))
  await letIn(house, door, slug, { code: await codeOfEntry(house, fresh.id) })
  const late = await reissueEntry(house, host, order, fresh)
  assertGuestRefused(late, 'pass_admitted', 'entry_id')
  await audit(house)
})

test('a guest is renamed: door, search, page and mails say the new name, the audit trail none', async () => {
  const { order, slug } = await ticketsAtDoor(house, 1, { name: 'Ada Lovelase' })
  const [one, other] = await Promise.all([
    renameGuestOf(house, host, order, '  Ada   Lovelace '),
    renameGuestOf(second, manager, order, 'Ada Lovelace'),
  ])
  assert.deepEqual(outcomes([one, other]), ['named_already', 'renamed'])
  const found = await searchDoor(house, door, slug, 'lovelace')
  assert.deepEqual(
    found.orders.map(({ name }) => name),
    ['Ada Lovelace'],
  )
  assert.deepEqual((await searchDoor(house, door, slug, 'lovelase')).orders, [])
  const query = `orders?q=${encodeURIComponent('ada lovelace')}`
  const list = await dashboard(house, host, 'GET', query)
  assert.ok(JSON.stringify(list.body).includes(order.order_id), 'the list finds her')
  assert.equal(
    (await dashboard(house, host, 'POST', `orders/${order.order_id}/resend`)).status,
    200,
  )
  await eventually('the mail names her', async () => {
    const mails = await house.mailbox.mails()
    return mails.some(({ text, to }) => {
      return to.some(({ address }) => address === order.email) && /Ada Lovelace/.test(text ?? '')
    })
  })
  const { rows } = await house.db.query({
    text: `select from audit_entries where detail::text ~* 'lovelace'`,
  })
  assert.equal(rows.length, 0)
  assertGuestRefused(await renameGuestOf(house, host, order, '   '), 'name_invalid', 'name')
  assertGuestRefused(
    await renameGuestOf(house, host, order, 'x'.repeat(201)),
    'name_invalid',
    'name',
  )
  assertGuestRefused(
    await renameGuestOf(house, host, { order_id: 'ord_none' }, 'Ada'),
    'order_unknown',
    'order_id',
  )
})

test('a pass and a party are renamed, too, until the guest is in', async () => {
  const { order, slug, booking_id } = await partyAtDoor(house, 2, { name: 'Maja Brand' })
  const [first] = await entriesAt(house, host, order)
  assert.ok(first)
  assert.equal((await renameGuestOf(house, host, order, 'Bob', first.id)).body.outcome, 'renamed')
  const again = await renameGuestOf(house, host, order, 'Bob', first.id)
  assert.equal(again.body.outcome, 'named_already')
  assert.equal((await entriesAt(house, host, order))[0]?.name, 'Bob')
  const path = `board/parties/${booking_id}/name`
  const party = await dashboard<{ outcome: string }>(house, host, 'POST', path, {
    name: 'Maya Brandt',
  })
  assert.equal(party.body.outcome, 'renamed')
  const { parties } = await searchDoor(house, door, slug, 'brandt')
  assert.deepEqual(
    parties.map(({ name }) => name),
    ['Maya Brandt'],
  )
  await letIn(house, door, slug, { code: await codeOfEntry(house, first.id) })
  const late = await renameGuestOf(house, host, order, 'Eve', first.id)
  assertGuestRefused(late, 'pass_admitted', 'pass')
  const nobody = await dashboard<{ outcome: string }>(
    house,
    host,
    'POST',
    'board/parties/bkg_x/name',
    { name: 'A' },
  )
  assertGuestRefused(nobody, 'booking_unknown', 'booking_id')
})

test('the door renames nobody and makes no codes', async () => {
  const { order } = await ticketsAtDoor(house, 1)
  const [ticket] = await entriesAt(house, host, order)
  assert.ok(ticket)
  for (const reply of [
    await reissueEntry(house, door, order, ticket),
    await renameGuestOf(house, door, order, 'Eve'),
    await renameGuestOf(house, door, order, 'Eve', 'pas_x'),
  ])
    assertGuestRefused(reply, 'not_permitted', 'account')
})
