import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire, requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { agreementOf } from '../../src/orders/index.ts'
import { bookingOfOrder, findBooking, passesOf } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { tillOf } from '../till.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => auditAndClose(house))

async function bookingFor(order: { order_id: string }) {
  const booking = await bookingOfOrder(house.db, order.order_id)
  assert.ok(booking, 'the order has its booking')
  return booking
}

test('a paid deposit confirms the table, with a pass for each head and the rest due', async () => {
  const night = await addVipNight(house.db, { packages: [{ price_minor: 45_000 }] })
  const [table = ''] = night.tables
  const [package_id = ''] = night.packages
  const wish = { table: { wished_id: table, party_size: 6, package_id } }
  const order = await placeOrder(house, night.slug, wish)
  await pay(house, order)
  await fulfilled(house, order, 6)
  const booking = await bookingFor(order)
  assert.equal(booking.vip_table_id, table)
  assert.equal(booking.state, 'confirmed')
  // Two extra guests at 20, and the minimum spend of 600, which is more than the package.
  assert.equal(booking.worth_minor, 64_000)
  assert.equal(booking.credited_minor, 20_000)
  const passes = await passesOf(house.db, booking.id)
  assert.deepEqual(
    passes.map(({ ordinal }) => ordinal),
    [1, 2, 3, 4, 5, 6],
  )
  assert.equal(new Set(passes.map(({ code }) => code)).size, 6)
  await audit(house)
})

test('what a package contains stays as it was ordered, whatever the house puts into it later', async () => {
  const night = await addVipNight(house.db, { packages: [{ price_minor: 45_000 }] })
  const [[wished_id = ''], [package_id = '']] = [night.tables, night.packages]
  const order = await placeOrder(house, night.slug, {
    table: { wished_id, party_size: 2, package_id },
  })
  const agreed = (await agreementOf(house.db, order.order_id))!.package_includes
  assert.ok(agreed.length > 0)
  await house.db.query({
    text: `update packages set includes = '{Water}' where id = $1`,
    values: [package_id],
  })
  await pay(house, order)
  await fulfilled(house, order, 2)
  const page = await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
  assert.ok((await page.text()).includes(`Two bottles: ${agreed.join(' · ')}`))
})

test('F39: two parties want one table; one holds it, the other is told before paying', async () => {
  const night = await addVipNight(house.db)
  const wish = { table: { wished_id: night.tables[0] ?? '', party_size: 2 } }
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => tryToPlace(house, night.slug, wish)),
  )
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  const refused = answers.filter(({ status }) => status !== 201)
  for (const { status, body } of refused) {
    assert.equal(status, 409)
    assert.equal(body['code'], 'table_taken')
  }
  await audit(house)
})

test('the best table of a zone is the best one that is free and large enough', async () => {
  const night = await addVipNight(house.db, {
    tables: [
      { rank: 3, guests_max: 10 },
      { rank: 1, guests_max: 4 },
      { rank: 2, guests_max: 8 },
    ],
  })
  const wish = { table: { wished_id: night.zones['Gallery'] ?? '', party_size: 6 } }
  const [first, second] = [
    await placeOrder(house, night.slug, wish),
    await placeOrder(house, night.slug, wish),
  ]
  const third = await tryToPlace(house, night.slug, wish)
  assert.equal(third.body['code'], 'zone_full')
  for (const order of [first, second]) await pay(house, order)
  for (const order of [first, second]) await fulfilled(house, order, 6)
  assert.equal((await bookingFor(first)).vip_table_id, night.tables[2])
  assert.equal((await bookingFor(second)).vip_table_id, night.tables[0])
})

test('F43: late money for a table that is gone gets one that is at least as good', async () => {
  const night = await addVipNight(house.db, {
    tables: [
      { rank: 3 },
      { rank: 2 },
      { rank: 5 },
      { rank: 1, guests_max: 4 },
      { rank: 3, guests_max: 5 },
    ],
  })
  const [table = ''] = night.tables
  const wish = { table: { wished_id: table, party_size: 5 } }
  const late: { order: GuestOrder; secret: string }[] = []
  for (let count = 0; count < 2; count += 1) {
    const order = await placeOrder(house, night.slug, wish)
    late.push({ order, secret: await clientSecretOf(house, order) })
    await expireInBooks(house, order)
  }
  const other = await placeOrder(house, night.slug, wish)
  await pay(house, other)
  await fulfilled(house, other, 5)
  // They have agreed on a table for eight: one for five is as good only where there is no other.
  for (const [{ order, secret }, as] of [
    [late[0]!, night.tables[1]],
    [late[1]!, night.tables[4]],
  ] as const) {
    await confirmAtStripe(house, secret)
    await fulfilled(house, order, 5)
    assert.equal((await bookingFor(order)).vip_table_id, as)
  }
  await audit(house)
})

