import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { captureDeposit, requestRefund } from '../../src/checkout/index.ts'
import { newId, openDatabase } from '../../src/kernel/index.ts'
import { storyOf, type Story } from '../../src/story/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, hurryRetry, issuingTries, mendIssuing } from '../broken_issuing.ts'
import { addNight } from '../catalog.ts'
import { bookDeposit } from '../deposits.ts'
import {
  eventually,
  fulfilled,
  intentsAtStripe,
  pay,
  placeOrder,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack } from '../money_back.ts'
import { bookParty, DOOR_KEY, linkOf, post, scanPass } from '../party.ts'
import { tillOf } from '../till.ts'
import { wares } from '../ware.ts'

// One stormy order, and all that `npm run story` tells of it.

/** No id that chance makes has such a letter in it. */
const GUEST = { name: 'Zoë Aguirre', email: 'zoe.aguirre@guest.example' }

let house: House
let order: GuestOrder
let story: Story
let codes: string[]
before(async () => {
  const quiet = { SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '0.1,600,600' }
  house = await openHouse({ DOOR_KEY, ...quiet })
  await weatherAStorm()
  const told = await storyOf(house.db, order.order_id)
  assert.ok(told)
  story = told
})
after(() => house.close())

/** Declined, paid, told twice, issued at the third try, admitted, and one ticket refunded. */
async function weatherAStorm(): Promise<void> {
  const night = await addNight(house.db)
  order = await placeOrder(house, night.slug, { [night.types[0]!]: 2 }, GUEST)
  await pay(house, order, 'pm_card_visa_chargeDeclinedInsufficientFunds')
  await house.sim.control.idle()
  const twice = { effect: 'duplicate', copies: 1 } as const
  await house.sim.control.failWebhooks({ type: 'payment_intent.succeeded', ...twice })
  await breakIssuing(house.db)
  await pay(house, order)
  await eventually('issuing has failed twice', async () => (await issuingTries(house.db)) === 2)
  await mendIssuing(house.db)
  await hurryRetry(house.db, order)
  await fulfilled(house, order, 2)
  await mailed(2)
  const tickets = await ticketsOf(order)
  codes = tickets.map(({ code }) => code)
  const response = await fetch(`${house.url}/api/door/admissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${DOOR_KEY}` },
    body: JSON.stringify({ code: codes[0], night: night.slug, door: 'front' }),
  })
  assert.equal(response.status, 201)
  await requestRefund(tillOf(house), {
    refund_id: newId('rfd'),
    order_id: order.order_id,
    what: { ticket_ids: [tickets[1]?.id ?? ''] },
    requested_by: 'Noor',
  })
  await mailed(3)
  await audit(house)
  // Else a story that is told later would tell of another state of a job.
  await eventually('no job is under way', async () => {
    const { rows } = await house.db.query({
      text: `select from pgboss.job where state in ('retry', 'active')
              or (state = 'created' and start_after <= now())`,
    })
    return rows.length === 0
  })
}

async function mailed(count: number): Promise<void> {
  await eventually(`${count} mails are noted as sent`, async () => {
    const { rows } = await house.db.query({
      text: `select from mails
              where state = 'sent' and kind in ('confirmation', 'looked_after', 'refund')`,
    })
    return rows.length === count
  })
}

async function ticketsOf({ order_id }: GuestOrder): Promise<{ id: string; code: string }[]> {
  const { rows } = await house.db.query<{ id: string; code: string }>({
    text: 'select id, code from tickets where order_id = $1 order by ordinal',
    values: [order_id],
  })
  return rows
}

/** What happened, without Stripe's news, the jobs and one mail, which come when they come. */
const deeds = () =>
  story.entries
    .filter((entry) => entry.what !== 'mail.sent' || entry.detail.kind !== 'looked_after')
    .map(({ what }) => what)
    .filter((what) => !/^(webhook|job)\./.test(what))

test('F09: the whole story of a stormy order is told in its order', () => {
  assert.deepEqual(deeds(), [
    'order.placed',
    'order.line',
    'hold.made',
    'payment.opened',
    'attempt.declined',
    'attempt.succeeded',
    'payment.succeeded',
    'hold.converted',
    'order.paid',
    'fulfilment.failed',
    'fulfilment.failed',
    'mail.queued',
    'ticket.issued',
    'ticket.issued',
    'order.fulfilled',
    'mail.queued',
    'mail.sent',
    'ticket.admitted',
    'refund.requested',
    'ticket.voided',
    'audit.noted',
    'refund.succeeded',
    'mail.queued',
    'mail.sent',
  ])
  const times = story.entries.map(({ at }) => at.getTime())
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  )
})

/** The details of every entry of a kind. */
const detailsOf = (what: string) =>
  story.entries.filter((entry) => entry.what === what).map(({ detail }) => detail as never)

test('F09: each failed try to issue is told with its reason, and how long it had been tried', () => {
  const [first, second] = story.entries.filter(({ what }) => what === 'fulfilment.failed')
  const reason = 'error P0001: tickets cannot be written'
  assert.deepEqual(
    [first?.detail, second?.detail],
    [
      { retries: 0, reason },
      { retries: 1, reason },
    ],
  )
  const apart_ms = (second?.at.getTime() ?? 0) - (first?.at.getTime() ?? 0)
  assert.ok(apart_ms >= 100, `${apart_ms} ms`)
})

