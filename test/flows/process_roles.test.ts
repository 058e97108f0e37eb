import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { eventually, fulfilled, orderState, pay, placeOrder } from '../guest.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import { wares } from '../ware.ts'

// One process answers guests and Stripe, another one works off what they leave to do (ROLE).

let premises: Premises
let server: Server
let worker: Server
before(async () => {
  premises = await openPremises(2, { FULFIL_RETRY_SECONDS: '0.2,0.2,0.2,0.2,0.2' })
  ;[server, worker] = premises.servers as [Server, Server]
})
after(() => premises.close())

const office = () => ({ url: server.url, sim: premises.sim })

async function countOf(what: string): Promise<number> {
  const { rows } = await premises.db.query<{ n: number }>({
    text: `select count(*)::int as n from ${what}`,
  })
  return rows[0]?.n ?? -1
}

const orders: { order: Awaited<ReturnType<typeof placeOrder>>; subject: string }[] = []

test('a server without a worker sells, and begins none of the work that nobody waits for', async () => {
  await server.start({ ROLE: 'server' })
  for (const ware of wares) {
    const { slug, wish } = await ware.open(premises.db)
    const order = await placeOrder(office(), slug, wish(2))
    await pay(office(), order)
    await fulfilled(premises, order, 2)
    orders.push({ order, subject: ware.mail })
  }
  // Both are there before a process that works listens.
  assert.equal(await countOf('chores'), 0)
  assert.equal(await countOf('pgboss.queue'), 0)
  assert.equal(await countOf('mails where sent_at is not null'), 0)
  assert.equal(await countOf("job_requests where queue = 'mail.send'"), wares.length)
})

test('what a server could not issue waits for the worker', async () => {
  const [ware] = wares
  assert.ok(ware)
  const { slug, wish } = await ware.open(premises.db)
  await breakIssuing(premises.db)
  const order = await placeOrder(office(), slug, wish(1))
  await pay(office(), order)
  await eventually('it is paid, and its tickets are not there', async () => {
    const now = await orderState(premises, order)
    return now.state === 'paid' && now.fulfilment === 'pending'
  })
  await mendIssuing(premises.db)
  assert.equal(await countOf("job_requests where queue = 'order.fulfil'"), 1)
  orders.push({ order, subject: ware.mail })
})

test('a worker beside it issues, sends and looks for what was lost, and has no page', async () => {
  await worker.start({ ROLE: 'worker' })
  const last = orders.at(-1)
  assert.ok(last)
  await fulfilled(premises, last.order, 1)
  for (const { order, subject } of orders) {
    const mail = await premises.mailbox.waitFor(({ to }) =>
      to.some(({ address }) => address === order.email),
    )
    assert.ok(mail.subject.startsWith(subject), mail.subject)
  }
  assert.ok((await countOf('chores')) > 0)
  for (const path of ['/', '/dashboard', '/api/orders', '/webhooks/stripe'])
    assert.equal((await fetch(worker.url + path)).status, 404, path)
})

test('each of them ends by itself when it is told to, and the books agree', async () => {
  await audit(premises)
  for (const one of [server, worker]) {
    await one.kill('SIGTERM')
    assert.equal((await one.ended()).how, 0)
  }
})
