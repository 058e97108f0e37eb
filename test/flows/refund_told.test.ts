import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Mail } from '../../local/mailbox.ts'
import { requestRefund, type RefundWanted } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { eventually, fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { tillOf } from '../till.ts'

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(async () => {
  await audit(house)
  await house.close()
})

type Guest = GuestOrder & { email: string }

async function buy(quantity: number, card = 'pm_card_visa'): Promise<Guest> {
  const { slug, types } = await addNight(house.db)
  const order = await placeOrder(house, slug, { [types[0]!]: quantity })
  await pay(house, order, card)
  await fulfilled(house, order, quantity)
  return order
}

async function giveBack(order: GuestOrder, what: RefundWanted['what']): Promise<string> {
  const refund = await requestRefund(tillOf(house), {
    refund_id: newId('rfd'),
    order_id: order.order_id,
    what,
    requested_by: 'Owner',
  })
  assert.ok(!isRefused(refund), JSON.stringify(refund))
  return refund.id
}

/** Waits until a refund stands so in the books; returns Stripe's id of it. */
function refundIs(id: string, state: string, known = true): Promise<string> {
  return eventually(`refund ${id} is ${state}`, async () => {
    const { rows } = await house.db.query<{ stripe_refund_id: string | null }>({
      text: `select stripe_refund_id from refunds where id = $1 and state = $2`,
      values: [id, state],
    })
    return known ? rows[0]?.stripe_refund_id : rows.length > 0 && 'none'
  })
}

const urlOf = ({ order_id, secret }: GuestOrder) => `${house.url}/orders/${order_id}/${secret}`

async function pageOf(order: GuestOrder): Promise<string> {
  const page = await (await fetch(urlOf(order))).text()
  return page.replaceAll(/\s+/g, ' ')
}

async function versionOf(order: GuestOrder): Promise<string> {
  const response = await fetch(`${urlOf(order)}/state`)
  return ((await response.json()) as { version: string }).version
}

async function refundMailsTo({ email }: Guest): Promise<Mail[]> {
  const mails = await house.mailbox.mails()
  return mails.filter(
    ({ to, subject }) => subject.startsWith('Your refund') && to.some((t) => t.address === email),
  )
}

async function firstRefundMailTo(guest: Guest): Promise<Mail> {
  return eventually('the mail arrives', async () => (await refundMailsTo(guest))[0])
}

const codes = (page: string) => page.match(/class="qr"/g)?.length ?? 0

test('a guest whose order is refunded is told so on the page, which was open, and by one mail', async () => {
  const order = await buy(2)
  const version = await versionOf(order)
  assert.equal(codes(await pageOf(order)), 2)
  await refundIs(await giveBack(order, 'everything'), 'succeeded')
  const page = await pageOf(order)
  assert.notEqual(await versionOf(order), version)
  assert.match(page, /data-stage="refunded"/)
  assert.match(page, /We have sent €49 back .* Your tickets are not valid any more\./)
  assert.equal(codes(page), 0)
  assert.equal(page.match(/Refunded\. Not valid any more/g)?.length, 2)
  const mail = await firstRefundMailTo(order)
  assert.match(mail.subject, /^Your refund of €49: Concrete Garden, /)
  for (const part of [mail.text, mail.html?.replaceAll(/\s+/g, ' ')]) {
    assert.match(part ?? '', /within 5 to 10 working days/)
    assert.match(part ?? '', /None of the tickets of this order is valid any more\./)
  }
  assert.ok(mail.text?.includes(urlOf(order)))
  await audit(house)
  assert.equal((await refundMailsTo(order)).length, 1)
})

test('of a part the page says which tickets do not count any more, and the mail names them', async () => {
  const order = await buy(3)
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from tickets where order_id = $1 and ordinal = 2`,
    values: [order.order_id],
  })
  const version = await versionOf(order)
  const id = await giveBack(order, { ticket_ids: [rows[0]!.id] })
  await refundIs(id, 'succeeded')
  assert.notEqual(await versionOf(order), version)
  const page = await pageOf(order)
  assert.match(page, /data-stage="ready"/)
  assert.match(page, /We have sent €24.50 back/)
  assert.match(page, /1 of your 3 tickets is not valid any more/)
  assert.equal(codes(page), 2)
  const mail = await firstRefundMailTo(order)
  assert.match(mail.text ?? '', /^- General admission, 2 of 3$/m)
  assert.match(mail.text ?? '', /^Your other tickets are still valid\.$/m)
})

test('goodwill leaves the tickets, and the guest is told that they still count', async () => {
  const order = await buy(1)
  await refundIs(await giveBack(order, { amount_minor: 500 }), 'succeeded')
  const page = await pageOf(order)
  assert.match(page, /We have sent €5 back .*Your ticket is still valid\./)
  assert.equal(codes(page), 1)
  const mail = await firstRefundMailTo(order)
  assert.match(mail.text ?? '', /^Your ticket is still valid\.$/m)
})

test('while the bank has not answered the page says "being refunded", and no mail says "sent"', async () => {
  const order = await buy(1, 'pm_card_pendingRefund')
  const id = await giveBack(order, 'everything')
  const refund = await refundIs(id, 'requested')
  const page = await pageOf(order)
  assert.match(page, /data-stage="refund_due"/)
  assert.match(page, /We are paying €24.50 back to you\. Your tickets are not valid any more/)
  assert.match(page, /Being refunded/)
  assert.equal((await refundMailsTo(order)).length, 0)
  await house.sim.control.settleRefund({ refund, ending: 'succeed' })
  await refundIs(id, 'succeeded')
  assert.match(await pageOf(order), /data-stage="refunded"/)
  assert.equal((await firstRefundMailTo(order)).subject.includes('€24.50'), true)
})

test('F62: when the bank does not take it, no mail promises it, and the page says who looks after it', async () => {
  const order = await buy(1, 'pm_card_pendingRefund')
  const id = await giveBack(order, 'everything')
  const refund = await refundIs(id, 'requested')
  await house.sim.control.settleRefund({ refund, ending: 'fail' })
  await refundIs(id, 'failed', false)
  const page = await pageOf(order)
  assert.match(page, /data-stage="refund_due"/)
  assert.match(page, /your bank did not take it\. Basement Nine is looking after it/)
  const again = await giveBack(order, 'everything')
  await house.sim.control.settleRefund({
    refund: await refundIs(again, 'requested'),
    ending: 'succeed',
  })
  await refundIs(again, 'succeeded')
  assert.match(await pageOf(order), /data-stage="refunded"/)
  assert.doesNotMatch(await pageOf(order), /did not take it/)
  await firstRefundMailTo(order)
  const { rows } = await house.db.query({
    text: `select state from alerts where kind = 'refund_failed' and subject_id = $1`,
    values: [id],
  })
  assert.deepEqual(rows, [{ state: 'resolved' }], 'the second try has made it good')
  await audit(house)
  assert.equal((await refundMailsTo(order)).length, 1)
})