test('each try to pay is told with its codes, its card and the time since the first', async () => {
  const [intent] = await intentsAtStripe(house, order)
  const { charges } = await house.sim.control.ledger()
  const keys = charges.filter((one) => one.payment_intent === intent?.id).map(({ id }) => id)
  const told = ['attempt.declined', 'attempt.succeeded'].flatMap(detailsOf) as object[]
  const payment = story.entries.find(({ what }) => what === 'payment.opened')?.subject
  const common = { payment, source: 'webhook', amount_minor: 4900, currency: 'eur' }
  const [declined, succeeded] = told as { since_first_ms: number }[]
  assert.deepEqual(declined, {
    ...common,
    key: keys[0],
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    advice_code: 'try_again_later',
    card_brand: 'visa',
    card_last4: '9995',
    since_first_ms: 0,
  })
  assert.deepEqual(succeeded, {
    ...common,
    key: keys[1],
    code: null,
    decline_code: null,
    advice_code: null,
    card_brand: 'visa',
    card_last4: '4242',
    since_first_ms: succeeded?.since_first_ms,
  })
  assert.ok((succeeded?.since_first_ms ?? 0) > 0)
})

test('F21: webhooks of intent, charge and refund are told, each once, as delivered', async () => {
  const { events } = await house.sim.control.ledger()
  const handled = story.entries.filter(({ what }) => what === 'webhook.handled')
  const types = (handled as { detail: { type: string; found_by: string } }[]).map(
    ({ detail }) => `${detail.type} by ${detail.found_by}`,
  )
  assert.deepEqual(types.toSorted(), [
    'charge.failed by delivery',
    'charge.succeeded by delivery',
    'payment_intent.payment_failed by delivery',
    'payment_intent.succeeded by delivery',
    'refund.created by delivery',
  ])
  for (const { subject } of handled) assert.ok(events.some(({ id }) => id === subject))
})

test('a payment, an intent and a ticket lead to the story of their order; others to none', async () => {
  const [intent] = await intentsAtStripe(house, order)
  const payment = story.entries.find(({ what }) => what === 'payment.opened')?.subject ?? ''
  const [ticket] = await ticketsOf(order)
  for (const id of [payment, intent?.id ?? '', ticket?.id ?? ''])
    assert.equal((await storyOf(house.db, id))?.order_id, order.order_id, id)
  for (const id of [newId('ord'), newId('pay'), 'pi_nobody', "' or true --", ''])
    assert.equal(await storyOf(house.db, id), undefined, id)
})

for (const ware of wares) {
  test(`F40: the story of a dropped order ends with its hold and its payment (${ware.name})`, async () => {
    const { slug, wish } = await ware.open(house.db)
    const { order: dropped } = await tryToPlace(house, slug, wish(1))
    const path = `${house.url}/orders/${dropped.order_id}/${dropped.secret}/release`
    await fetch(path, { method: 'POST', redirect: 'manual' })
    await house.sim.control.idle()
    const told = await storyOf(house.db, dropped.order_id)
    const whats = told?.entries
      .map(({ what }) => what)
      .filter((what) => !what.startsWith('webhook'))
    assert.deepEqual(whats, [
      'order.placed',
      'order.line',
      'hold.made',
      'payment.opened',
      'job.asked_for',
      'payment.cancelled',
      'order.expired',
      'hold.released',
    ])
  })
}

/** What the story that an id leads to tells of bookings and passes. */
async function partyStory(id: string): Promise<string[]> {
  const told = await storyOf(house.db, id)
  const whats = told?.entries.map(({ what }) => what) ?? []
  return whats.filter((what) => /^(booking|pass)\./.test(what))
}

test('a booking and a pass lead to the story of their party, which is told to the door and the end', async () => {
  const [come, gone] = [await bookParty(house, 2), await bookParty(house, 1)]
  const [first, second] = come.passes
  await post(`${linkOf(house, second!)}/claim`, { name: 'Grace' })
  assert.equal((await scanPass(house, first!.code, come.slug)).status, 201)
  for (const party of [come, gone]) await giveBack(house, party.order, 'everything')
  const issued = ['booking.made', 'pass.issued']
  const told = [...issued, 'pass.issued', 'pass.claimed', 'pass.admitted', 'pass.voided']
  assert.deepEqual(await partyStory(come.booking.id), told, 'who is in stays in')
  assert.deepEqual(await partyStory(second!.id), told)
  assert.deepEqual(await partyStory(gone.order.order_id), [
    ...issued,
    'pass.voided',
    'booking.ended',
  ])
  await audit(house)
})

