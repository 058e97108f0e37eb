import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { callOffFinished, mustCallOff } from '../calloff.ts'
import { desk } from '../desk.ts'
import { eventually, orderState, tryToPlace, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { meet } from '../meet.ts'
import { signedInAs, type Browser } from '../member.ts'
import { askToMove, buyAt, moveWares, nightAt, standsAt, wantedFor, wishOf } from '../move.ts'
import { refundsOf } from '../money_back.ts'
import { keys, scanPass } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { lockWaits } from '../till.ts'
import { takenOf } from '../ware.ts'

// A move meets whatever else may happen to the order, or to a night, in the same moment.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const ORDER = 'select from orders where id = $1'
const refundAll = (order: GuestOrder) => () =>
  desk(house, owner, order, '/refund', { refund_id: newId('rfd'), what: 'everything' })

for (const ware of moveWares) {
  for (const isMoveFirst of [true, false])
    test(`${ware}: a move and a refund meet, ${isMoveFirst ? 'the move' : 'the refund'} first: all of it is back, once`, async () => {
      const [from, to] = [await nightAt(house, 5000), await nightAt(house, 3000)]
      const order = await buyAt(house, ware, from)
      const wanted = await wantedFor(house, owner, order, to)
      const move = () => askToMove(house, owner, order, wanted)
      const races: (() => Promise<{ status: number }>)[] = [move, refundAll(order)]
      const answers = await meet(
        house,
        ORDER,
        order.order_id,
        isMoveFirst ? races : races.toReversed(),
      )
      assert.deepEqual(
        answers.map(({ status }) => status),
        isMoveFirst ? [200, 201] : [201, 409],
      )
      await eventually('all of it is back', async () => {
        return (await orderState(house, order)).state === 'refunded'
      })
      const amounts = (await refundsOf(house, order)).map(({ amount }) => amount)
      assert.deepEqual(
        amounts.toSorted((a, b) => a - b),
        isMoveFirst ? [2000, 3000] : [5000],
      )
      assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 0])
      await audit(house)
    })

  for (const isMoveFirst of [true, false])
    test(`${ware}: a move and the door meet, ${isMoveFirst ? 'the move' : 'the door'} first: moved or in, never both`, async () => {
      const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
      const order = await buyAt(house, ware, from)
      const wanted = await wantedFor(house, owner, order, to)
      const { codes } = await standsAt(house, order)
      const scan = () => scanPass(house, from.slug, codes[0] ?? '')
      const move = () => askToMove(house, owner, order, wanted)
      const gate =
        ware === 'GA'
          ? 'select from tickets where order_id = $1'
          : 'select from bookings where order_id = $1'
      const races: (() => Promise<{ status: number }>)[] = [move, scan]
      const ordered = isMoveFirst ? races : races.toReversed()
      const answers = await meet(house, gate, order.order_id, ordered)
      const [moved, scanned] = isMoveFirst ? answers : answers.toReversed()
      assert.deepEqual(
        [moved?.status, scanned?.status],
        isMoveFirst ? [200, 409] : [409, 201],
        JSON.stringify(answers),
      )
      const { night_id, heads } = await standsAt(house, order)
      assert.deepEqual([night_id, heads], [isMoveFirst ? to.night_id : from.night_id, 2])
      await audit(house)
    })

  test(`${ware}: two moves and a guest meet before the last places: one of them has those`, async () => {
    const from = await nightAt(house, 5000, {
      tables: [{}, {}].map(() => ({ deposit_minor: 5000 })),
    })
    const to = await nightAt(house, 5000, { capacity: 2 })
    const one = await buyAt(house, ware, from)
    const other = await buyAt(house, ware, { ...from, tables: from.tables.toReversed() })
    const moves = await Promise.all(
      [one, other].map(async (order) => {
        const wanted = await wantedFor(house, owner, order, to)
        return () => askToMove(house, owner, order, wanted)
      }),
    )
    const place = () => tryToPlace(house, to.slug, wishOf(ware, to))
    const [gate, id] =
      ware === 'GA'
        ? ['select from ticket_types where id = $1', to.types[0] ?? '']
        : ['select from vip_nights where night_id = $1', to.night_id]
    const races: (() => Promise<{ status: number }>)[] = [...moves, place]
    const answers = await meet(house, gate, id, races)
    const done = answers.filter(({ status }) => status < 300)
    assert.equal(done.length, 1, JSON.stringify(answers))
    assert.equal(await takenOf(house, to), 2)
    for (const order of [one, other]) assert.equal((await standsAt(house, order)).heads, 2)
    await audit(house)
  })

  test(`${ware}: orders that change nights with each other never wait in a circle`, async () => {
    const two = { tables: [{}, {}].map(() => ({ deposit_minor: 5000 })) }
    const [a, b] = [await nightAt(house, 5000, two), await nightAt(house, 5000, two)]
    const [one, other] = [await buyAt(house, ware, a), await buyAt(house, ware, b)]
    const wanted = [await wantedFor(house, owner, one, b), await wantedFor(house, owner, other, a)]
    const answers = await Promise.all([
      askToMove(house, owner, one, wanted[0] ?? {}),
      askToMove(house, owner, other, wanted[1] ?? {}),
    ])
    for (const { status, body } of answers) assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([await takenOf(house, a), await takenOf(house, b)], [2, 2])
    await audit(house)
  })

  test(`${ware}: the night that it would leave is called off in that moment: it stays, and is refunded`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 3000)]
    const order = await buyAt(house, ware, from)
    const wanted = await wantedFor(house, owner, order, to)
    const client = await house.db.connect()
    await client.query('begin')
    await client.query({ text: `${ORDER} for update`, values: [order.order_id] })
    const moving = askToMove(house, owner, order, wanted)
    await lockWaits(house, 1, client)
    await mustCallOff(house, owner, from)
    await client.query('commit')
    client.release()
    // The move waited, and sees that its night does not take place: who is on it is refunded.
    assert.equal((await moving).body.code, 'night_not_on_sale')
    await callOffFinished(house, owner, from)
    await eventually('all of it is back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    assert.deepEqual(
      (await refundsOf(house, order)).map(({ amount }) => amount),
      [5000],
    )
    await audit(house)
  })

  test(`${ware}: the night that it goes to is called off in that moment: all of its money goes back`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 3000)]
    const order = await buyAt(house, ware, from)
    const wanted = await wantedFor(house, owner, order, to)
    const client = await house.db.connect()
    await client.query('begin')
    // It has seen that the night takes place, and waits for its stock.
    const text = 'update ticket_types set position = position where night_id = $1'
    const tables = 'select from vip_nights where night_id = $1 for update'
    await client.query({ text: ware === 'GA' ? text : tables, values: [to.night_id] })
    const moving = askToMove(house, owner, order, wanted)
    await lockWaits(house, 1, client)
    await mustCallOff(house, owner, to)
    await client.query('commit')
    client.release()
    assert.equal((await moving).status, 200)
    await eventually('all of it is back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    const amounts = (await refundsOf(house, order)).map(({ amount }) => amount)
    assert.deepEqual(
      amounts.toSorted((a, b) => a - b),
      [2000, 3000],
    )
    assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 0])
    await audit(house)
  })
}
