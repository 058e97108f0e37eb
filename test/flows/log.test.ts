import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { requestRefund } from '../../src/checkout/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { ticketsOf } from '../../src/tickets/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { bookParty, DOOR_KEY, scanPass } from '../party.ts'
import { tillOf } from '../till.ts'

// One filter makes an order's whole story readable, and nothing in it is anybody else's business.

/** No id that chance makes has such a letter in it. */
const GUEST = { name: 'Zoë Aguirre', email: 'zoe.aguirre@guest.example' }

let house: House
let folder: string
let order: GuestOrder
let slug: string
let secrets: string[]
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-log-'))
  const LOG_FILE = join(folder, 'coatcheck.log')
  house = await openHouse({ DOOR_KEY, LOG_LEVEL: 'info', LOG_FILE })
  await buyAndRefund()
})
after(async () => {
  await house.close()
  await rm(folder, { recursive: true })
})

/** A purchase with a decline, its event delivered twice, and half of it refunded. */
async function buyAndRefund(): Promise<void> {
  const night = await addNight(house.db)
  slug = night.slug
  order = await placeOrder(house, slug, { [night.types[0]!]: 2 }, GUEST)
  const client_secret = await clientSecretOf(house, order)
  await pay(house, order, 'pm_card_visa_chargeDeclined')
  await house.sim.control.idle()
  const twice = { effect: 'duplicate', copies: 1 } as const
  await house.sim.control.failWebhooks({ type: 'payment_intent.succeeded', ...twice })
  await pay(house, order)
  await fulfilled(house, order, 2)
  await eventually('the tickets are mailed', async () => (await mailsTo(GUEST.email)).length === 1)
  const refund_id = newId('rfd')
  const what = { amount_minor: 500 }
  const wanted = { refund_id, order_id: order.order_id, what, requested_by: 'test' }
  await requestRefund(tillOf(house), wanted)
  await eventually('both mails are sent', async () => (await mailsTo(GUEST.email)).length === 2)
  await audit(house)
  const { order_id } = order
  await linesOnce(order_id, (lines) => lines.filter(({ msg }) => msg === 'mail.sent').length === 2)
  const { rows } = await house.db.query<{ code: string }>({
    text: 'select code from tickets where order_id = $1',
    values: [order.order_id],
  })
  secrets = [order.secret, client_secret, ...rows.map(({ code }) => code)]
}

const mailsTo = async (address: string) =>
  (await house.mailbox.mails()).filter(({ to }) => to[0]?.address === address)

type Line = Record<string, unknown> & { msg: string }

async function linesAbout(id: string): Promise<Line[]> {
  const text = await readFile(join(folder, 'coatcheck.log'), 'utf8')
  const lines = text.split('\n').filter((line) => line.includes(`"${id}"`))
  return lines.map((line) => JSON.parse(line) as Line)
}

/** The lines about an id, once they are complete: they are written a moment after it happens. */
const linesOnce = (id: string, isComplete: (lines: Line[]) => boolean) =>
  eventually(`the log tells all of ${id}`, async () => {
    const lines = await linesAbout(id)
    return isComplete(lines) && lines
  })

test("one filter by the order's id tells its way from placing to the last mail", async () => {
  const lines = await linesAbout(order.order_id)
  assert.ok(lines.every((line) => line['order'] === order.order_id))
  const story = lines.map((line) =>
    line.msg === 'webhook' ? `webhook ${String(line['type'])} ${String(line['result'])}` : line.msg,
  )
  let from = 0
  for (const wanted of [
    'order.placed',
    'payment.tried',
    'payment.succeeded',
    'order.fulfilled',
    'webhook payment_intent.succeeded handled',
    'mail.sent',
    'refund.succeeded',
    'mail.sent',
  ]) {
    const found = story.indexOf(wanted, from)
    assert.ok(found >= from, `${wanted} after ${story.slice(0, from).join(', ')}: ${story.join()}`)
    from = found + 1
  }
  for (const told of ['payment_intent.succeeded repeated', 'charge.succeeded handled'])
    assert.ok(story.includes(`webhook ${told}`), story.join('\n'))
})

test('each line carries the request, the webhook, the payment and the job that it came from', async () => {
  const lines = await linesAbout(order.order_id)
  const one = (msg: string) => {
    const found = lines.find((line) => line.msg === msg)
    assert.ok(found, msg)
    return found
  }
  assert.match(String(one('order.placed')['request']), /^req_/)
  for (const msg of ['payment.tried', 'payment.succeeded', 'order.fulfilled']) {
    assert.match(String(one(msg)['request']), /^req_/, msg)
    assert.match(String(one(msg)['webhook']), /^evt_/, msg)
    assert.equal(one(msg)['payment'], one('order.placed')['payment'], msg)
  }
  const mails = lines.filter(({ msg }) => msg === 'mail.sent')
  assert.deepEqual(
    mails.map(({ kind }) => kind),
    ['confirmation', 'refund'],
  )
  for (const mail of mails) assert.ok(mail['job'] && mail['mail'])
  // The webhook's request says whose it was, once it is known.
  const { webhook, request } = one('payment.succeeded')
  const answered = (await linesAbout(String(request))).filter(({ msg }) => msg === 'request')
  assert.deepEqual(
    answered.map((line) => [line['webhook'], line['order'], line['status']]),
    [[webhook, order.order_id, 200]],
  )
})

test('who was let in is told by the ticket, or by the pass, and by the order', async () => {
  const party = await bookParty(house, 2)
  const [pass] = party.passes
  const told = async (code: string, night: string, id: string) => {
    assert.equal((await scanPass(house, code, night)).status, 201)
    const isAdmission = ({ msg }: Line) => msg.endsWith('.admitted')
    const lines = (await linesOnce(id, (all) => all.some(isAdmission))).filter(isAdmission)
    return lines.map(({ msg, order: by, ticket, pass: on }) => [msg, by, ticket, on])
  }
  assert.deepEqual(await told(pass?.code ?? '', party.slug, pass?.id ?? ''), [
    ['pass.admitted', party.order.order_id, undefined, pass?.id],
  ])
  const tickets = await ticketsOf(house.db, order.order_id)
  const ticket = tickets.find(({ state }) => state === 'valid')
  assert.deepEqual(await told(ticket?.code ?? '', slug, ticket?.id ?? ''), [
    ['ticket.admitted', order.order_id, ticket?.id, undefined],
  ])
})

test('two requests at once never share an id, and a line says each id once', async () => {
  const id = newId('ord')
  const paths = Array.from({ length: 20 }, () => `${house.url}/orders/${id}/nothing`)
  await Promise.all(paths.map((path) => fetch(path)))
  const lines = await linesOnce(id, (all) => all.length >= 40)
  assert.equal(new Set(lines.map(({ request }) => request)).size, 20)
  assert.equal(lines.length, 40, 'each is refused, and answered')
  const text = await readFile(join(folder, 'coatcheck.log'), 'utf8')
  for (const line of text.split('\n')) assert.ok(line.split('"request":').length <= 2, line)
})

test('the log knows no name, no address, no secret and no card', async () => {
  const text = await readFile(join(folder, 'coatcheck.log'), 'utf8')
  for (const secret of [
    ...secrets,
    'Zoë',
    'Aguirre',
    'guest.example',
    '_secret_',
    house.sim.secretKey,
  ])
    assert.ok(!text.includes(secret), secret)
  for (const digits of ['4242', '0002']) assert.ok(!text.includes(`"${digits}"`), digits)
  assert.doesNotMatch(text, /\b(?:\d[ -]?){13,19}\b(?!")/)
})
