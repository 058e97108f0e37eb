import assert from 'node:assert/strict'
import { exec } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { selectMoneyOpened } from '../../src/audit/payment_facts.sql.ts'
import { openDatabase, transaction } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { fulfilled } from '../guest.ts'
import { authSecret, openHouse, type House } from '../house.ts'
import { buy } from '../money_back.ts'
import { pageOf, read } from '../party.ts'
import { orderAtCheckout, payAtStripe } from '../sweep.ts'
import { wares } from '../ware.ts'

// `npm run audit` itself, run as an operator does. Nothing heals anything meanwhile.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

const ROOT = resolve(import.meta.dirname, '..', '..')
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: { audit: string }
}

/** The house's database, for somebody who may write nothing. */
function readOnlyUrl(): string {
  const url = new URL(house.databaseUrl)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  return url.href
}

/** Runs the command; it can write nothing into our books, and leaves Stripe's as they were. */
async function run(): Promise<{ code: number; lines: string[] }> {
  const ledger = await house.sim.control.ledger()
  const env = {
    ...process.env,
    DATABASE_URL: readOnlyUrl(),
    PUBLIC_URL: house.url,
    STRIPE_SECRET_KEY: house.sim.secretKey,
    STRIPE_PUBLISHABLE_KEY: house.sim.publishableKey,
    STRIPE_WEBHOOK_SECRET: 'whsec_none',
    STRIPE_API_URL: house.sim.url,
    SMTP_URL: house.mailbox.smtpUrl,
    MAIL_FROM: 'tickets@basement-nine.example',
    OWNER_EMAIL: 'owner@basement-nine.example',
    AUTH_SECRET: authSecret,
  }
  const answer = await new Promise<{ code: number; out: string; errors: string }>((done) => {
    exec(scripts.audit, { cwd: ROOT, env }, (error, out, errors) =>
      done({ code: error?.code ?? 0, out, errors }),
    )
  })
  assert.equal(answer.errors, '')
  assert.deepEqual(await house.sim.control.ledger(), ledger)
  return { code: answer.code, lines: answer.out.trimEnd().split('\n') }
}

test('control: who reads as these tests let the command read can write nothing', async () => {
  const db = openDatabase(readOnlyUrl(), () => {})
  await assert.rejects(db.query({ text: `delete from alerts` }), /read-only transaction/)
  await db.end()
})

for (const ware of wares) {
  test(`the command says that the books agree, and ends well (${ware.name})`, async () => {
    await buy(house, ware, 2)
    await audit(house)
    assert.deepEqual(await run(), { code: 0, lines: ['The books agree.'] })
  })

  test(`the command prints each difference with its ids and what to do, and fails (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 2, ware)
    await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
    await payAtStripe(house, order)
    await house.sim.control.clearFaults()
    const { code, lines } = await run()
    assert.equal(code, 1)
    assert.equal(lines.length, 2)
    assert.equal(lines[1], '1 differences.')
    const { rows } = await house.db.query<{ id: string }>({
      text: `select id from payments where order_id = $1`,
      values: [order.order_id],
    })
    const { claim, subjects, todo } = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    assert.deepEqual(
      [claim, subjects, todo],
      [
        'money that Stripe has received is booked here',
        { payment_intent: order.intent, order: order.order_id, payment: rows[0]?.id },
        'The sweep asks Stripe for it; if it stays, resend its event from Stripe.',
      ],
    )
    // The page that its guest returns to finds the money.
    assert.equal((await read(pageOf(house, order))).status, 200)
    await fulfilled(house, order, 2)
    await audit(house)
    assert.deepEqual(await run(), { code: 0, lines: ['The books agree.'] })
  })
}

test('the payments of a day are found by an index, however many there are of other days', async () => {
  const plan = await transaction(house.db, async (tx) => {
    await tx.query({ text: `set local enable_seqscan = off` })
    // The statement itself, which stays prepared under its name.
    await selectMoneyOpened(tx, new Date(0), new Date(0))
    const { rows } = await tx.query<{ 'QUERY PLAN': string }>({
      text: `explain execute audit_money_opened ('1970-01-01', '1970-01-01')`,
    })
    return rows.map((each) => each['QUERY PLAN']).join('\n')
  })
  assert.match(plan, /payments_by_time/)
})
