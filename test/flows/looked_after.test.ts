import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startMailbox, type Mail, type Mailbox } from '../../local/mailbox.ts'
import { requestRefund, retryNow } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, issuingTries, mendIssuing } from '../broken_issuing.ts'
import { addNight } from '../catalog.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { freePort, openHouse, type House } from '../house.ts'
import { tillOf } from '../till.ts'

// A guest has paid, and the tickets do not come at once: what is mailed to somebody who has closed
// the page. The owner's side of the same is in recovery_issuing.test.ts.

type Guest = GuestOrder & { email: string }

let house: House
before(async () => {
  house = await openHouse({ FULFIL_RETRY_SECONDS: '0.1,0.1,0.1' })
})
after(() => house.close())

async function place(tickets: number): Promise<Guest> {
  const night = await addNight(house.db)
  return placeOrder(house, night.slug, { [night.types[0]!]: tickets })
}

/** What was mailed to a guest under a subject that begins so, when no mail is on its way. */
async function mailsTo(guest: Guest, begins: string, mailbox: Mailbox) {
  await eventually('no mail is on its way', async () => {
    const { rows } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rows.length === 0
  })
  const mails = await mailbox.mails()
  return mails.filter(
    ({ to, subject }) => to[0]?.address === guest.email && subject.startsWith(begins),
  )
}

const lookedAfter = (guest: Guest, mailbox: Mailbox = house.mailbox) =>
  mailsTo(guest, 'Your payment of', mailbox)
const confirmations = (guest: Guest, mailbox: Mailbox = house.mailbox) =>
  mailsTo(guest, 'Your tickets', mailbox)

async function pageOf({ order_id, secret }: Guest): Promise<string> {
  return (await fetch(`${house.url}/orders/${order_id}/${secret}`)).text()
}

function has(guest: Guest, fulfilment: string): Promise<unknown> {
  return eventually(`the order is ${fulfilment}`, async () => {
    return (await orderState(house, guest)).fulfilment === fulfilment
  })
}

/** Reads the one mail, and follows its link. */
async function readMail(guest: Guest, amount: string): Promise<void> {
  const [mail, ...more] = await lookedAfter(guest)
  assert.deepEqual(more, [])
  assert.ok(mail, 'the guest has a mail')
  assert.equal(
    mail.subject.split(':')[0],
    `Your payment of ${amount} is being looked after`,
    mail.subject,
  )
  const link = `${house.url}/orders/${guest.order_id}/${guest.secret}`
  assert.ok(mail.html?.includes(`href="${link}"`))
  assert.ok(mail.text?.includes(link))
  for (const says of [/You were charged once\./, /do nothing/, /tickets come by mail/])
    assert.match(mail.text ?? '', says)
}

test('F09: a guest whose tickets are stuck has one mail about it, and one with the tickets later', async () => {
  const guest = await place(2)
  await breakIssuing(house.db)
  await pay(house, guest)
  await has(guest, 'stuck')
  await readMail(guest, '€49')
  assert.match(await pageOf(guest), /Your payment is being looked after by a person/)
  assert.deepEqual(await confirmations(guest), [])
  await audit(house)
  assert.equal(await retryNow(tillOf(house), guest.order_id), 'failed')
  await mendIssuing(house.db)
  assert.equal(await retryNow(tillOf(house), guest.order_id), 'issued')
  await fulfilled(house, guest, 2)
  assert.equal((await confirmations(guest)).length, 1)
  assert.equal((await lookedAfter(guest)).length, 1)
  await audit(house)
})

test('F09: what heals at the first retry worries no guest', async () => {
  await house.restart({ FULFIL_RETRY_SECONDS: '1,60' })
  const guest = await place(1)
  await breakIssuing(house.db)
  const tries = await issuingTries(house.db)
  await pay(house, guest)
  await has(guest, 'pending')
  assert.equal((await issuingTries(house.db)) - tries, 1)
  assert.match(await pageOf(guest), /Your payment is being looked after\. Your tickets appear here/)
  await mendIssuing(house.db)
  await fulfilled(house, guest, 1)
  assert.equal((await confirmations(guest)).length, 1)
  assert.deepEqual(await lookedAfter(guest), [])
  assert.deepEqual(await owedAbout(guest), ['confirmation'])
  await audit(house)
})

/** The kinds of mail that an order has ever owed its guest. */
async function owedAbout({ order_id }: Guest): Promise<string[]> {
  const { rows } = await house.db.query<{ kind: string }>({
    text: `select kind from mails where subject_id = $1 order by kind`,
    values: [order_id],
  })
  return rows.map(({ kind }) => kind)
}

test('F48: a guest who was charged another amount is told at once which one, and then has tickets', async () => {
  const guest = await place(1)
  await clientSecretOf(house, guest)
  const change = (by: number) =>
    house.db.query({
      text: `update orders set total_minor = total_minor + $2 where id = $1`,
      values: [guest.order_id, by],
    })
  await change(100)
  await pay(house, guest)
  await has(guest, 'pending')
  await readMail(guest, '€24.50')
  assert.match(await pageOf(guest), /Your payment is being looked after by a person/)
  await change(-100)
  assert.equal(await retryNow(tillOf(house), guest.order_id), 'issued')
  assert.equal((await confirmations(guest)).length, 1)
  assert.equal((await lookedAfter(guest)).length, 1)
  await audit(house)
})

test('F09: a mail that could not go before the tickets, or the money, did is not sent any more', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'coatcheck-late-'))
  const smtpPort = await freePort()
  await house.restart({ SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, FULFIL_RETRY_SECONDS: '0.1' })
  const [healed, refunded] = [await place(1), await place(1)]
  await breakIssuing(house.db)
  await Promise.all([pay(house, healed), pay(house, refunded)])
  await Promise.all([has(healed, 'stuck'), has(refunded, 'stuck')])
  await mendIssuing(house.db)
  const till = tillOf(house)
  assert.equal(await retryNow(till, healed.order_id), 'issued')
  const wanted = { refund_id: newId('rfd'), order_id: refunded.order_id, requested_by: 'owner' }
  assert.ok(!isRefused(await requestRefund(till, { ...wanted, what: 'everything' })))
  await eventually('it is refunded', async () => {
    return (await orderState(house, refunded)).state === 'refunded'
  })
  for (const guest of [healed, refunded])
    assert.ok((await owedAbout(guest)).includes('looked_after'))
  const mailbox = await startMailbox({ dir: folder, smtpPort, httpPort: 0 })
  context.after(async () => {
    await house.restart({ SMTP_URL: house.mailbox.smtpUrl })
    await mailbox.close()
    await rm(folder, { recursive: true })
  })
  const isTo = (guest: Guest) => (mail: Mail) => mail.to[0]?.address === guest.email
  await Promise.all([healed, refunded].map((guest) => mailbox.waitFor(isTo(guest), 30_000)))
  for (const guest of [healed, refunded]) assert.deepEqual(await lookedAfter(guest, mailbox), [])
  assert.equal((await confirmations(healed, mailbox)).length, 1)
  assert.equal((await mailsTo(refunded, 'Your refund', mailbox)).length, 1)
  await audit(house)
})
