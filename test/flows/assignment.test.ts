import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { auditTrailOf } from '../../src/kernel/index.ts'
import { passesOf } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { eventually, fulfilled, pay, placeOrder, tryToPlace } from '../guest.ts'
import { mailTo } from '../deposits.ts'
import { openHouse, type House } from '../house.ts'
import { linkOf, pageOf, post, read } from '../party.ts'
import {
  assertRefused,
  bookTable,
  moreFor,
  keys,
  passCodes,
  scanPass,
  staff,
  staffDo,
  trailOf,
} from '../staff.ts'
import { tillOf } from '../till.ts'
import { addVipNight, type TestTable } from '../vip_catalog.ts'

let house: House
before(async () => {
  house = await openHouse(keys)
})
after(() => auditAndClose(house))

async function nightWith(...tables: TestTable[]) {
  const made = await addVipNight(house.db, { tables })
  const [a = '', b = '', c = ''] = made.tables
  return { ...made, a, b, c }
}

/** The mails to somebody whose subject begins so. */
async function mailsTo(email: string, subject: string) {
  const mails = await house.mailbox.mails()
  return mails.filter(
    (mail) => JSON.stringify(mail.to).includes(email) && mail.subject.startsWith(subject),
  )
}

test('a booking is moved to a free table; trail, list, passes and one mail follow', async () => {
  const { slug, a, b } = await nightWith({}, { name: 'Balcony 7' })
  const { id, order } = await bookTable(house, slug, a, 3)
  const moved = await staffDo(house, 'POST', `bookings/${id}/table`, { table: b })
  assert.deepEqual(moved.table, { id: b, name: 'Balcony 7', zone: 'Gallery' })
  await staffDo(house, 'POST', `bookings/${id}/table`, { table: b })
  assert.deepEqual(await trailOf(house, id), [['booking.moved', 'Mona', a, b]])
  await eventually('the booker is told', async () => {
    return (await mailsTo(order.email, 'Your table is Balcony 7')).length === 1
  })
  const { bookings } = await staffDo(house, 'GET', `nights/${slug}/bookings`)
  assert.equal(bookings.length, 1)
  assert.equal(bookings[0]?.table?.id, b)
  assert.deepEqual(bookings[0].party, {
    name: 'Ada',
    email: order.email,
    phone: '+49 30 1234567',
    heads: 3,
    claimed: 0,
    inside: 0,
  })
  const [code = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, code)).status, 201)
  assert.equal((await staffDo(house, 'GET', `bookings/${id}`)).party.inside, 1)
  await bookTable(house, slug, a)
  await audit(house)
})

test('a table that somebody has, that is blocked, too small or of no such night is refused', async () => {
  const { slug, a, b, c } = await nightWith({}, { guests_max: 4 }, {})
  const { id } = await bookTable(house, slug, a, 6)
  const move = (table: string) => staff(house, 'POST', `bookings/${id}/table`, { table })
  assertRefused(await move(b), 'party_too_large', 'table')
  assertRefused(await move('vtb_none'), 'table_unknown', 'table')
  await staffDo(house, 'POST', `nights/${slug}/tables/${c}/block`, { reason: 'Broken leg' })
  assertRefused(await move(c), 'table_blocked', 'table')
  await staffDo(house, 'DELETE', `nights/${slug}/tables/${c}/block`)
  await bookTable(house, slug, c)
  assertRefused(await move(c), 'table_taken', 'table')
  const none = await staff(house, 'POST', 'bookings/bkg_none/table', { table: b })
  assertRefused(none, 'booking_unknown', 'booking')
  assert.deepEqual(await trailOf(house, id), [])
  assert.equal((await staffDo(house, 'GET', `bookings/${id}`)).table?.id, a)
})