/** What the story of a deposit tells of its money and its mails, once it tells of `last`. */
async function depositStory({ order_id }: GuestOrder, last: string): Promise<string[]> {
  const tell = async () => {
    const { entries = [] } = (await storyOf(house.db, order_id)) ?? {}
    return entries.map(({ what, detail }) => {
      if ('kind' in detail) return `${what} ${detail.kind}`
      return 'queue' in detail ? `${what} ${detail.queue}` : what
    })
  }
  await eventually(`the story tells of ${last}`, async () => (await tell()).includes(last))
  const ofMoney = /^(payment|mail\.queued|order\.refunded)/
  return (await tell()).filter((line) => ofMoney.test(line))
}

test('the story of a deposit tells when it was reserved, and charged or let go, with its mails', async () => {
  const [taken, freed] = [await bookDeposit(house), await bookDeposit(house)]
  const path = `/v1/payment_intents/${freed.intent}/cancel`
  await house.sim.control.failRequests({ path, effect: 'rate_limit', times: null })
  const began = ['payment.opened', 'payment.authorised', 'mail.queued confirmation']
  await captureDeposit(tillOf(house), taken.order_id, 'Mara')
  const charged = 'mail.queued deposit_charged'
  assert.deepEqual(await depositStory(taken, charged), [...began, 'payment.succeeded', charged])
  await giveBack(house, freed, 'everything')
  const asked = await depositStory(freed, 'job.asked_for deposit.release')
  const cancelled = [...began, 'mail.queued booking_cancelled']
  assert.deepEqual(asked, cancelled, 'Stripe has not let it go yet')
  await house.sim.control.clearFaults()
  const released = 'mail.queued deposit_released'
  assert.deepEqual(await depositStory(freed, released), [
    ...cancelled,
    'payment.cancelled',
    'order.refunded',
    released,
  ])
  await audit(house)
})

/** Runs the command as an operator does; nothing on the way may be a secret. */
async function run(...args: string[]): Promise<Ran> {
  return runOn(house.databaseUrl, ...args)
}

interface Ran {
  code: number
  out: string
  error: string
}

async function runOn(DATABASE_URL: string, ...args: string[]): Promise<Ran> {
  const env = { ...process.env, DATABASE_URL }
  const answer = await new Promise<Ran>((resolve) => {
    execFile(process.execPath, ['local/story.ts', ...args], { env }, (error, out, errors) =>
      resolve({ code: Number(error?.code ?? 0), out, error: errors }),
    )
  })
  const personal = [order.secret, GUEST.name, 'Zoë', 'Aguirre', 'guest.example', ...codes]
  for (const secret of personal) assert.ok(!answer.out.includes(secret), secret)
  return answer
}

test("the command writes a line an entry, by the venue's clock, and no personal data", async () => {
  const { code, out } = await run(order.order_id)
  const [title, ...lines] = out.trimEnd().split('\n')
  assert.equal(code, 0)
  assert.equal(title, `${order.order_id}, by the clock of Europe/Berlin`)
  assert.equal(lines.length, story.entries.length)
  for (const line of lines)
    assert.match(line, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} +[\d,]+ ms {2}\w/)
  assert.match(lines[0] ?? '', / 0 ms {2}order\.placed +Concrete Garden, €49\.00$/)
  const berlin = { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' } as const
  const time = story.placed_at.toLocaleTimeString('sv-SE', berlin)
  assert.ok(lines[0]?.slice(11).startsWith(time), lines[0])
  assert.match(out, /attempt\.declined +€49\.00, visa …9995, card_declined, insufficient_funds, /)
  assert.match(out, /fulfilment\.failed +retry 1, error P0001: tickets cannot be written$/m)
})

test('with --json each entry is an object a line, the same as the function returns', async () => {
  const { code, out } = await run('--json', order.order_id)
  const lines = out.trimEnd().split('\n')
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.equal(code, 0)
  assert.deepEqual(
    entries.map(({ at, what, subject, detail }) => ({ at, what, subject, detail })),
    story.entries.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })),
  )
  for (const { order: id, at, offset_ms } of entries) {
    assert.equal(id, order.order_id)
    assert.equal(Date.parse(String(at)) - story.placed_at.getTime(), offset_ms)
  }
})

test('an unknown id, and none at all, are told clearly and end with 2; no database with 1', async () => {
  const nobody = newId('ord')
  assert.deepEqual(await run(nobody), {
    code: 2,
    out: '',
    error: `No order, payment, PaymentIntent, ticket, booking or pass has the id ${nobody}.\n`,
  })
  for (const args of [[], ['--yaml', order.order_id], [order.order_id, nobody]]) {
    const { code, out, error } = await run(...args)
    assert.deepEqual([code, out], [2, ''])
    assert.match(error, /^Usage: npm run story -- <id> \[--json\]\n/)
  }
  const { code, error } = await runOn('postgresql://127.0.0.1:1/nowhere', order.order_id)
  assert.equal(code, 1)
  assert.match(error, /^The database cannot be reached\./)
})

test('a story is told without writing anything', async () => {
  const url = new URL(house.databaseUrl)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  const readOnly = openDatabase(url.href, () => {})
  try {
    await assert.rejects(readOnly.query({ text: 'create table x ()' }), /read-only/)
    assert.deepEqual(await storyOf(readOnly, order.order_id), story)
  } finally {
    await readOnly.end()
  }
})