test('F43: late money for a table that is gone, and none as good: all goes back, once', async () => {
  const night = await addVipNight(house.db, { tables: [{ rank: 3 }, { rank: 4 }] })
  const wish = { table: { wished_id: night.tables[0] ?? '', party_size: 5 } }
  const late = await placeOrder(house, night.slug, wish)
  const secret = await clientSecretOf(house, late)
  await expireInBooks(house, late)
  const other = await placeOrder(house, night.slug, wish)
  await pay(house, other)
  await fulfilled(house, other, 5)
  await confirmAtStripe(house, secret)
  await eventually('the late money goes back', async () => {
    return (await orderState(house, late)).state === 'refunded'
  })
  assert.equal(await bookingOfOrder(house.db, late.order_id), undefined)
  const page = await fetch(`${house.url}/orders/${late.order_id}/${late.secret}`)
  assert.match(await page.text(), /Your table was gone when your bank confirmed/)
  await audit(house)
})

test('more guests are paid for later, up to the size of the table and no further', async () => {
  const night = await addVipNight(house.db, { tables: [{ guests_max: 6 }] })
  const wish = { table: { wished_id: night.tables[0] ?? '', party_size: 3 } }
  const order = await placeOrder(house, night.slug, wish)
  await pay(house, order)
  await fulfilled(house, order, 3)
  const { id: booking_id } = await bookingFor(order)
  const mine = { booking_id, booking_secret: order.secret }
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      tryToPlace(house, night.slug, { more: { ...mine, guests: 2 } }),
    ),
  )
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  await expire(
    tillOf(house),
    answers.find(({ status }) => status === 201)!.order.order_id,
    'released',
  )
  const more = await placeOrder(house, night.slug, { more: { ...mine, guests: 3 } })
  await pay(house, more)
  await fulfilled(house, more, 3)
  const booking = await findBooking(house.db, booking_id)
  assert.equal(booking?.places, 6)
  const passes = await passesOf(house.db, booking_id)
  assert.deepEqual(
    passes.map(({ ordinal }) => ordinal),
    [1, 2, 3, 4, 5, 6],
  )
  await audit(house)
})

test('F47: the database refuses one pass more than the party has places', async () => {
  const night = await addVipNight(house.db)
  const wish = { table: { wished_id: night.tables[0] ?? '', party_size: 2 } }
  const order = await placeOrder(house, night.slug, wish)
  await pay(house, order)
  await fulfilled(house, order, 2)
  const { id } = await bookingFor(order)
  for (const ordinal of [2, 3]) {
    const inserted = house.db.query({
      text: `insert into passes (id, booking_id, places, ordinal, order_id, night_id, code,
                                 claim_secret)
             values ($1, $2, 2, $3, $4, $5, repeat($6, 26), repeat($6, 32))`,
      values: [newId('pas'), id, ordinal, order.order_id, night.night_id, `${ordinal}`],
    })
    await assert.rejects(inserted, /no_pass_beyond_the_party|passes_one_per_head/)
  }
})

test('a booking that is refunded takes its passes with it, and its table is on sale again', async () => {
  const night = await addVipNight(house.db)
  const wish = { table: { wished_id: night.tables[0] ?? '', party_size: 4 } }
  const order = await placeOrder(house, night.slug, wish)
  await pay(house, order)
  await fulfilled(house, order, 4)
  const refund = await requestRefund(tillOf(house), {
    refund_id: newId('rfd'),
    order_id: order.order_id,
    what: 'everything',
    requested_by: 'the owner',
  })
  assert.ok(!isRefused(refund))
  await eventually('the order is refunded', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
  assert.equal((await orderState(house, order)).tickets, 0)
  assert.equal((await bookingFor(order)).state, 'cancelled')
  const again = await placeOrder(house, night.slug, wish)
  await pay(house, again)
  await fulfilled(house, again, 4)
  await audit(house)
})