test('a booking waits on the strip, one table is kept for it, and it gets one again', async () => {
  const { slug, a, b } = await nightWith({}, {})
  const { id, order } = await bookTable(house, slug, a, 4)
  assert.equal((await staffDo(house, 'DELETE', `bookings/${id}/table`)).table, null)
  const again = await staff(house, 'DELETE', `bookings/${id}/table`)
  assertRefused(again, 'booking_unassigned', 'booking')
  assert.equal((await staffDo(house, 'GET', `nights/${slug}/bookings`)).unassigned, 1)
  const told = await mailTo(house, order.email, 'Your table is being chosen again: ')
  for (const part of [told.text ?? '', told.html ?? '']) {
    assert.match(part, /table for .* is being chosen again\. We write to you as soon as you have/)
    assert.match(part, /You need to do nothing: your booking and all passes/)
  }
  assert.match((await read(pageOf(house, order))).text, /We are finding a table for you/)
  const [pass] = await passesOf(house.db, id)
  assert.match(
    (await read(linkOf(house, pass!))).text,
    /It is being chosen\. You will see here which/,
  )
  await bookTable(house, slug, b)
  const wish = { table: { wished_id: a, party_size: 2 } }
  assert.equal((await tryToPlace(house, slug, wish)).body['code'], 'table_taken')
  const block = await staff(house, 'POST', `nights/${slug}/tables/${a}/block`)
  assertRefused(block, 'table_kept', 'table')
  const party = { party_name: 'Grace', party_size: 2, table: a }
  const walkIn = await staff(house, 'POST', `nights/${slug}/walk_ins`, party)
  assertRefused(walkIn, 'table_kept', 'table')
  await staffDo(house, 'POST', `bookings/${id}/table`, { table: a })
  const { bookings, unassigned } = await staffDo(house, 'GET', `nights/${slug}/bookings`)
  assert.equal(unassigned, 0)
  assert.equal(bookings[0]?.table?.id, a)
  assert.deepEqual(await trailOf(house, id), [
    ['booking.unassigned', 'Mona', a, 'none'],
    ['booking.assigned', 'Mona', 'none', a],
  ])
  await eventually('the booker is told', async () => {
    return (await mailsTo(order.email, 'Your table is Table 1')).length === 1
  })
  await audit(house)
})

test('for a party that waits a table of its size is kept, and the smaller ones are sold', async () => {
  const { slug, a, b, c } = await nightWith(
    { guests_max: 12 },
    { guests_max: 4 },
    { guests_max: 4 },
  )
  const { id } = await bookTable(house, slug, a, 10)
  const small = await bookTable(house, slug, c)
  await staffDo(house, 'DELETE', `bookings/${id}/table`)
  await staffDo(house, 'DELETE', `bookings/${small.id}/table`)
  const wish = (wished_id: string, party_size: number) => ({ table: { wished_id, party_size } })
  assert.equal((await tryToPlace(house, slug, wish(a, 12))).body['code'], 'table_taken')
  const page = await read(`${house.url}/nights/${slug}/tables`)
  const states = [a, b, c].map((table) => {
    return new RegExp(`data-table="${table}"[^>]*data-state="(\\w+)"`).exec(page.text)?.[1]
  })
  assert.deepEqual(states, ['booked', 'free', 'free'])
  const block = await staff(house, 'POST', `nights/${slug}/tables/${a}/block`)
  assertRefused(block, 'table_kept', 'table')
  const walkIn = { party_name: 'Grace', party_size: 2, table: a }
  const walkedIn = await staff(house, 'POST', `nights/${slug}/walk_ins`, walkIn)
  assertRefused(walkedIn, 'table_kept', 'table')
  // Of those who wait the smaller party takes none that the larger one needs, either.
  const move = (booking: string, table: string) =>
    staff(house, 'POST', `bookings/${booking}/table`, { table })
  assertRefused(await move(small.id, a), 'table_kept', 'table')
  const other = await bookTable(house, slug, b)
  assert.equal((await tryToPlace(house, slug, wish(c, 2))).body['code'], 'table_taken')
  assertRefused(await move(other.id, a), 'table_kept', 'table')
  assert.equal((await move(small.id, c)).status, 200)
  assert.equal((await move(id, a)).status, 200)
  await audit(house)
})

