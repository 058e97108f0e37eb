import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { OrderRow } from '../../src/web/dashboard/api/orders_answers.ts'
import type { CompChoices, CompRow } from '../../src/web/dashboard/api/comps_answers.ts'
import type { TonightAnswer } from '../../src/web/dashboard/api/tonight_answers.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { askComp, compBody, giveComp, mailed, mailTo } from '../comps.ts'
import { ask, readCsv } from '../dashboard_lists.ts'
import { desk } from '../desk.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { keys } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'

// How comps are seen: heads and no revenue to the house, a gift without a price to their guest.

let house: House
let owner: Browser
let host: Browser
let door: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  host = await signedInAs(house, 'host')
  door = await signedInAs(house, 'door')
})
after(() => auditAndClose(house))

test('comps are heads and no revenue: Tonight says how many are on the house', async () => {
  const { slug, night_id, types, tables } = await addVipNight(house.db, { tables: [{}] })
  const [ticket_type_id = ''] = types
  const [table = ''] = tables
  const paid = await placeOrder(house, slug, { [ticket_type_id]: 1 })
  await pay(house, paid)
  await fulfilled(house, paid, 1)
  await giveComp(house, owner, compBody(night_id, { ticket_type_id, quantity: 4 }))
  await giveComp(house, owner, compBody(night_id, { kind: 'vip', table, quantity: 3 }))
  await askComp(house, host, compBody(night_id, { ticket_type_id }))
  const { heads, money, feed } = await ask<TonightAnswer>(owner, `/tonight?night=${slug}`)
  const [type] = heads?.types ?? []
  assert.deepEqual([type?.sold, type?.given], [5, 4])
  assert.deepEqual([heads?.vip?.sold, heads?.vip?.given], [3, 3])
  assert.equal(money?.gross_minor, 2450)
  const told = feed.map(({ what, heads: count, amount_minor }) => [what, count, amount_minor])
  assert.deepEqual(
    told.filter(([what]) => what === 'given'),
    [
      ['given', 3, null],
      ['given', 4, null],
    ],
  )
  assert.equal(told.filter(([what]) => what === 'sold').length, 1)
  const seen = await ask<TonightAnswer>(door, `/tonight?night=${slug}`)
  assert.deepEqual([seen.heads?.types[0]?.sold, seen.heads?.types[0]?.given], [null, 0])
})

test('the list of orders, its filter and its file know what is a comp, and whose', async () => {
  const { slug, night_id, types } = await addNight(house.db)
  const [ticket_type_id = ''] = types
  await placeOrder(house, slug, { [ticket_type_id]: 1 })
  const body = compBody(night_id, { ticket_type_id })
  const { order_id } = await giveComp(house, owner, body)
  const all = await ask<{ rows: OrderRow[] }>(host, `/orders?night=${slug}`)
  assert.equal(all.rows.length, 2)
  const { rows } = await ask<{ rows: OrderRow[] }>(host, `/orders?night=${slug}&kind=comp`)
  assert.deepEqual(
    rows.map(({ id, total_minor, paid_at, comp }) => [id, total_minor, paid_at, comp]),
    [[order_id, 0, null, { asked_by: 'Olga Owner', approved_by: 'Olga Owner' }]],
  )
  const csv = await fetch(`${house.url}/api/dashboard/orders.csv?night=${slug}&kind=comp`, {
    headers: { cookie: owner.cookie() },
  })
  // As bytes: reading it as text would take the mark of UTF-8 away.
  const text = Buffer.from(await csv.arrayBuffer()).toString()
  const [names = [], line = []] = readCsv(text)
  const cell = (name: string) => line[names.indexOf(name)]
  assert.deepEqual(['Total', 'Received', 'Paid (UTC)', 'Comp approved by'].map(cell), [
    '0.00',
    '0.00',
    '',
    'Olga Owner',
  ])
  const pending = await ask<{ rows: { id: string }[] }>(owner, '/pending?part=awaiting')
  assert.ok(!pending.rows.some(({ id }) => id === order_id))
})

test('the list of comps is narrowed by night and state, and says what may be done', async () => {
  const { night_id, types } = await addNight(house.db)
  const [ticket_type_id = ''] = types
  const waiting = compBody(night_id, { ticket_type_id })
  await askComp(house, host, waiting)
  const given = await giveComp(house, owner, compBody(night_id, { ticket_type_id }))
  const list = (member: Browser, more = '') =>
    ask<{ rows: CompRow[] }>(member, `/comps?night=${night_id}${more}`)
  const both = (await list(owner)).rows
  assert.deepEqual(
    both.map(({ id, can }) => [id, can]),
    [
      [given.comp_id, ['withdraw', 'resend']],
      [waiting.comp_id, ['approve', 'refuse']],
    ],
  )
  assert.deepEqual(
    (await list(host)).rows.map(({ can }) => can),
    [['resend'], []],
  )
  const left = (await list(owner, '&state=waiting')).rows
  assert.deepEqual(
    left.map(({ id }) => id),
    [waiting.comp_id],
  )
  const { nights } = await ask<CompChoices>(host, '/comps/choices')
  assert.equal(nights.find(({ id }) => id === night_id)?.types[0]?.left, 98)
  const { waiting: count } = await ask<{ waiting: number }>(owner, '/comps/waiting')
  assert.ok(count >= 1)
})

for (const [locale, words, subject] of [
  ['en', 'On the house', 'Your tickets: '],
  ['es', 'Invita la casa', 'Tus entradas: '],
] as const)
  test(`mail, page and confirmation say “${words}” and name no price (${locale})`, async () => {
    const { night_id, types } = await addNight(house.db)
    const [ticket_type_id = ''] = types
    const body = compBody(night_id, { ticket_type_id, locale })
    const { order_id, secret } = await giveComp(house, owner, body)
    const mail = await mailTo(house, body.guest_email, subject)
    assert.match(mail.text, new RegExp(words))
    assert.match(mail.html, new RegExp(words))
    assert.doesNotMatch(mail.text + mail.html, /€|0[.,]00/)
    const url = `${house.url}/orders/${order_id}/${secret}`
    const page = await fetch(url, { headers: { 'accept-language': locale } })
    const text = await page.text()
    assert.match(text, new RegExp(words))
    assert.doesNotMatch(text, /€/)
    const receipt = await fetch(`${url}/receipt.pdf`)
    assert.equal(receipt.headers.get('content-type'), 'application/pdf')
    assert.equal((await fetch(`${url}/night.ics`)).status, 200)
    assert.equal((await desk(house, host, { order_id }, '/resend')).body['outcome'], 'sent')
    await mailed(house)
    const mails = (await house.mailbox.mails()).filter(({ to }) =>
      to.some(({ address }) => address === body.guest_email),
    )
    assert.equal(mails.length, 2)
  })
