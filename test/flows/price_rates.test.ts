import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { RatesAnswer } from '../../src/web/dashboard/api/price_rates_answers.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { keys } from '../staff.ts'
import { ga, placeOf, vip } from '../ware.ts'

// Taxes and fees in all-in prices: by the rates of when an order was placed, and never backwards.

const path = 'settings/prices'
let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const add = (rates: object, browser = owner) =>
  dashboard<RatesAnswer>(house, browser, 'POST', path, { id: newId('rat'), ...rates })
const ratesNow = async () => (await dashboard<RatesAnswer>(house, owner, 'GET', path)).body.rates

const pageOf = async ({ order_id, secret }: { order_id: string; secret: string }, more = '') =>
  (await fetch(`${house.url}/orders/${order_id}/${secret}${more}`)).text()

async function mailTo(email: string) {
  return eventually('its mail', async () => {
    const mails = await house.mailbox.mails()
    return mails.find(({ to }) => to.some(({ address }) => address === email))
  })
}

test('an order says what is in its price by the rates of when it was placed, and costs the same', async () => {
  const early = await buy(house, ga, 1)
  assert.doesNotMatch(await pageOf(early), /VAT/)
  const id = newId('rat')
  const rates = { id, vat_percent: 19, fee_percent: 5 }
  const answers = await Promise.all([add(rates), add(rates)])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  )
  assert.equal((await ratesNow()).length, 1, 'twice is once')
  assert.equal((await deedsOf(house, id)).length, 1)
  assert.doesNotMatch(await pageOf(early), /VAT/, 'what was placed before stays')
  const open = await placeOf(ga, house, 1)
  const words = /Includes €3\.91 VAT \(19%\) and €1\.23 in fees\./
  assert.match(await pageOf(open, '/checkout'), words)
  const later = await buy(house, ga, 1)
  assert.equal(later.paid_minor, early.paid_minor)
  assert.match(await pageOf(later), words)
  const mail = await mailTo(later.email)
  assert.match(mail.text ?? '', words)
  assert.match(mail.html ?? '', words)
  const receipt = await fetch(`${house.url}/orders/${later.order_id}/${later.secret}/receipt.pdf`)
  assert.equal(receipt.status, 200)
})

test('rates begin now or later; those to come are taken back, those that hold are not', async () => {
  const past = await add({ vat_percent: 7, fee_percent: 0, from: '2020-01-01T00:00' })
  assert.deepEqual([past.status, past.body.code], [422, 'rates_past'])
  assert.equal(past.body.errors[0]?.field, 'from')
  const later = { vat_percent: 7, fee_percent: 0, from: '2090-01-01T00:00' }
  assert.equal((await add(later)).status, 201)
  assert.equal((await add(later)).body.code, 'rates_taken')
  const [coming, now] = await ratesNow()
  assert.deepEqual([coming?.state, now?.state], ['to_come', 'now'])
  assert.equal(coming?.valid_from, '2089-12-31T23:00:00.000Z', 'by the venue’s clock')
  const remove = (id = '') =>
    fetch(`${house.url}/api/dashboard/${path}/${id}`, {
      method: 'DELETE',
      headers: { cookie: owner.cookie(), origin: house.url },
    })
  const answers = await Promise.all([remove(coming?.id), remove(coming?.id)])
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200],
  )
  assert.equal((await remove(now?.id)).status, 409)
  assert.deepEqual(
    (await ratesNow()).map(({ id }) => id),
    [now?.id],
  )
})

test('a table bears a VAT of its own where there is one; tickets do not', async () => {
  const added = await add({ vat_percent: 7, table_vat_percent: 19, fee_percent: 0 })
  assert.equal(added.status, 201)
  assert.deepEqual(
    added.body.rates.slice(0, 2).map((one) => [one.vat_percent, one.table_vat_percent]),
    [
      [7, 19],
      [19, null],
    ],
  )
  assert.match(await pageOf(await placeOf(ga, house, 1), '/checkout'), /VAT \(7%\)/)
  assert.match(await pageOf(await placeOf(vip, house, 2), '/checkout'), /VAT \(19%\)/)
  const wrong = await add({ vat_percent: 7, table_vat_percent: 51, fee_percent: 0 })
  assert.deepEqual([wrong.status, wrong.body.errors[0]?.field], [422, 'table_vat_percent'])
})

test('the database lets nobody write rates for the past', async () => {
  const sql = `insert into price_rates (id, valid_from, vat_bp, fee_bp)
               values ('rat_old', now() - interval '1 day', 700, 0)`
  await assert.rejects(house.db.query({ text: sql }), /no_rates_for_the_past/)
})

test('what is no rate is refused by the name of its field, and only the owner sets any', async () => {
  for (const [wrong, field] of [
    [{ vat_percent: -1, fee_percent: 0 }, 'vat_percent'],
    [{ vat_percent: 51, fee_percent: 0 }, 'vat_percent'],
    [{ vat_percent: 19, fee_percent: 'much' }, 'fee_percent'],
    [{ vat_percent: 19, fee_percent: 0, from: 'soon' }, 'from'],
    [{ id: 'x', vat_percent: 19, fee_percent: 0 }, 'id'],
  ] as const) {
    const { status, body } = await add(wrong)
    assert.equal(status, 422)
    assert.equal(body.errors[0]?.field, field, JSON.stringify(body))
  }
  for (const role of ['manager', 'host', 'door'] as const) {
    const browser = await signedInAs(house, role)
    assert.equal((await add({ vat_percent: 1, fee_percent: 0 }, browser)).status, 403)
    assert.equal((await dashboard(house, browser, 'GET', path)).status, 403)
  }
})
