import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { compBody, giveComp } from '../comps.ts'
import { bookDeposit, depositNight } from '../deposits.ts'
import { dispute } from '../door.ts'
import { desk, shownOrder } from '../desk.ts'
import { placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import {
  askToMove,
  buyAt,
  moveWares,
  mustMove,
  nightAt,
  quoteOf,
  standsAt,
  wantedFor,
  wishOf,
} from '../move.ts'
import { giveBack, keepOursBack, refundIs, refundsOf } from '../money_back.ts'
import { keys, scanPass } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { takenOf } from '../ware.ts'

// What is not moved stays whole where it is, and whoever asks is told why.

let house: House
let second: { url: string; stop(): Promise<void> }
let owner: Browser
let manager: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  second = await house.openSecond()
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
})
after(async () => {
  await second.stop()
  await auditAndClose(house)
})

type Reply = Awaited<ReturnType<typeof askToMove>> | Awaited<ReturnType<typeof quoteOf>>

function assertNo({ status, body }: Reply, code: string, field: string): void {
  assert.equal(body.code, code, JSON.stringify(body))
  assert.equal(body.errors[0]?.field, field)
  assert.ok(status >= 400 && status < 500, String(status))
}

/** Whatever is asked, the order cannot leave its night. */
async function stays(order: Pick<GuestOrder, 'order_id'>, code: string): Promise<void> {
  assertNo(await quoteOf(house, owner, order), code, 'order_id')
  const { rows } = await house.db.query<{ night_id: string }>({
    text: `select night_id from orders where id = $1`,
    values: [order.order_id],
  })
  const wanted = {
    move_id: newId('mov'),
    from_night_id: rows[0]?.night_id ?? newId('ngt'),
    night_id: newId('ngt'),
    choice: { vip_table_id: 'x', package_id: null },
    difference_minor: 0,
    waives: false,
  }
  assertNo(await askToMove(house, owner, order, wanted), code, 'order_id')
}

for (const ware of moveWares) {
  test(`${ware}: two people who press at once, by two servers, move it once`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 3000)]
    const order = await buyAt(house, ware, from)
    const wanted = await wantedFor(house, owner, order, to)
    const other = { ...wanted, move_id: newId('mov') }
    const answers = await Promise.all([
      askToMove(house, owner, order, wanted),
      askToMove(second, owner, order, wanted),
      askToMove(second, manager, order, other),
    ])
    const [one, again, late] = answers.map(({ status }) => status)
    // Either the press of the one counts, with its repetition, or that of the other.
    assert.ok((one === 200 && again === 200) !== (late === 200), JSON.stringify(answers))
    assert.equal((await refundsOf(house, order)).length, 1)
    assert.equal((await deedsOf(house, order.order_id)).length, 1)
    assert.equal((await standsAt(house, order)).night_id, to.night_id)
    assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 2])
    await audit(house)
  })

  test(`${ware}: a night that is full, over, called off or the same takes nothing`, async () => {
    const from = await nightAt(house, 5000)
    const order = await buyAt(house, ware, from)
    const small = { capacity: 1, tables: [{ guests_included: 1, guests_max: 1 }] }
    const full = await nightAt(house, 5000, small)
    const { body } = await quoteOf(house, owner, order, full.night_id)
    assert.deepEqual(body.to?.tables ?? [], [])
    const line_id = body.lines[0]?.line_id ?? ''
    const choice =
      ware === 'GA'
        ? { kinds: [{ line_id, ticket_type_id: full.types[0] }] }
        : { vip_table_id: full.tables[0], package_id: null }
    const from_night_id = from.night_id
    const wanted = {
      move_id: newId('mov'),
      from_night_id,
      difference_minor: 0,
      waives: false,
      choice,
    }
    const ask = (night_id: string) => askToMove(house, owner, order, { ...wanted, night_id })
    const no = ware === 'GA' ? 'not_enough_left' : 'party_too_large'
    const field = ware === 'GA' ? 'choice.kinds' : 'choice.vip_table_id'
    assertNo(await ask(full.night_id), no, field)
    assertNo(await ask(from.night_id), 'move_same_night', 'night_id')
    assertNo(await ask(newId('ngt')), 'night_unknown', 'night_id')
    const past = await nightAt(house, 5000, { doors_in: '-2 days' })
    assertNo(await ask(past.night_id), 'night_over', 'night_id')
    const off = await nightAt(house, 5000)
    const text = `update nights set state = $2 where id = $1`
    await house.db.query({ text, values: [off.night_id, 'cancelled'] })
    assertNo(await ask(off.night_id), 'night_not_on_sale', 'night_id')
    await house.db.query({ text, values: [off.night_id, 'draft'] })
    assertNo(await ask(off.night_id), 'night_unknown', 'night_id')
    assert.equal((await standsAt(house, order)).heads, 2)
    assert.equal((await standsAt(house, order)).night_id, from.night_id)
    assert.deepEqual(await deedsOf(house, order.order_id), [])
    await audit(house)
  })

  test(`${ware}: who is in, in dispute, refunded or not paid for stays`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
    const open = await placeOrder(house, from.slug, wishOf(ware, from))
    await stays(open, 'move_not_issued')
    await stays({ order_id: newId('ord') }, 'order_unknown')
    const inside = await buyAt(house, ware, to)
    const { codes } = await standsAt(house, inside)
    assert.equal((await scanPass(house, to.slug, codes[0] ?? '')).status, 201)
    await stays(inside, ware === 'GA' ? 'move_used' : 'booking_arrived')
    const [third, fourth] = [await nightAt(house, 5000), await nightAt(house, 5000)]
    const disputed = await buyAt(house, ware, third)
    await dispute(house, disputed)
    await stays(disputed, 'move_disputed')
    assert.ok(!(await shownOrder(house, owner, disputed)).actions.can.includes('move'))
    const refunded = await buyAt(house, ware, fourth)
    const refund = await giveBack(house, refunded, 'everything')
    await refundIs(house, refunded, refund, 'succeeded')
    await stays(refunded, 'move_not_issued')
    assert.ok(!(await shownOrder(house, owner, refunded)).actions.can.includes('move'))
  })

  test(`${ware}: while money is on its way back it waits, and what was given for peace is not asked for again`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
    const order = await buyAt(house, ware, from)
    const mend = await keepOursBack(house, order)
    const refund = await giveBack(house, order, { amount_minor: 1000 })
    await stays(order, 'move_money_under_way')
    await mend()
    await refundIs(house, order, refund, 'succeeded')
    assert.equal((await mustMove(house, owner, order, to)).difference_minor, 0)
    // Nearly nothing of it would be left for a night that is so much cheaper.
    const cheap = await nightAt(house, 1000)
    const wanted = await wantedFor(house, owner, order, cheap)
    const answer = await askToMove(house, owner, order, wanted)
    assertNo(answer, 'move_gives_all_back', 'difference_minor')
    await audit(house)
  })

  test(`${ware}: a price that has changed since it was seen has to be seen again`, async () => {
    const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
    const order = await buyAt(house, ware, from)
    const wanted = await wantedFor(house, owner, order, to)
    const changes = [
      `update ticket_types set price_minor = 2000 where night_id = $1`,
      `update table_offers set deposit_minor = 4000 where night_id = $1`,
    ]
    for (const text of changes) await house.db.query({ text, values: [to.night_id] })
    const answer = await askToMove(house, owner, order, wanted)
    assertNo(answer, 'move_price_changed', 'difference_minor')
    assert.deepEqual(await refundsOf(house, order), [])
    await audit(house)
  })
}

