import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { expire, requestRefund } from '../../src/checkout/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe } from '../late_money.ts'
import { keys, passCodes, scanPass, staff, staffDo, moreFor } from '../staff.ts'
import { askersOf, meetAt, nightOf, type Told } from '../table_races.ts'
import { tillOf } from '../till.ts'

let house: House
let asks: ReturnType<typeof askersOf>
before(async () => {
  house = await openHouse(keys)
  asks = askersOf(house)
})
after(() => auditAndClose(house))

const tableOf = async (id: string) => (await staffDo(house, 'GET', `bookings/${id}`)).table?.id

/** One of the answers is a yes, all others are this no. */
function assertOneWins(answers: Told[], no = 'table_taken'): void {
  const yes = answers.filter(({ status }) => status < 300)
  assert.equal(yes.length, 1, JSON.stringify(answers))
  for (const { status, code } of answers) if (status >= 300) assert.equal(code, no)
}

test('ten people of the staff assign one table at once; one booking gets it', async () => {
  const { night_id, tables, ids } = await nightOf(house, 3, 2)
  const [one = '', other = ''] = ids
  const target = tables[2] ?? ''
  const moves = Array.from({ length: 10 }, (_, n) => asks.move(n % 2 ? one : other, target))
  const answers = await meetAt(house, { night_id }, moves)
  // Asking for the table that it has already is no change, and no conflict.
  const winners = answers.filter(({ status }) => status === 200)
  assert.equal(winners.length, 5, JSON.stringify(answers))
  assert.equal(answers.filter(({ code }) => code === 'table_taken').length, 5)
  const seats = [await tableOf(one), await tableOf(other)]
  assert.equal(seats.filter((table) => table === target).length, 1)
  await audit(house)
})

test('a booking is not moved to a table that somebody is paying for, who then has it', async () => {
  const { slug, tables, ids } = await nightOf(house, 2, 1)
  const [, held = ''] = tables
  const order = await placeOrder(house, slug, { table: { wished_id: held, party_size: 3 } })
  const paying = pay(house, order)
  const moved = await asks.move(ids[0] ?? '', held)()
  assert.deepEqual([moved.status, moved.code], [409, 'table_taken'])
  await paying
  await fulfilled(house, order, 3)
  const { bookings } = await staffDo(house, 'GET', `nights/${slug}/bookings`)
  assert.deepEqual(new Set(bookings.map(({ table }) => table?.id)), new Set(tables))
  await audit(house)
})

test('a move and a hold want one table at once; one of them has it', async () => {
  for (const isMoveFirst of [true, false]) {
    const { slug, night_id, tables, ids } = await nightOf(house, 2, 1)
    const [[, target = ''], [id = '']] = [tables, ids]
    const races = [asks.hold(slug, target), asks.move(id, target)]
    assertOneWins(await meetAt(house, { night_id }, isMoveFirst ? races.toReversed() : races))
  }
  await audit(house)
})

test('a swap races with a move; both are done one after the other, or the later is refused', async () => {
  for (const isMoveFirst of [true, false]) {
    const { night_id, tables, ids } = await nightOf(house, 3, 2)
    const [one = '', other = ''] = ids
    const [a, b, c = ''] = tables
    const races = [asks.swap(one, other), asks.move(one, c)]
    const answers = await meetAt(house, { night_id }, isMoveFirst ? races.toReversed() : races)
    for (const { status } of answers) assert.ok(status < 300, JSON.stringify(answers))
    const seats = [await tableOf(one), await tableOf(other)]
    assert.deepEqual(seats, isMoveFirst ? [b, c] : [c, a])
    await audit(house)
  }
})

test('two people swap the same two at once: twice is as before, and everybody has one table', async () => {
  const { night_id, tables, ids } = await nightOf(house, 2, 2)
  const [one = '', other = ''] = ids
  const answers = await meetAt(house, { night_id }, [asks.swap(one, other), asks.swap(other, one)])
  for (const { status } of answers) assert.equal(status, 201)
  assert.deepEqual([await tableOf(one), await tableOf(other)], tables)
  await audit(house)
})

test('places that are given up while their party is moved do not stay behind', async () => {
  const { slug, night_id, tables, parties } = await nightOf(house, 2, 1)
  const [[, target = ''], [party]] = [tables, parties]
  assert.ok(party)
  const { id } = party
  const more = await placeOrder(house, slug, moreFor(party, 3))
  const giveUp = async (): Promise<Told> => {
    await expire(tillOf(house), more.order_id, 'released')
    return { status: 200, code: '' }
  }
  await meetAt(house, { night_id }, [asks.move(id, target), giveUp])
  const { tables: offers } = await staffDo(house, 'GET', `nights/${slug}/tables`)
  assert.equal(offers.find((offer) => offer.id === target)?.heads, 2)
  await audit(house)
})

/** How often PostgreSQL has had to break off a transaction, since others waited in a circle. */
async function deadlocks(): Promise<number> {
  const { rows } = await house.db.query<{ deadlocks: number }>({
    text: `select deadlocks::int from pg_stat_database where datname = current_database()`,
  })
  return rows[0]?.deadlocks ?? -1
}

