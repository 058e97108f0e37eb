import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { desk } from '../desk.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { buy } from '../money_back.ts'
import { keys } from '../staff.ts'
import { ga } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
let order: Awaited<ReturnType<typeof buy>>
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
  browser = await launch()
  order = await buy(house, ga, 2)
  const manager = await signedInAs(house, 'manager')
  const refund = { refund_id: newId('rfd'), what: { amount_minor: 1000 }, left_minor: 4900 }
  assert.equal((await desk(house, manager, order, '/refund', refund)).status, 201)
  await house.db.query({
    text: `insert into audit_entries (id, action, subject_id, actor, at)
           select 'aud_' || lpad(n::text, 26, '0'), 'account.session_ended', 'mem_x', 'Olga Owner',
                  now() - interval '1 day' - interval '1 minute' * n
             from generate_series(1, 150) n`,
  })
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

for (const [where, screen] of Object.entries(screens))
  test(`what was done is found and leads to its order (${where})`, async () => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/audit', screen)
    const { page } = staff
    await page.getByRole('cell', { name: 'Asked for a refund of €10.' }).waitFor()
    await assertWell(page)
    assert.equal(await page.getByRole('row').count(), 101)
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByRole('row').nth(151).waitFor()
    if (where === 'phone') await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('Who', { exact: true }).selectOption('Mateo Manager')
    await page.getByRole('cell', { name: 'Signed out.' }).waitFor({ state: 'detached' })
    await page.getByLabel('About').fill(order.email)
    await page.waitForURL(/q=/)
    await page.getByRole('link', { name: 'Order', exact: true }).click()
    await page.waitForURL(`**/dashboard/orders/${order.order_id}`)
    await staff.close()
  })

test('where nothing like that was done the page says so, and the filters are cleared by keyboard', async () => {
  const path = '/dashboard/audit?q=nobody%40guest.example'
  const staff = await openAsStaff(house, browser, 'manager', path)
  const { page } = staff
  await page.getByText('Nothing like that was done').waitFor()
  await assertWell(page)
  assert.equal(await page.getByRole('link', { name: 'Download CSV' }).count(), 0)
  await page.getByRole('button', { name: 'Clear filters' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: 'Asked for a refund of €10.' }).waitFor()
  assert.equal(await page.getByLabel('About').inputValue(), '')
  await staff.close()
})

test('it is told in Spanish to whoever reads Spanish', async () => {
  const options = { ...screens.phone, locale: 'es-ES' }
  const staff = await openAsStaff(house, browser, 'manager', '/dashboard/audit', options)
  await staff.page.getByRole('heading', { name: 'Registro' }).waitFor()
  await staff.page.getByRole('cell', { name: 'Pidió un reembolso de' }).waitFor()
  await assertWell(staff.page)
  await staff.close()
})
