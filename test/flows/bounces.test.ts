import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAlert } from '../../src/alerts/index.ts'
import { transaction } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { assertDeskRefused, desk, shownOrder } from '../desk.ts'
import { eventually, fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { alertCleared, alertOpened, alertsOf } from '../sweep.ts'
import { wares, type Ware } from '../ware.ts'

const KEY = 'what-the-mail-server-shows-us'

let house: House
let host: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', BOUNCE_KEY: KEY })
  host = await signedInAs(house, 'host')
})
after(() => house.close())

/** An order that is paid, with its tickets, of somebody with this address. */
async function bought(ware: Ware, email: string): Promise<GuestOrder> {
  const { slug, wish } = await ware.open(house.db)
  const guest = { name: 'Ada', email, phone: '+49 30 1234567' }
  const order = await placeOrder(house, slug, wish(1), guest)
  await pay(house, order)
  await fulfilled(house, order, 1)
  return order
}

const mailTo = (address: string) =>
  house.mailbox.waitFor((mail) => JSON.stringify(mail.to).includes(address))

/** The latest mail about an order, as the books have it. */
async function lastMail({ order_id }: GuestOrder) {
  const { rows } = await house.db.query<{ id: string; state: string; bounce_status: string }>({
    text: `select m.id, m.state, m.bounce_status from mails m
             left join audit_entries e on e.id = m.subject_id
            where m.subject_id = $1 or e.subject_id = $1 order by m.queued_at desc limit 1`,
    values: [order_id],
  })
  assert.ok(rows[0])
  return rows[0]
}

/** A report as mail servers write them. */
function reportOf(mailId: string, { action = 'failed', status = '5.1.1' } = {}): string {
  return [
    'From: Mail Delivery System <mailer-daemon@mx.example>',
    'To: tickets@venue.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
    '',
    '--B',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Your mail could not be delivered.',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; ada@else.example',
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--B',
    'Content-Type: text/rfc822-headers',
    '',
    'Subject: Your tickets',
    `Message-ID: <${mailId}@venue.example>`,
    '',
    '--B--',
    '',
  ].join('\r\n')
}

