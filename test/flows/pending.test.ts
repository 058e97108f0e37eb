import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type {
  AwaitingRow,
  FailedRow,
  PendingCounts,
} from '../../src/web/dashboard/api/pending_answers.ts'
import { auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { ask, declineNoted } from '../dashboard_lists.ts'
import { eventually, fulfilled, orderState, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { endHold } from '../late_money.ts'
import { signedInAs, type Browser } from '../member.ts'
import { orderAtCheckout } from '../sweep.ts'
import { ga, placeOf, wares } from '../ware.ts'

// What is pending: money that has nothing for it yet, and tries that brought nothing.

const INSUFFICIENT = 'pm_card_visa_chargeDeclinedInsufficientFunds'
const LOST = 'pm_card_visa_chargeDeclinedLostCard'

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '600,600' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

async function rowsOf<Row extends { id: string }>(
  part: 'awaiting' | 'failed',
  { order_id }: { order_id: string },
): Promise<Row | undefined> {
  const { rows } = await ask<{ rows: Row[] }>(owner, `/pending?part=${part}`)
  return rows.find(({ id }) => id === order_id)
}

for (const ware of wares) {
  test(`a guest whose cards are declined stands in Failed with each try, and leaves it by paying (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await pay(house, order, INSUFFICIENT)
    await pay(house, order, INSUFFICIENT)
    await pay(house, order, LOST)
    await declineNoted(house, order, 3)
    const row = await rowsOf<FailedRow>('failed', order)
    assert.equal(row?.state, 'open')
    assert.ok(Date.parse(row?.held_until ?? '') > Date.now())
    assert.deepEqual(
      row?.attempts.map(({ decline_code }) => decline_code),
      ['lost_card', 'insufficient_funds', 'insufficient_funds'],
    )
    // Whoever asks for the next try may hear of it before the webhook does.
    for (const { source } of row?.attempts ?? []) assert.match(source, /^(webhook|return)$/)
    assert.deepEqual([row?.failures, row?.unique_failures], [3, 2])
    assert.equal(row?.actions.order_id, order.order_id)
    assert.equal(await rowsOf('awaiting', order), undefined)
    await pay(house, order)
    await fulfilled(house, order, 1)
    assert.equal(await rowsOf('failed', order), undefined)
  })

  test(`who has paid and has no ticket stands in Awaiting with the next retry, until it is issued (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await breakIssuing(house.db)
    await pay(house, order)
    const row = await eventually('it waits', () => rowsOf<AwaitingRow>('awaiting', order))
    await mendIssuing(house.db)
    assert.equal(row.waits_for, 'tickets')
    assert.deepEqual([row.retries.made, row.retries.of, row.tries], [0, 2, 1])
    assert.ok(Date.parse(row.retries.next_at ?? '') > Date.now() + 300_000)
    assert.match(row.last_error ?? '', /tickets cannot be written/)
    assert.ok(row.actions.can.includes('issue') && row.actions.can.includes('refund'))
    const press = await fetch(`${house.url}/api/dashboard/orders/${order.order_id}/issue`, {
      method: 'POST',
      headers: { cookie: owner.cookie(), origin: house.url, 'content-type': 'application/json' },
      body: '{}',
    })
    assert.equal(press.status, 200, await press.text())
    await fulfilled(house, order, 1)
    assert.equal(await rowsOf('awaiting', order), undefined)
  })
}

test('an order that expired after a decline stays in Failed, held no more', async () => {
  const order = await orderAtCheckout(house)
  await pay(house, order, INSUFFICIENT)
  await declineNoted(house, order)
  await endHold(house, order)
  await eventually('it expires', async () => (await orderState(house, order)).state === 'expired')
  const row = await rowsOf<FailedRow>('failed', order)
  assert.deepEqual([row?.state, row?.held_until], ['expired', null])
  // After a week it is nobody's hope any more.
  await house.db.query({
    text: `update attempts set at = at - interval '8 days' from payments p
            where p.id = payment_id and p.order_id = $1`,
    values: [order.order_id],
  })
  assert.equal(await rowsOf('failed', order), undefined)
})

test('who never tried to pay stands nowhere, and the counts are those of the lists', async () => {
  const silent = await placeOf(ga, house, 1)
  const tried = await placeOf(ga, house, 1)
  await pay(house, tried, INSUFFICIENT)
  await declineNoted(house, tried)
  assert.equal(await rowsOf('failed', silent), undefined)
  const counts = await ask<PendingCounts>(owner, '/pending/counts')
  for (const part of ['awaiting', 'failed'] as const) {
    const { rows } = await ask<{ rows: object[] }>(owner, `/pending?part=${part}`)
    assert.equal(counts[part], rows.length)
  }
  assert.ok(counts.failed >= 1)
})

test('a host sees it and may not decide about money; the door sees nothing of it', async () => {
  const order = await placeOf(ga, house, 1)
  await breakIssuing(house.db)
  await pay(house, order)
  await eventually('it waits', () => rowsOf('awaiting', order))
  await mendIssuing(house.db)
  const host = await signedInAs(house, 'host')
  const { rows } = await ask<{ rows: AwaitingRow[] }>(host, '/pending')
  const row = rows.find(({ id }) => id === order.order_id)
  assert.ok(row && !row.actions.can.includes('issue') && !row.actions.can.includes('refund'))
  const door = await signedInAs(house, 'door')
  for (const path of ['/pending', '/pending/counts'])
    assert.equal((await door.get(`/api/dashboard${path}`)).status, 403)
})

test('a part or a place in the list that does not exist is refused, and says which', async () => {
  for (const [query, field] of [
    ['part=both', 'part'],
    ['after=x', 'after'],
    ['after=2026-02-30T00:00:00.000000Z~ord_1', 'after'],
    ['after=%00', 'after'],
  ]) {
    const { status, text } = await owner.get(`/api/dashboard/pending?${query}`)
    assert.equal(status, 422, text)
    assert.equal((JSON.parse(text) as { errors: { field: string }[] }).errors[0]?.field, field)
  }
})
