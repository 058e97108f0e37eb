import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId, newTicketCode, type Queryable } from '../../src/kernel/index.ts'
import { bookingOfOrder, passesOf } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import {
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  type Answer,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { pageOf } from '../party.ts'
import { lockWaits, tillOf } from '../till.ts'
import { entriesOf, ga, vip, wares, type Ware } from '../ware.ts'

const DOOR_KEY = 'a-door-key-that-nobody-guesses'

let house: House
before(async () => {
  house = await openHouse({ DOOR_KEY, SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

interface Bought {
  order: GuestOrder
  slug: string
  night_id: string
  codes: string[]
}

interface Problem {
  code: string
  detail: string
  errors: { field: string; detail?: Record<string, string> }[]
}

/** Holds a ticket up at a door. */
async function scan(
  code: string,
  night: string,
  { door, key = DOOR_KEY }: { door?: string; key?: string } = {},
): Promise<Answer<Problem & { ticket?: string }>> {
  const response = await fetch(`${house.url}/api/door/admissions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ code, night, ...(door && { door }) }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as never,
  }
}

/** A paid order with its night and the codes that it let in by. */
async function buy(ware: Ware, heads: number): Promise<Bought> {
  const { slug, night_id, wish } = await ware.open(house.db)
  const order = await placeOrder(house, slug, wish(heads))
  await pay(house, order)
  await fulfilled(house, order, heads)
  const codes = (await entriesOf(ware, house, order)).map(({ code }) => code)
  return { order, slug, night_id, codes }
}

/** What an admission says whom it let in by. */
const ADMITS = { GA: 'ticket_id', VIP: 'pass_id' }

async function refundEverything(order: GuestOrder): Promise<void> {
  const refund = await requestRefund(tillOf(house), {
    refund_id: newId('rfd'),
    order_id: order.order_id,
    what: 'everything',
    requested_by: 'Owner',
  })
  assert.ok(!isRefused(refund), JSON.stringify(refund))
}

async function countAdmissions({ name, entries }: Ware, code: string): Promise<number> {
  const { rows } = await house.db.query<{ n: number }>({
    text: `select count(*)::int as n from admissions
            where ${ADMITS[name]} = (select id from ${entries} where code = $1)`,
    values: [code],
  })
  return rows[0]?.n ?? -1
}

async function assertRefused(code: string, slug: string, refusal: string): Promise<Problem> {
  const { status, headers, body } = await scan(code, slug)
  assert.equal(body.code, refusal, JSON.stringify(body))
  assert.equal(status, refusal === 'ticket_unknown' || refusal === 'night_unknown' ? 404 : 409)
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/)
  return body
}

test('a ticket lets one person in, once; the second scan is told when and by whom', async () => {
  const { slug, codes } = await buy(ga, 2)
  const first = await scan(codes[0]!, slug, { door: 'North door' })
  assert.equal(first.status, 201, JSON.stringify(first.body))
  const { ticket, type, admitted_at, ...rest } = first.body as unknown as Record<string, string>
  assert.match(ticket ?? '', /^tkt_/)
  assert.equal(type, 'General admission')
  assert.deepEqual(rest, { admitted_by: 'North door' }, 'no name, no money')
  const nobody = await scan(codes[1]!, slug, { door: 'coatcheck' })
  assert.deepEqual([nobody.status, nobody.body.errors[0]?.field], [422, 'door'])
  const problem = await assertRefused(codes[0]!, slug, 'already_admitted')
  assert.deepEqual(problem.errors[0]?.detail, { at: admitted_at, by: 'North door' })
  assert.match(problem.detail, /^This ticket was let in already, .*\d\d:\d\d, by North door\.$/)
  assert.equal((await scan(codes[1]!, slug)).status, 201, 'the other ticket is another person')
})

test('a pass lets one person in; the door is told the guest, the table and how many are in', async () => {
  const { slug, codes, order } = await buy(vip, 3)
  const booking = await bookingOfOrder(house.db, order.order_id)
  const [pass] = await passesOf(house.db, booking!.id)
  await house.db.query({
    text: `update passes set name = 'Grace', claimed_at = now() where id = $1`,
    values: [pass!.id],
  })
  const first = await scan(codes[0]!, slug, { door: 'North door' })
  const { admitted_at, ...answer } = first.body as unknown as Record<string, unknown>
  assert.equal(typeof admitted_at, 'string')
  const party = { booking: booking!.id, table: 'Table 1', zone: 'Gallery', heads: 3 }
  assert.deepEqual(answer, {
    pass: pass!.id,
    party: { ...party, guest: 'Grace', inside: 1 },
    admitted_by: 'North door',
  })
  const second = (await scan(codes[1]!, slug)).body as unknown as Record<string, unknown>
  assert.deepEqual(second['party'], { ...party, guest: null, inside: 2 })
})

for (const ware of wares) {
  test(`a code is read as it is typed: small letters, groups, dashes, and letters that look alike (${ware.name})`, async () => {
    const { slug, codes } = await buy(ware, 4)
    const groups = (code: string, between: string) => code.match(/.{1,4}/g)!.join(between)
    const typed = [
      codes[0]!.toLowerCase(),
      groups(codes[1]!, ' '),
      ` ${groups(codes[2]!, ' – ')} `,
      codes[3]!.replaceAll('0', 'o').replaceAll('1', 'l'),
    ]
    for (const code of typed) assert.equal((await scan(code, slug)).status, 201, code)
  })

  test(`two doors that scan one ticket at once let in exactly one person (${ware.name})`, async () => {
    const { slug, codes } = await buy(ware, 1)
    const doors = Array.from({ length: 20 }, (_, n) => `Door ${n + 1}`)
    const answers = await Promise.all(doors.map((door) => scan(codes[0]!, slug, { door })))
    const admitted = answers.filter(({ status }) => status === 201)
    const refused = answers.filter(({ body }) => body.code === 'already_admitted')
    assert.deepEqual([admitted.length, refused.length], [1, 19])
    const { admitted_at, admitted_by } = admitted[0]!.body as unknown as Record<string, string>
    for (const { body } of refused)
      assert.deepEqual(body.errors[0]?.detail, { at: admitted_at, by: admitted_by })
    assert.equal(await countAdmissions(ware, codes[0]!), 1)
  })

  test(`control of the two doors: without lock and unique key the same race lets many in (${ware.name})`, async () => {
    const { codes } = await buy(ware, 1)
    const one = ADMITS[ware.name]
    const look = () =>
      house.db.query<{ id: string; night_id: string }>({
        text: `select id, night_id from ${ware.entries} t where code = $1 and state = 'valid'
                and not exists (select from admissions a where a.${one} = t.id)`,
        values: [codes[0]],
      })
    await house.db.query({ text: `alter table admissions drop constraint admissions_${one}_key` })
    try {
      const doors = await Promise.all([look(), look()])
      for (const { rows } of doors) {
        await house.db.query({
          text: `insert into admissions (id, ${one}, night_id, admitted_by)
               values ($1, $2, $3, 'nobody')`,
          values: [newId('adm'), rows[0]?.id, rows[0]?.night_id],
        })
      }
      assert.equal(
        await countAdmissions(ware, codes[0]!),
        2,
        'the race happens when nothing guards it',
      )
    } finally {
      await house.db.query({ text: `delete from admissions where admitted_by = 'nobody'` })
      await house.db.query({
        text: `alter table admissions add constraint admissions_${one}_key unique (${one})`,
      })
    }
  })

  test(`the database alone refuses to let in what is void (${ware.name})`, async () => {
    const { order, codes } = await buy(ware, 1)
    await refundEverything(order)
    await assert.rejects(
      house.db.query({
        text: `insert into admissions (id, ${ADMITS[ware.name]}, night_id, admitted_by)
             select $2, id, night_id, 'door' from ${ware.entries} where code = $1`,
        values: [codes[0], newId('adm')],
      }),
      /does not open the door$/,
    )
  })

  test(`the unique key alone refuses a second admission (${ware.name})`, async () => {
    const { slug, codes } = await buy(ware, 1)
    assert.equal((await scan(codes[0]!, slug)).status, 201)
    await assert.rejects(
      house.db.query({
        text: `insert into admissions (id, ${ADMITS[ware.name]}, night_id, admitted_by)
             select $2, id, night_id, 'door' from ${ware.entries} where code = $1`,
        values: [codes[0], newId('adm')],
      }),
      /admissions_(ticket|pass)_id_key/,
    )
  })
}

for (const ware of wares) {
  test(`F66: a refunded ticket is refused from the moment that the refund is asked for (${ware.name})`, async () => {
    const { order, slug, codes } = await buy(ware, 2)
    await refundEverything(order)
    const problem = await assertRefused(codes[0]!, slug, 'ticket_refunded')
    assert.match(problem.detail, /^This ticket was refunded, .*, and does not count any more\.$/)
    await eventually('the money has gone back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    await assertRefused(codes[1]!, slug, 'ticket_refunded')
    assert.equal(await countAdmissions(ware, codes[0]!), 0)
    await audit(house)
  })
}

const STOCK = { GA: 'ticket_types', VIP: 'vip_nights' }

/**
 * Holds a refund of an order between voiding its tickets and committing: it puts the stock back
 * last, so whoever holds the stock holds the refund. Returns who does, and what lets it go on.
 */
async function holdRefund(
  { name }: Ware,
  { order, night_id }: Bought,
): Promise<{ client: Queryable; letGo: () => Promise<void> }> {
  const client = await house.db.connect()
  await client.query('begin')
  await client.query(`select from ${STOCK[name]} where night_id = $1 for update`, [night_id])
  const refund = refundEverything(order)
  await lockWaits(house, 1, client)
  const letGo = async () => {
    await client.query('commit')
    client.release()
    await refund
  }
  return { client, letGo }
}

for (const ware of wares) {
  test(`F66: a door that scans while the refund is being booked waits for it, and refuses (${ware.name})`, async () => {
    const bought = await buy(ware, 1)
    const { slug, codes } = bought
    const { client, letGo } = await holdRefund(ware, bought)
    const answer = scan(codes[0]!, slug)
    await lockWaits(house, 2, client)
    await letGo()
    assert.equal((await answer).body.code, 'ticket_refunded')
    assert.equal(await countAdmissions(ware, codes[0]!), 0)
    await audit(house)
  })

  test(`control of F66: a door that takes no lock finds the ticket valid in that moment (${ware.name})`, async () => {
    const bought = await buy(ware, 1)
    const { order, codes } = bought
    const { letGo } = await holdRefund(ware, bought)
    const { rows } = await house.db.query({
      text: `select from ${ware.entries} where code = $1 and state = 'valid'`,
      values: [codes[0]],
    })
    await letGo()
    assert.equal(rows.length, 1, 'the race happens when nothing guards it')
    assert.equal((await orderState(house, order)).tickets, 0)
  })

  test(`F65: a disputed ticket is stopped at the door, until the venue has won (${ware.name})`, async () => {
    const [won, lost] = [await buy(ware, 1), await buy(ware, 1)]
    const disputeOf = async ({ order }: { order: GuestOrder }) => {
      const [intent] = await intentsAtStripe(house, order)
      const dispute = await house.sim.control.createDispute({ payment_intent: intent!.id })
      await isDispute(order, 'open')
      return dispute.id
    }
    const [first, second] = [await disputeOf(won), await disputeOf(lost)]
    for (const { codes, slug } of [won, lost])
      await assertRefused(codes[0]!, slug, 'ticket_disputed')
    const stopped = await readPage(won)
    assert.match(stopped.page, /do not open the door/)
    await house.sim.control.closeDispute({ dispute: first, ending: 'won' })
    await house.sim.control.closeDispute({ dispute: second, ending: 'lost' })
    await Promise.all([isDispute(won.order, 'won'), isDispute(lost.order, 'lost')])
    assert.equal((await scan(won.codes[0]!, won.slug)).status, 201)
    await assertRefused(lost.codes[0]!, lost.slug, 'ticket_disputed')
    const free = await readPage(won)
    assert.doesNotMatch(free.page, /do not open the door/)
    assert.notEqual(free.version, stopped.version)
  })
}

/** An order's page, and by what it knows that it has changed. */
async function readPage({ order }: Bought): Promise<{ page: string; version: string }> {
  const page = await (await fetch(pageOf(house, order))).text()
  return { page, version: /data-version="([^"]+)"/.exec(page)?.[1] ?? '' }
}

function isDispute(order: GuestOrder, state: string): Promise<unknown> {
  return eventually(`the dispute is ${state}`, async () => {
    const { rows } = await house.db.query({
      text: `select from disputes where order_id = $1 and state = $2`,
      values: [order.order_id, state],
    })
    return rows.length > 0
  })
}

test('a ticket of another night is refused, naming the night that it is for', async () => {
  const [mine, other] = [await buy(ga, 1), await buy(ga, 1)]
  const problem = await assertRefused(mine.codes[0]!, other.slug, 'other_night')
  assert.match(problem.detail, /^This ticket is for another night: Concrete Garden, doors \w+ \d/)
  assert.equal(problem.errors[0]?.detail?.['night'], 'Concrete Garden')
  assert.equal((await scan(mine.codes[0]!, mine.slug)).status, 201)
})

test('an unknown code and an unknown night are refused', async () => {
  const { slug, codes } = await buy(ga, 1)
  await assertRefused(newTicketCode(), slug, 'ticket_unknown')
  await assertRefused("' or 1=1 --", slug, 'ticket_unknown')
  await assertRefused(codes[0]!, 'no-such-night', 'night_unknown')
  const empty = await scan('', slug)
  assert.equal(empty.status, 422)
  assert.equal(empty.body.errors[0]?.field, 'code')
})

test('without the key nobody is let in, and nobody can try for long', async () => {
  const { slug, codes } = await buy(ga, 1)
  for (const key of ['', 'wrong', `${DOOR_KEY}x`, DOOR_KEY.slice(1)]) {
    const { status, headers, body } = await scan(codes[0]!, slug, { key })
    assert.equal(status, 401, key)
    assert.equal(body.code, 'door_key_wrong')
    assert.equal(headers.get('www-authenticate'), 'Bearer')
  }
  await eventually('a stranger is slowed down', async () => {
    return (await scan(codes[0]!, slug, { key: 'wrong' })).status === 429
  })
  assert.equal((await scan(codes[0]!, slug)).status, 201, 'the door itself is not')
})

test('a house without a door key lets no key in', async () => {
  const closed = await openHouse()
  try {
    for (const authorization of ['Bearer undefined', `Bearer ${DOOR_KEY}`, 'Bearer ']) {
      const response = await fetch(`${closed.url}/api/door/admissions`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{}',
      })
      assert.equal(response.status, 401)
    }
  } finally {
    await closed.close()
  }
})
