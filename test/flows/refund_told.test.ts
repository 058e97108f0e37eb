import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Mail } from '../../local/mailbox.ts'
import { audit, auditAndClose } from '../audit.ts'
import { eventually, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { buy, giveBack } from '../money_back.ts'
import { entriesOf, euros, ga, wares } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

type Guest = GuestOrder & { email: string }

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

/** What a refund means for what was bought, as page and mail say it. */
const says = {
  GA: {
    void: 'Your tickets are not valid any more\\.',
    mailed: /None of the tickets of this order is valid any more\./,
    kept: 'Your ticket is still valid\\.',
    waits: /Being refunded/,
  },
  VIP: {
    void: 'Your booking is cancelled, and its passes do not open the door any more\\.',
    mailed: /Your booking is cancelled, and its passes do not open the door any more\./,
    kept: 'Your booking and its passes stay as they are\\.',
    waits: /Guest passes <span[^>]*>Not valid any more/,
  },
}

for (const ware of wares) {
  test(`a guest whose order is refunded is told so on the page, which was open, and by one mail (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    const version = await versionOf(order)
    assert.equal(codes(await pageOf(order)), 2)
    await refundIs(await giveBack(house, order, 'everything'), 'succeeded')
    const page = await pageOf(order)
    assert.notEqual(await versionOf(order), version)
    assert.match(page, /data-stage="refunded"/)
    const amount = euros(order.paid_minor)
    assert.match(page, new RegExp(`We have sent ${amount} back .* ${says[ware.name].void}`))
    assert.equal(codes(page), 0)
    assert.equal(page.match(/Refunded\. Not valid any more/g)?.length, 2)
    const mail = await firstRefundMailTo(order)
    assert.ok(mail.subject.startsWith(`Your refund of ${amount}: Concrete Garden, `), mail.subject)
    for (const part of [mail.text, mail.html?.replaceAll(/\s+/g, ' ')]) {
      assert.match(part ?? '', /within 5 to 10 working days/)
      assert.match(part ?? '', says[ware.name].mailed)
    }
    assert.ok(mail.text?.includes(urlOf(order)))
    await audit(house)
    assert.equal((await refundMailsTo(order)).length, 1)
  })
}

test('of a part the page says which tickets do not count any more, and the mail names them', async () => {
  const order = await buy(house, ga, 3)
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from tickets where order_id = $1 and ordinal = 2`,
    values: [order.order_id],
  })
  const version = await versionOf(order)
  const id = await giveBack(house, order, { ticket_ids: [rows[0]!.id] })
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

/** Refunds each ticket apart, and waits until the money is away; returns Stripe's ids of them. */
async function giveBackApart(order: GuestOrder, ids: string[]): Promise<string[]> {
  const made: string[] = []
  for (const id of ids)
    made.push(await refundIs(await giveBack(house, order, { ticket_ids: [id] }), 'succeeded'))
  return made
}

async function failAtBank(order: GuestOrder, refund: string): Promise<void> {
  const version = await versionOf(order)
  await house.sim.control.settleRefund({ refund, ending: 'fail' })
  await eventually('it has failed', async () => {
    const { rows } = await house.db.query({
      text: `select from refunds where stripe_refund_id = $1 and state = 'failed'`,
      values: [refund],
    })
    return rows.length > 0
  })
  assert.notEqual(await versionOf(order), version, 'the page that is open is drawn anew')
}

test('F62: of tickets that were refunded apart the first comes back; later ones do not hide it', async () => {
  const order = await buy(house, ga, 3)
  const [first = '', second = '', third = ''] = (await entriesOf(ga, house, order)).map(
    ({ id }) => id,
  )
  const [early = ''] = await giveBackApart(order, [first, second])
  await failAtBank(order, early)
  const unsent = /We tried to send €24.50 back to you, and your bank did not take it\./
  const page = await pageOf(order)
  assert.match(page, unsent)
  assert.match(page, /We have sent €24.50 back .*2 of your 3 tickets are not valid any more/)
  await giveBackApart(order, [third])
  assert.match(await pageOf(order), unsent, 'what goes back for another ticket is not for this one')
  await giveBackApart(order, [first])
  assert.match(await pageOf(order), /data-stage="refunded"/)
  assert.doesNotMatch(await pageOf(order), /did not take it/)
})

test('F62: all tickets were refunded apart, and the first comes back; the page says how much is missing', async () => {
  const order = await buy(house, ga, 2)
  const ids = (await entriesOf(ga, house, order)).map(({ id }) => id)
  const [early = ''] = await giveBackApart(order, ids)
  await failAtBank(order, early)
  const page = await pageOf(order)
  assert.match(page, /data-stage="refund_due"/)
  assert.match(page, /We tried to send €24.50 back to you, and your bank did not take it\./)
  await refundIs(await giveBack(house, order, 'everything'), 'succeeded')
  assert.match(await pageOf(order), /data-stage="refunded"/)
  assert.doesNotMatch(await pageOf(order), /did not take it/)
})

for (const ware of wares) {
  test(`goodwill leaves the tickets, and the guest is told that they still count (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    await refundIs(await giveBack(house, order, { amount_minor: 500 }), 'succeeded')
    const page = await pageOf(order)
    assert.match(page, new RegExp(`We have sent €5 back .*${says[ware.name].kept}`))
    assert.equal(codes(page), 1)
    const mail = await firstRefundMailTo(order)
    assert.match(mail.text ?? '', new RegExp(`^${says[ware.name].kept}$`, 'm'))
  })

  test(`while the bank has not answered the page says "being refunded", and no mail says "sent" (${ware.name})`, async () => {
    const order = await buy(house, ware, 1, 'pm_card_pendingRefund')
    const id = await giveBack(house, order, 'everything')
    const refund = await refundIs(id, 'requested')
    const page = await pageOf(order)
    assert.match(page, /data-stage="refund_due"/)
    const amount = euros(order.paid_minor)
    assert.match(page, new RegExp(`We are paying ${amount} back to you\\. ${says[ware.name].void}`))
    assert.match(page, says[ware.name].waits)
    assert.equal((await refundMailsTo(order)).length, 0)
    await house.sim.control.settleRefund({ refund, ending: 'succeed' })
    await refundIs(id, 'succeeded')
    assert.match(await pageOf(order), /data-stage="refunded"/)
    assert.ok((await firstRefundMailTo(order)).subject.includes(amount))
  })

  test(`F62: when the bank does not take it, no mail promises it, and the page says who looks after it (${ware.name})`, async () => {
    const order = await buy(house, ware, 1, 'pm_card_pendingRefund')
    const id = await giveBack(house, order, 'everything')
    const refund = await refundIs(id, 'requested')
    await house.sim.control.settleRefund({ refund, ending: 'fail' })
    await refundIs(id, 'failed', false)
    const page = await pageOf(order)
    assert.match(page, /data-stage="refund_due"/)
    assert.match(page, /your bank did not take it\. Basement Nine is looking after it/)
    const again = await giveBack(house, order, 'everything')
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
}