test('a comp, a deposit that is only reserved, and guests of a party are not moved by themselves', async () => {
  const night = await nightAt(house, 5000)
  const comp = await giveComp(
    house,
    owner,
    compBody(night.night_id, { ticket_type_id: night.types[0] }),
  )
  await stays(comp, 'move_comp')
  assert.ok(!(await shownOrder(house, owner, comp)).actions.can.includes('move'))
  const reserved = await bookDeposit(house, await depositNight(house))
  await stays(reserved, 'move_not_charged')
  assert.ok(!(await shownOrder(house, owner, reserved)).actions.can.includes('move'))
})

test('tickets that have moved to a cheaper night are not refunded at the price of the dearer one', async () => {
  const [from, to] = [await nightAt(house, 5000), await nightAt(house, 3000)]
  const order = await buyAt(house, 'GA', from)
  await mustMove(house, owner, order, to)
  const { tickets } = await shownOrder(house, owner, order)
  assert.deepEqual(
    tickets.map(({ name, worth_minor }) => [name, worth_minor]),
    [
      ['Kind at 3000', null],
      ['Kind at 3000', null],
    ],
  )
  const what = { ticket_ids: tickets.map(({ id }) => id) }
  const refund = { refund_id: newId('rfd'), what, left_minor: 3000 }
  const { body } = await desk(house, owner, order, '/refund', refund)
  assert.equal(body.code, 'refund_tickets_moved', JSON.stringify(body))
  await audit(house)
})

test('whoever may not decide about money neither sees the button nor moves anything', async () => {
  const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
  const order = await buyAt(house, 'GA', from)
  const host = await signedInAs(house, 'host')
  assert.ok(!(await shownOrder(house, host, order)).actions.can.includes('move'))
  assert.equal((await quoteOf(house, host, order)).status, 403)
  const wanted = await wantedFor(house, owner, order, to)
  assert.equal((await askToMove(house, host, order, wanted)).status, 403)
  for (const wrong of [
    { move_id: 'x' },
    { from_night_id: '' },
    { night_id: '' },
    { difference_minor: 0.5 },
  ]) {
    const answer = await askToMove(house, owner, order, { ...wanted, ...wrong })
    assertNo(answer, 'input_invalid', Object.keys(wrong)[0] ?? '')
  }
  const half = { ...wanted, choice: { kinds: [{ line_id: 'x', ticket_type_id: to.types[0] }] } }
  assertNo(await askToMove(house, owner, order, half), 'ticket_type_unknown', 'choice.kinds')
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
})
