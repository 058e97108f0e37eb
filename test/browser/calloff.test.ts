import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { callOffFinished } from '../calloff.ts'
import { launch } from '../chromium.ts'
import { eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { refundsOf } from '../money_back.ts'
import { QUICK } from '../sweep.ts'
import { ga } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// An owner calls a night off in the dashboard, and sees how its money goes back.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...QUICK, DEMO: '1' })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

async function soldNight(orders: number) {
  const night = await ga.open(house.db)
  const sold = []
  for (let n = 0; n < orders; n += 1) {
    const order = await placeOrder(house, night.slug, night.wish(1))
    await pay(house, order)
    await fulfilled(house, order, 1)
    sold.push(order)
  }
  const { rows } = await house.db.query<{ title: string }>({
    text: `select title from nights where id = $1`,
    values: [night.night_id],
  })
  return { ...night, sold, title: rows[0]?.title ?? '' }
}

for (const [where, options] of Object.entries(screens))
  test(`a night is called off with its title typed, followed live and done (${where})`, async () => {
    const night = await soldNight(2)
    const path = `/dashboard/nights/${night.night_id}/cancellation`
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const other = await openAsStaff(house, browser, 'manager', path, options)
    const { page } = staff
    await other.page.getByRole('button', { name: 'Cancel this night…' }).waitFor()
    await assertWell(page)
    await page.getByRole('button', { name: 'Cancel this night…' }).click()
    const dialog = page.getByRole('alertdialog', { name: `Cancel ${night.title}?` })
    await dialog.getByText('2 orders are called off, and €49.00 goes back').waitFor()
    await assertWell(page)
    const yes = dialog.getByRole('button', { name: 'Cancel the night and refund all' })
    await dialog.getByLabel('Why?').fill('The sound system is broken.')
    await dialog.getByLabel('To be sure').fill('Another night')
    assert.equal(await yes.isDisabled(), true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Cancel this night…' }).press('Enter')
    await dialog.getByLabel('To be sure').fill(night.title)
    await yes.press('Enter')
    for (const screen of [page, other.page]) {
      await screen.getByText('2 of 2 orders done').waitFor()
      await screen.getByText(/^All done/).waitFor()
      await screen.getByText('The sound system is broken.').waitFor()
    }
    await assertWell(page)
    await callOffFinished(house, await signedInAs(house, 'owner'), night)
    for (const order of night.sold) assert.equal((await refundsOf(house, order)).length, 1)
    await page.goto(`${house.url}/dashboard?night=${night.slug}`)
    await page.getByText('Cancelled. Every order is done, and €49.00 went back.').waitFor()
    await assertWell(page)
    await staff.close()
    await other.close()
  })

test('a refund that fails stands under the progress, and leads to its order', async () => {
  const night = await soldNight(1)
  const [order] = night.sold
  assert.ok(order)
  const path = `/dashboard/nights/${night.night_id}/cancellation`
  const { page, close } = await openAsStaff(house, browser, 'owner', path, screens.phone)
  await page.getByRole('button', { name: 'Cancel this night…' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('To be sure').fill(night.title)
  await dialog.getByLabel('Why?').fill('Storm')
  await dialog.getByRole('button', { name: 'Cancel the night and refund all' }).click()
  await page.getByText(/^All done/).waitFor()
  const refund = await eventually(
    'the refund is sent',
    async () => (await refundsOf(house, order))[0],
  )
  await house.sim.control.settleRefund({ refund: refund.stripe_refund_id ?? '', ending: 'fail' })
  const failures = page.getByRole('region', { name: 'These guests have not got their money' })
  await failures.waitFor()
  await assertWell(page)
  await failures.getByRole('link').click()
  await page.getByRole('heading', { name: 'Story' }).waitFor()
  await page
    .getByRole('button', { name: /^Refund/ })
    .first()
    .click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Refund/ })
    .click()
  await callOffFinished(house, await signedInAs(house, 'owner'), night)
  await close()
})

test('in Spanish it says the same', async () => {
  const night = await soldNight(1)
  const path = `/dashboard/nights/${night.night_id}/cancellation`
  const spanish = { ...screens.phone, locale: 'es' }
  const owner = await openAsStaff(house, browser, 'owner', path, spanish)
  await owner.page.getByRole('button', { name: 'Cancelar esta noche…' }).click()
  await owner.page.getByText('Se anula 1 pedido y se devuelven').waitFor()
  await assertWell(owner.page)
  await owner.close()
})