test('guests who are given up while their party waits need no table any more', async () => {
  const { slug, a, b } = await nightWith({ guests_max: 6 }, { guests_max: 4 })
  const party = await bookTable(house, slug, a, 4)
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await staffDo(house, 'DELETE', `bookings/${party.id}/table`)
  const move = () => staff(house, 'POST', `bookings/${party.id}/table`, { table: b })
  assertRefused(await move(), 'party_too_large', 'table')
  await audit(house)
  await expire(tillOf(house), more.order_id, 'released')
  assert.equal((await move()).status, 200)
  await audit(house)
})

test('guests who are paid for while their party is moved, or waits, go with it', async () => {
  const { slug, a, b } = await nightWith({}, { guests_max: 6 })
  const party = await bookTable(house, slug, a, 4)
  const { id } = party
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await staffDo(house, 'DELETE', `bookings/${id}/table`)
  const late = await tryToPlace(house, slug, moreFor(party, 1))
  assert.equal(late.body['code'], 'booking_unassigned')
  await staffDo(house, 'POST', `bookings/${id}/table`, { table: b })
  await pay(house, more)
  await fulfilled(house, more, 2)
  assert.equal((await staffDo(house, 'GET', `bookings/${id}`)).party.heads, 6)
  await staffDo(house, 'POST', `bookings/${id}/table`, { table: a })
  await audit(house)
})

test('two bookings change tables with their heads, unless a table is too small', async () => {
  const { slug, a, b, c } = await nightWith({}, { guests_max: 4 }, { guests_max: 4 })
  const one = await bookTable(house, slug, a, 3)
  const other = await bookTable(house, slug, b, 4)
  const pair = { booking: one.id, other: other.id }
  const { bookings } = await staffDo(house, 'POST', 'swaps', pair)
  assert.deepEqual(
    bookings.map(({ table }) => table?.id),
    [b, a],
  )
  assert.deepEqual(await trailOf(house, one.id), [['booking.moved', 'Mona', a, b]])
  assert.deepEqual(await trailOf(house, other.id), [['booking.moved', 'Mona', b, a]])
  for (const { order } of [one, other])
    await eventually('both bookers are told', async () => {
      return (await mailsTo(order.email, 'Your table is')).length === 1
    })
  await staffDo(house, 'DELETE', `bookings/${other.id}/table`)
  const third = await bookTable(house, slug, a, 8)
  const large = { booking: one.id, other: third.id }
  assertRefused(await staff(house, 'POST', 'swaps', large), 'party_too_large', 'other')
  assertRefused(await staff(house, 'POST', 'swaps', pair), 'booking_unassigned', 'other')
  await staffDo(house, 'POST', `bookings/${other.id}/table`, { table: c })
  await audit(house)
})

test('a party that fits no other table is swapped by nobody, nor across nights, nor with itself', async () => {
  const { slug, a, b } = await nightWith({ guests_max: 5 }, { guests_max: 6 })
  const [one, other] = [await bookTable(house, slug, a, 5), await bookTable(house, slug, b, 6)]
  const pair = { booking: one.id, other: other.id }
  assertRefused(await staff(house, 'POST', 'swaps', pair), 'party_too_large', 'other')
  const turned = { booking: other.id, other: one.id }
  assertRefused(await staff(house, 'POST', 'swaps', turned), 'party_too_large', 'other')
  const elsewhere = await nightWith({})
  const far = await bookTable(house, elsewhere.slug, elsewhere.a)
  const apart = { booking: one.id, other: far.id }
  assertRefused(await staff(house, 'POST', 'swaps', apart), 'other_night', 'other')
  const itself = { booking: one.id, other: one.id }
  assertRefused(await staff(house, 'POST', 'swaps', itself), 'booking_unknown', 'other')
  assert.equal((await staffDo(house, 'GET', `bookings/${one.id}`)).table?.id, a)
})

