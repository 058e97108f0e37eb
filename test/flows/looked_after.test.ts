import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startMailbox, type Mail, type Mailbox } from '../../local/mailbox.ts'
import { requestRefund, retryNow } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, hurryRetry, issuingTries, mendIssuing } from '../broken_issuing.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  orderState,
  pay,
  type GuestOrder,
} from '../guest.ts'
import { freePort } from '../free_port.ts'
import { openHouse, type House } from '../house.ts'
import { tillOf } from '../till.ts'
import { euros, placeOf, wares, type Ware } from '../ware.ts'

// A guest has paid, and the tickets do not come at once: what is mailed to somebody who has closed
// the page. The owner's side of the same is in recovery_issuing.test.ts.

type Guest = GuestOrder & { email: string }

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

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
const confirmations = (ware: Ware, guest: Guest, mailbox: Mailbox = house.mailbox) =>
  mailsTo(guest, ware.mail, mailbox)

async function pageOf({ order_id, secret }: Guest): Promise<string> {
  return (await fetch(`${house.url}/orders/${order_id}/${secret}`)).text()
}

function has(guest: Guest, fulfilment: string): Promise<unknown> {
  return eventually(`the order is ${fulfilment}`, async () => {
    return (await orderState(house, guest)).fulfilment === fulfilment
  })
}

/** What a guest is told to wait for. */
const goods = {
  GA: {
    come: /Your tickets come by mail/,
    appear: /Your payment is being looked after\. Your tickets appear here/,
  },
  VIP: {
    come: /Your booking comes by mail, with its passes/,
    appear: /Your payment is being looked after\. Your booking appears here/,
  },
}

/** Reads the one mail, and follows its link. */
async function readMail(ware: Ware, guest: Guest, amount: string): Promise<void> {
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
  for (const says of [/You were charged once\./, /do nothing/, goods[ware.name].come])
    assert.match(mail.text ?? '', says)
}

for (const ware of wares) {
  test(`F09: a guest whose tickets are stuck has one mail about it, and one with the tickets later (${ware.name})`, async () => {
    await house.restart({ FULFIL_RETRY_SECONDS: '0.1,0.1,0.1' })
    const guest = await placeOf(ware, house, 2)
    await breakIssuing(house.db)
    await pay(house, guest)
    await has(guest, 'stuck')
    await readMail(ware, guest, euros(ware.priceOf(2)))
    assert.match(await pageOf(guest), /Your payment is being looked after by a person/)
    assert.deepEqual(await confirmations(ware, guest), [])
    await audit(house)
    assert.equal(await retryNow(tillOf(house), guest.order_id), 'failed')
    await mendIssuing(house.db)
    assert.equal(await retryNow(tillOf(house), guest.order_id), 'issued')
    await fulfilled(house, guest, 2)
    assert.equal((await confirmations(ware, guest)).length, 1)
    assert.equal((await lookedAfter(guest)).length, 1)
    await audit(house)
  })

  test(`F09: what heals at the first retry worries no guest (${ware.name})`, async () => {
    await house.restart({ FULFIL_RETRY_SECONDS: '600,600' })
    const guest = await placeOf(ware, house, 1)
    await breakIssuing(house.db)
    await pay(house, guest)
    await has(guest, 'pending')
    assert.equal(await issuingTries(house.db), 1)
    assert.match(await pageOf(guest), goods[ware.name].appear)
    await mendIssuing(house.db)
    await hurryRetry(house.db, guest)
    await fulfilled(house, guest, 1)
    assert.equal((await confirmations(ware, guest)).length, 1)
    assert.deepEqual(await lookedAfter(guest), [])
    assert.deepEqual(await owedAbout(guest), ['confirmation'])
    await audit(house)
  })
}

/** The kinds of mail that an order has ever owed its guest. */
async function owedAbout({ order_id }: Guest): Promise<string[]> {
  const { rows } = await house.db.query<{ kind: string }>({
    text: `select kind from mails where subject_id = $1 order by kind`,
    values: [order_id],
  })
  return rows.map(({ kind }) => kind)
}

for (const ware of wares) {
  test(`F48: a guest who was charged another amount is told at once which one, and then has tickets (${ware.name})`, async () => {
    const guest = await placeOf(ware, house, 1)
    await clientSecretOf(house, guest)
    const change = (by: number) =>
      house.db.query({
        text: `update orders set total_minor = total_minor + $2 where id = $1`,
        values: [guest.order_id, by],
      })
    await change(100)
    await pay(house, guest)
    await has(guest, 'pending')
    await readMail(ware, guest, euros(ware.priceOf(1)))
    assert.match(await pageOf(guest), /Your payment is being looked after by a person/)
    await change(-100)
    assert.equal(await retryNow(tillOf(house), guest.order_id), 'issued')
    assert.equal((await confirmations(ware, guest)).length, 1)
    assert.equal((await lookedAfter(guest)).length, 1)
    await audit(house)
  })

  test(`F09: a mail that could not go before the tickets, or the money, did is not sent any more (${ware.name})`, async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'coatcheck-late-'))
    const smtpPort = await freePort()
    await house.restart({ SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, FULFIL_RETRY_SECONDS: '0.1' })
    const [healed, refunded] = [await placeOf(ware, house, 1), await placeOf(ware, house, 1)]
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
    await Promise.all([healed, refunded].map((guest) => mailbox.waitFor(isTo(guest))))
    for (const guest of [healed, refunded]) assert.deepEqual(await lookedAfter(guest, mailbox), [])
    assert.equal((await confirmations(ware, healed, mailbox)).length, 1)
    assert.equal((await mailsTo(refunded, 'Your refund', mailbox)).length, 1)
    await audit(house)
  })
}