async function hand(report: string, key: string | null = KEY) {
  const response = await fetch(`${house.url}/webhooks/bounces`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822', ...(key && { authorization: `Bearer ${key}` }) },
    body: report,
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

for (const ware of wares) {
  const domain = `${ware.name.toLowerCase()}.example`
  test(`an address that does not exist is told of, corrected, and written to (${ware.name})`, async () => {
    const order = await bought(ware, `nobody@${domain}`)
    await alertOpened(house, 'mail_bounced')
    const mail = await lastMail(order)
    assert.deepEqual([mail.state, mail.bounce_status], ['bounced', '5.1.1'])
    assert.deepEqual(await alertsOf(house, 'mail_bounced'), [
      { subject_id: mail.id, detail: { status: '5.1.1' } },
    ])
    assert.ok((await shownOrder(house, host, order)).mails.some((one) => one.is_bounced))
    const isOfIt = (text: string) => text.includes(`guest: Ada <nobody@${domain}>`)
    const told = await house.mailbox.waitFor(({ text }) => isOfIt(text ?? ''))
    assert.match(told.subject, /come back/, 'the owner is told whose')

    const email = `somebody@${domain}`
    const { status, body } = await desk(house, host, order, '/email', { email })
    assert.deepEqual([status, body['outcome']], [200, 'sent'])
    await mailTo(email)
    await alertCleared(house, 'mail_bounced')
    const { guest, story } = await shownOrder(house, host, order)
    assert.equal(guest.email, email)
    assert.ok(JSON.stringify(story).includes('was corrected'))
    const again = await desk(house, host, order, '/email', { email })
    assert.equal(again.body['outcome'], 'sent_lately')
    const { rows } = await house.db.query({
      text: `select from audit_entries where detail::text like '%@%' and subject_id = $1`,
      values: [order.order_id],
    })
    assert.equal(rows.length, 0, 'the trail has no address')
    await audit(house)
  })

  test(`a report hours later is told of once, and whoever sends again has seen to it (${ware.name})`, async () => {
    const order = await bought(ware, `later@${domain}`)
    await mailTo(`later@${domain}`)
    const { id } = await eventually('it is sent', async () => {
      const mail = await lastMail(order)
      return mail.state === 'sent' && mail
    })
    const reports = await Promise.all(Array.from({ length: 5 }, () => hand(reportOf(id))))
    assert.deepEqual(
      reports.map(({ status }) => status),
      [200, 200, 200, 200, 200],
    )
    assert.equal(reports.filter(({ body }) => body['noted'] === true).length, 1)
    assert.equal((await alertOpened(house, 'mail_bounced')).subject_id, id)
    const resent = await desk(house, host, order, '/resend')
    assert.equal(resent.body['outcome'], 'sent')
    await alertCleared(house, 'mail_bounced')
    await audit(house)
  })
}

test('sent again to the same wrong address, it comes back again, and is told of again', async () => {
  const order = await bought(wares[0]!, 'nobody@twice.example')
  const first = await alertOpened(house, 'mail_bounced')
  await desk(house, host, order, '/resend')
  const soon = await desk(house, host, order, '/email', { email: 'found@twice.example' })
  assert.equal(soon.body['outcome'], 'sent_lately')
  await eventually('the second is told of', async () => {
    const open = await alertsOf(house, 'mail_bounced')
    return open.length === 1 && open[0]?.subject_id !== first.subject_id
  })
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now() where state = 'open'`,
  })
})

test('what is no report of a mail of ours that came back for good changes nothing', async () => {
  const order = await bought(wares[0]!, 'stays@house.example')
  await mailTo('stays@house.example')
  const mail = await eventually('it is sent', async () => {
    const found = await lastMail(order)
    return found.state === 'sent' && found
  })
  for (const report of [
    reportOf(mail.id, { action: 'delayed', status: '4.4.1' }),
    reportOf(mail.id, { status: '5.7.1' }),
    reportOf('mail_00000000000000000000000000'),
    `Subject: On holiday\r\nIn-Reply-To: <${mail.id}@venue.example>\r\n\r\nBack on Monday.`,
    '',
    '\u0000\u0001 not a mail',
  ])
    assert.deepEqual(await hand(report), { status: 200, body: { noted: false } })
  assert.equal((await lastMail(order)).state, 'sent')

  for (const key of [null, `${KEY}!`]) {
    const { status, body } = await hand(reportOf(mail.id), key)
    assert.deepEqual([status, body['code']], [401, 'bounce_key_wrong'])
  }
  assert.equal((await lastMail(order)).state, 'sent')
  await audit(house)
})

test('an address is corrected by whoever helps guests, and has to be one', async () => {
  const order = await bought(wares[0]!, 'typed@house.example')
  const door = await signedInAs(house, 'door')
  const email = 'else@house.example'
  assertDeskRefused(await desk(house, door, order, '/email', { email }), 'not_permitted', 'account')
  for (const wrong of ['', 'ada', 'ada@', 'ada@house.example\nBcc: x@y.example'])
    assertDeskRefused(
      await desk(house, host, order, '/email', { email: wrong }),
      'input_invalid',
      'email',
    )
  // Whoever has the address has the tickets, so one that works is not every host's to change.
  assertDeskRefused(await desk(house, host, order, '/email', { email }), 'email_works', 'email')
  assert.equal((await shownOrder(house, host, order)).guest.email, 'typed@house.example')
  const manager = await signedInAs(house, 'manager')
  assert.equal((await desk(house, manager, order, '/email', { email })).body['outcome'], 'sent')
  await mailTo(email)
})

test('of two who are mailed about alerts one has no address any more: the other is told all the same', async () => {
  await house.db.query({
    text: `insert into alert_recipients (address, ordinal)
           values ('nobody@left.example', 1), ('boss@house.example', 2)`,
  })
  await transaction(house.db, (tx) => openAlert(tx, 'clock_wrong', 'clock'))
  await mailTo('boss@house.example')
  await eventually('that mail is known to have come back, and mailed about to nobody', async () => {
    const { rows } = await house.db.query({
      text: `select from mails m join alerts a on a.subject_id = m.id
              where m.kind = 'alert' and m.state = 'bounced' and m.sent_at is not null
                and a.kind = 'mail_bounced' and a.state = 'open'
                and not exists (select from mails other where other.subject_id = a.id)`,
    })
    return rows.length === 1
  })
})