test('a locked booking is not moved, swapped or put on the strip, until it is unlocked', async () => {
  const { slug, a, b, c } = await nightWith({}, {}, {})
  const [one, other] = [await bookTable(house, slug, a), await bookTable(house, slug, b)]
  const locked = await staffDo(house, 'POST', `bookings/${one.id}/lock`)
  assert.equal(locked.locked, true)
  await staffDo(house, 'POST', `bookings/${one.id}/lock`)
  const path = `bookings/${one.id}/table`
  assertRefused(await staff(house, 'POST', path, { table: c }), 'booking_locked', 'booking')
  assertRefused(await staff(house, 'DELETE', path), 'booking_locked', 'booking')
  const pair = { booking: other.id, other: one.id }
  assertRefused(await staff(house, 'POST', 'swaps', pair), 'booking_locked', 'other')
  assert.equal((await staffDo(house, 'DELETE', `bookings/${one.id}/lock`)).locked, false)
  await staffDo(house, 'POST', path, { table: c })
  const actions = (await auditTrailOf(house.db, one.id)).map(({ action, actor }) => [action, actor])
  assert.deepEqual(actions, [
    ['booking.locked', 'Mona'],
    ['booking.unlocked', 'Mona'],
    ['booking.moved', 'Mona'],
  ])
})

test('a blocked table is not sold, says who blocked it and why, and is sold again after', async () => {
  const { slug, a, b } = await nightWith({}, {})
  const path = `nights/${slug}/tables/${a}/block`
  await staffDo(house, 'POST', path, { reason: 'The artist’s friends' })
  assertRefused(await staff(house, 'POST', path), 'table_blocked', 'table')
  const { tables } = await staffDo(house, 'GET', `nights/${slug}/tables`)
  const { state, block } = tables.find(({ id }) => id === a)!
  assert.equal(state, 'blocked')
  assert.deepEqual([block?.by, block?.reason], ['Mona', 'The artist’s friends'])
  const wish = { table: { wished_id: a, party_size: 2 } }
  assert.equal((await tryToPlace(house, slug, wish)).body['code'], 'table_taken')
  await staffDo(house, 'DELETE', path)
  await staffDo(house, 'DELETE', path)
  await bookTable(house, slug, a)
  assertRefused(await staff(house, 'POST', path), 'table_taken', 'table')
  const unknown = await staff(house, 'DELETE', `nights/${slug}/tables/vtb_none/block`)
  assertRefused(unknown, 'table_unknown', 'table')
  const trail = await auditTrailOf(house.db, a)
  const actions = trail.map(({ action, detail }) => [action, Object.keys(detail)])
  // Entries are unchangeable: the reason, which is free text, is in none of them.
  assert.deepEqual(actions, [
    ['table.blocked', ['night']],
    ['table.unblocked', ['night']],
  ])
  await placeOrder(house, slug, { table: { wished_id: b, party_size: 2 } })
  const held = await staff(house, 'POST', `nights/${slug}/tables/${b}/block`)
  assertRefused(held, 'table_taken', 'table')
})

test('a party walks in: it has arrived, has its passes, and owes what its evening costs', async () => {
  const { slug, a } = await nightWith({ minimum_spend_minor: 80_000, guests_max: 5 })
  const party = { party_name: 'Grace', party_size: 5, table: a }
  const walkIns = `nights/${slug}/walk_ins`
  const large = await staff(house, 'POST', walkIns, { ...party, party_size: 6 })
  assertRefused(large, 'party_too_large', 'party_size')
  const booking = await staffDo(house, 'POST', walkIns, party)
  assert.deepEqual(
    [booking.state, booking.is_walk_in, booking.table?.id, booking.party.name],
    ['arrived', true, a, 'Grace'],
  )
  assert.equal(booking.party.heads, 5)
  assert.equal(booking.ledger.due_minor, 82_000, 'one more than the table includes')
  assert.deepEqual(await trailOf(house, booking.id), [['booking.walked_in', 'Mona', 'none', a]])
  assertRefused(await staff(house, 'POST', walkIns, party), 'table_taken', 'table')
  const codes = booking.passes.map((pass) => pass.code)
  assert.deepEqual(codes, await passCodes(house, booking.id))
  assert.equal((await scanPass(house, slug, codes[0] ?? '')).status, 201)
  const invitation = await fetch(booking.passes[1]?.link ?? '')
  assert.match(await invitation.text(), /Grace has a place for you/)
  await audit(house)
})

