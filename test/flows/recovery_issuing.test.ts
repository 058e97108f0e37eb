import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startMailbox, type Mail } from '../../local/mailbox.ts'
import { retryNow } from '../../src/checkout/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { breakIssuing, hurryRetry, issuingTries, mendIssuing } from '../broken_issuing.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { freePort } from '../free_port.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { tillOf } from '../till.ts'
import { euros, ga, placeOf, wares, type Ware } from '../ware.ts'

// Tickets cannot be issued, since PostgreSQL refuses their rows: what the guest sees, what the
// owner hears, and how it heals (F09, F10).

/** The five retries, sooner than a guest would get them. */
const SOON = '0.1,0.1,0.1,0.1,0.1'
const GUEST = {
  // No id that chance makes has such a letter in it.
  name: 'Zoë Aguirre',
  email: 'zoe.aguirre@guest.example',
  phone: '+49 30 7654321',
}

let house: House
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-log-'))
  const log = { LOG_LEVEL: 'info', LOG_FILE: join(folder, 'coatcheck.log') }
  house = await openHouse({ ...log, FULFIL_RETRY_SECONDS: SOON })
})
after(async () => {
  await house.close()
  await rm(folder, { recursive: true })
})

async function payWhileBroken(ware: Ware, heads: number): Promise<GuestOrder> {
  const { slug, wish } = await ware.open(house.db)
  const order = await placeOrder(house, slug, wish(heads), GUEST)
  await breakIssuing(house.db)
  await pay(house, order)
  return order
}

async function alertsAbout(order: GuestOrder): Promise<{ kind: string; state: string }[]> {
  const { rows } = await house.db.query<{ kind: string; state: string }>({
    text: `select kind, state from alerts where subject_id = $1 order by opened_at`,
    values: [order.order_id],
  })
  return rows
}

async function ownersMails(order: GuestOrder) {
  const mails = await house.mailbox.mails()
  return mails.filter(
    (mail) => mail.to[0]?.address?.startsWith('owner@') && mail.text?.includes(order.order_id),
  )
}

async function pageOf({ order_id, secret }: GuestOrder): Promise<string> {
  return (await fetch(`${house.url}/orders/${order_id}/${secret}`)).text()
}

async function stuck(order: GuestOrder): Promise<void> {
  await eventually('the order is stuck', async () => {
    const { state, fulfilment, tickets } = await orderState(house, order)
    if (fulfilment === 'stuck') return true
    // Until then it is open, for the moment before the webhook, or paid with its tickets pending.
    assert.ok(state === 'open' || (state === 'paid' && fulfilment === 'pending'), state)
    assert.equal(tickets, 0)
    if (state === 'paid') assert.match(await pageOf(order), /Your payment is being looked after/)
  })
}

for (const ware of wares) {
  test(`F09: five retries, pending all the while; then stuck, one alert, one mail; a later retry heals it (${ware.name})`, async () => {
    const order = await payWhileBroken(ware, 2)
    await stuck(order)
    assert.equal(await issuingTries(house.db), 1 + 5)
    assert.deepEqual(await alertsAbout(order), [{ kind: 'fulfilment_stuck', state: 'open' }])
    assert.match(await pageOf(order), /Your payment is being looked after by a person/)
    const mail = await eventually('the owner is told', async () => (await ownersMails(order))[0])
    for (const part of [
      GUEST.name,
      GUEST.email,
      euros(ware.priceOf(2)),
      'issuing the tickets, 6 times since',
    ])
      assert.ok(mail.text?.includes(part), `${part}: ${mail.text}`)
    const [intent] = (await house.sim.control.ledger()).payment_intents.slice(-1)
    for (const link of [
      `${house.url}/orders/${order.order_id}/${order.secret}`,
      `${house.sim.url}/intents/${intent?.id}`,
    ]) {
      assert.ok(mail.text?.includes(link))
      assert.ok(mail.html?.includes(`<a href="${link}">`), mail.html)
    }
    await audit(house)
    assert.equal(await retryNow(tillOf(house), order.order_id), 'failed')
    assert.equal((await orderState(house, order)).fulfilment, 'stuck')
    await mendIssuing(house.db)
    assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
    await fulfilled(house, order, 2)
    assert.deepEqual(await alertsAbout(order), [{ kind: 'fulfilment_stuck', state: 'resolved' }])
    await house.mailbox.waitFor(
      ({ to, subject }) => to[0]?.address === GUEST.email && subject.startsWith(ware.mail),
    )
    await audit(house)
    assert.equal((await ownersMails(order)).length, 1)
  })
}