/** A statement's own figures are written down by its connection within a second or two. */
const COUNTED_MS = 2_500

test('who changes a booking, its orders or its holds at once never waits in a circle', async () => {
  const { slug, tables, parties } = await nightOf(house, 1, 1)
  const [[table = ''], [party]] = [tables, parties]
  assert.ok(party)
  const { id: booking, order } = party
  const more = await placeOrder(house, slug, moreFor(party, 3))
  const secret = await clientSecretOf(house, more)
  await staffDo(house, 'DELETE', `bookings/${booking}/table`)
  const earlier = await deadlocks()
  const settled = async (): Promise<Told> => {
    await confirmAtStripe(house, secret)
    return { status: 200, code: '' }
  }
  await meetAt(house, { booking }, [asks.move(booking, table), settled])
  await fulfilled(house, more, 3)
  const refund = (one: GuestOrder) => async () => {
    const wanted = { refund_id: newId('rfd'), order_id: one.order_id, requested_by: 'Owner' }
    await requestRefund(tillOf(house), { ...wanted, what: 'everything' })
  }
  await meetAt(house, { booking }, [refund(order), refund(more)])
  for (const one of [order, more])
    await eventually('its money has gone back', async () => {
      return (await orderState(house, one)).state === 'refunded'
    })
  await sleep(COUNTED_MS)
  assert.equal(await deadlocks(), earlier)
  await audit(house)
})

test('a table is blocked and held at once; it is one of the two', async () => {
  const { slug, night_id, tables } = await nightOf(house, 1, 0)
  const [table = ''] = tables
  // Of the two who block it, the later one finds it blocked.
  const block = async () => {
    const told = await asks.block(slug, table)()
    return told.code === 'table_blocked' ? { ...told, code: 'table_taken' } : told
  }
  const wanted = [asks.hold(slug, table), block, asks.hold(slug, table), block]
  assertOneWins(await meetAt(house, { night_id }, wanted))
  await audit(house)
})

test('a table is released while ten buy it; one has it, once it is free', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { slug, tables, ids } = await nightOf(house, 1, 1)
    const [[table = ''], [id = '']] = [tables, ids]
    await staffDo(house, 'POST', `bookings/${id}/arrival`)
    const buyers = Array.from({ length: 10 }, () => asks.hold(slug, table)())
    const [released, ...answers] = await Promise.all([
      staff(house, 'POST', `bookings/${id}/release`),
      ...buyers,
    ])
    assert.equal(released.status, 200)
    const last = await asks.hold(slug, table)()
    assertOneWins([...answers, last])
    await audit(house)
  }
})

test('a booking is cancelled while its pass is scanned: the door waits, and refuses', async () => {
  const { slug, night_id, ids } = await nightOf(house, 1, 1)
  const [id = ''] = ids
  const [code = ''] = await passCodes(house, id)
  const answers = await meetAt(house, { night_id }, [
    asks.cancel(id),
    () => scanPass(house, slug, code),
  ])
  assert.equal(answers[0]?.status, 200)
  assert.equal(answers[1]?.code, 'ticket_voided')
  await audit(house)
})

test('of a cancellation and a scan at once one is refused, whichever is first', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { slug, ids } = await nightOf(house, 1, 1)
    const [id = ''] = ids
    const [code = ''] = await passCodes(house, id)
    const [cancelled, scanned] = await Promise.all([
      staff(house, 'POST', `bookings/${id}/cancellation`, { gives_back: 'nothing' }),
      scanPass(house, slug, code),
    ])
    const isIn = scanned.status === 201
    assert.equal(cancelled.status, isIn ? 409 : 200)
    assert.equal(
      isIn ? cancelled.body.code : scanned.code,
      isIn ? 'booking_arrived' : 'ticket_voided',
    )
    assert.equal((await passCodes(house, id)).length, isIn ? 2 : 0)
  }
  await audit(house)
})

test('a party walks in while another holds the last table; one of them has it', async () => {
  const { slug, night_id, tables } = await nightOf(house, 1, 0)
  const [table = ''] = tables
  const walkIn = asks.walkIn(slug, table)
  const wanted = [asks.hold(slug, table), walkIn, asks.hold(slug, table), walkIn]
  assertOneWins(await meetAt(house, { night_id }, wanted))
  await audit(house)
})

test('two buy the last two tables while one booking waits: one is sold, one is kept', async () => {
  const { slug, night_id, tables, ids } = await nightOf(house, 2, 1)
  const [[a = '', b = ''], [id = '']] = [tables, ids]
  await staffDo(house, 'DELETE', `bookings/${id}/table`)
  const answers = await meetAt(house, { night_id }, [asks.hold(slug, a), asks.hold(slug, b)])
  assertOneWins(answers)
  const kept = answers[0]?.status === 201 ? b : a
  assert.equal((await asks.move(id, kept)()).status, 200)
  await audit(house)
})