test('the staff see whose pass is whose and who took one back, and no code that is the booker’s', async () => {
  const { slug, a } = await nightWith({})
  const { id, order } = await bookTable(house, slug, a)
  const [kept, revoked] = await passesOf(house.db, id)
  const page = `${pageOf(house, order)}/passes/`
  const named = await post(`${page}${kept?.id}/name`, { name: 'Grace' })
  const taken = await post(`${page}${revoked?.id}/replacement`)
  assert.deepEqual([named.status, taken.status], [303, 303])
  const seen = await staffDo(house, 'GET', `bookings/${id}`)
  assert.deepEqual(
    seen.passes.map(({ head, state, name }) => [head, state, name]),
    [
      [1, 'valid', 'Grace'],
      [2, 'voided', null],
      [2, 'valid', null],
    ],
  )
  assert.deepEqual(
    seen.changes.map(({ action }) => action),
    ['pass.revoked'],
  )
  for (const { code, claim_secret } of await passesOf(house.db, id))
    for (const secret of [code, claim_secret, order.secret])
      assert.ok(!JSON.stringify(seen).includes(secret), 'a link is the booker’s to hand on')
})

test('a party that walks in owes the table price and its extra guests too, whatever is paid ahead', async () => {
  const prices = { table_price_minor: 30_000, minimum_spend_minor: 50_000, guests_included: 2 }
  const { slug, a, b } = await nightWith({ ...prices, charge: 'full' }, prices)
  for (const table of [a, b]) {
    const seated = await staffDo(house, 'POST', `nights/${slug}/walk_ins`, {
      party_name: 'Grace',
      party_size: 5,
      table,
    })
    const { worth_minor, credited_minor, due_minor } = seated.ledger
    assert.deepEqual([worth_minor, credited_minor, due_minor], [86_000, 0, 86_000])
  }
  await audit(house)
})

test('nothing is read or changed without the key, the name, or input of the right form', async () => {
  const { slug, a, b } = await nightWith({}, {})
  const { id } = await bookTable(house, slug, a)
  const path = `bookings/${id}/table`
  for (const key of ['', 'wrong', keys.DOOR_KEY, `${keys.STAFF_KEY}x`]) {
    const answer = await staff(house, 'POST', path, { table: b }, key)
    assert.equal(answer.status, 401)
    assertRefused(answer, 'staff_key_wrong', 'authorization')
    assert.equal((await staff(house, 'GET', `nights/${slug}/bookings`, {}, key)).status, 401)
  }
  const wrong: [string, string, object, string][] = [
    ['POST', path, { table: b, actor: ' ' }, 'actor'],
    ['POST', path, { table: b, actor: undefined }, 'actor'],
    ['POST', path, { table: b, actor: 'coatcheck' }, 'actor'],
    ['POST', path, { table: b, actor: ' Guest' }, 'actor'],
    ['POST', path, { table: b, actor: 'STRIPE' }, 'actor'],
    ['POST', path, {}, 'table'],
    ['POST', `nights/${slug}/walk_ins`, { party_size: 0, table: b, party_name: 'G' }, 'party_size'],
    ['POST', `nights/${slug}/walk_ins`, { party_size: 2, table: b }, 'party_name'],
    ['POST', `bookings/${id}/cancellation`, { gives_back: 'all' }, 'gives_back'],
    ['DELETE', path, { actor: 7 }, 'actor'],
  ]
  for (const [method, to, body, field] of wrong) {
    const answer = await staff(house, method as 'POST', to, body)
    assertRefused(answer, 'input_invalid', field)
    assert.equal(answer.status, 422)
  }
  const unknown = await staff(house, 'GET', 'nights/no-such-night/bookings')
  assertRefused(unknown, 'night_unknown', 'night')
  assert.deepEqual(await trailOf(house, id), [])
})

test('a house without a staff key knows no key', async () => {
  const closed = await openHouse({ DOOR_KEY: keys.DOOR_KEY })
  try {
    for (const key of ['undefined', keys.STAFF_KEY, '']) {
      assert.equal((await staff(closed, 'GET', 'bookings/bkg_1', {}, key)).status, 401)
      assert.equal((await staff(closed, 'POST', 'swaps', {}, key)).status, 401)
    }
  } finally {
    await closed.close()
  }
})