test('F09: the log tells of every try by the id of the order, and knows no name and no address', async () => {
  const tries = wares.length * (1 + 5)
  // It is written a moment later than what it tells of.
  const { log, failures } = await eventually('all of them are told', async () => {
    const text = await readFile(join(folder, 'coatcheck.log'), 'utf8')
    const lines = text.split('\n').filter((line) => line.includes('order.fulfil_failed'))
    return lines.length >= tries && { log: text, failures: lines }
  })
  assert.equal(failures.length, tries)
  assert.ok(failures.every((line) => /"order":"ord_/.test(line)))
  for (const name of ['Zoë', 'Aguirre', 'guest.example', '7654321'])
    assert.ok(!log.includes(name), name)
})

for (const ware of wares) {
  test(`F09: what heals before the last retry comes by itself, and the owner is not bothered (${ware.name})`, async () => {
    await house.restart({ FULFIL_RETRY_SECONDS: '0.1,600,600' })
    const order = await payWhileBroken(ware, 1)
    await eventually('the second retry has failed', async () => (await retriesOf(order)) === 1)
    await mendIssuing(house.db)
    await hurryRetry(house.db, order)
    await fulfilled(house, order, 1)
    assert.deepEqual(await alertsAbout(order), [])
    await audit(house)
    assert.deepEqual(await ownersMails(order), [])
  })
}

async function retriesOf(order: GuestOrder): Promise<number> {
  const { rows } = await house.db.query<{ retries: number }>({
    text: `select fulfil_retries as retries from orders where id = $1`,
    values: [order.order_id],
  })
  return rows[0]?.retries ?? 0
}

test('F09: the pauses are about 5 s, 20 s, 1 min, 5 min and 15 min, unless set otherwise', async () => {
  await house.restart({ FULFIL_RETRY_SECONDS: '' })
  const order = await payWhileBroken(ga, 1)
  for (const [index, pause] of [5, 20, 60, 300, 900].entries()) {
    const job = await eventually(`retry ${index + 1} is planned`, async () => {
      const { rows } = await house.db.query<{ id: string; delay: number }>({
        text: `select id, extract(epoch from start_after - created_on)::float8 as delay
                 from pgboss.job where name = 'order.fulfil' and state = 'created'
                  and data ->> 'order_id' = $1 and (data ->> 'retry')::int = $2`,
        values: [order.order_id, index + 1],
      })
      return rows[0]
    })
    // Up to a fifth longer, so that many orders do not come back at once; the queue's own clock
    // begins when the relay has brought the job, a little after the pause has begun.
    assert.ok(job.delay > pause / 2 && job.delay <= pause * 1.2, `${pause} s: ${job.delay} s`)
    await house.db.query({
      text: `update pgboss.job set start_after = now() where id = $1`,
      values: [job.id],
    })
  }
  await eventually('the order is stuck', async () => {
    return (await orderState(house, order)).fulfilment === 'stuck'
  })
  await mendIssuing(house.db)
  assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
  await audit(house)
})

test('F10: the mail server is away; the alert stands regardless, and the mail comes when it can', async (context) => {
  const smtpPort = await freePort()
  await house.restart({ SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, FULFIL_RETRY_SECONDS: '0.1' })
  const order = await payWhileBroken(ga, 1)
  await stuck(order)
  await eventually('the mail has failed and is tried again', async () => {
    const { rows } = await house.db.query({
      text: `select from pgboss.job j join mails m on m.id = j.data ->> 'mail_id'
              where m.kind = 'alert' and m.state = 'queued' and j.retry_count > 0`,
    })
    return rows.length > 0
  })
  assert.deepEqual(await alertsAbout(order), [{ kind: 'fulfilment_stuck', state: 'open' }])
  const dir = join(folder, 'mails')
  const mailbox = await startMailbox({ dir, smtpPort, httpPort: 0 })
  context.after(() => mailbox.close())
  // The guest's own mail, that the payment is looked after, names the order too.
  const isOwners = ({ to, text }: Mail) =>
    !!to[0]?.address?.startsWith('owner@') && !!text?.includes(order.order_id)
  await mailbox.waitFor(isOwners)
  await mendIssuing(house.db)
  assert.equal(await retryNow(tillOf(house), order.order_id), 'issued')
  await audit(house)
  assert.equal((await mailbox.mails()).filter(isOwners).length, 1)
  await house.restart({ SMTP_URL: house.mailbox.smtpUrl })
})

for (const ware of wares) {
  test(`F17, F48: issuing at once is refused where there is nothing to issue, or the sum is wrong (${ware.name})`, async () => {
    const till = tillOf(house)
    const order = await placeOf(ware, house, 1)
    const refusalOf = async (id: string) => {
      const answer = await retryNow(till, id)
      return typeof answer === 'object' && answer.refused
    }
    assert.equal(await refusalOf(newId('ord')), 'order_unknown')
    assert.equal(await refusalOf(order.order_id), 'nothing_to_issue')
    const change = (by: number) =>
      house.db.query({
        text: `update orders set total_minor = total_minor + $2 where id = $1`,
        values: [order.order_id, by],
      })
    await change(100)
    await pay(house, order)
    await eventually('the owner is told', async () => (await alertsAbout(order)).length === 1)
    assert.equal(await refusalOf(order.order_id), 'amount_differs')
    assert.equal((await orderState(house, order)).tickets, 0)
    await change(-100)
    assert.equal(await retryNow(till, order.order_id), 'issued')
    await audit(house)
  })

  test(`F17: where the order's state refuses what was paid for, the money is booked and the owner told (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const client_secret = await clientSecretOf(house, order)
    // Nothing of ours leads to this: somebody has changed the books by hand.
    await expireInBooks(house, order)
    await house.db.query({
      text: `update orders set state = 'refund_due' where id = $1`,
      values: [order.order_id],
    })
    await confirmAtStripe(house, client_secret)
    await eventually('the owner is told', async () => (await alertsAbout(order)).length === 1)
    const { state, payment, tickets } = await orderState(house, order)
    assert.deepEqual([state, payment, tickets], ['refund_due', 'succeeded', 0])
    await audit(house)
  })
}
