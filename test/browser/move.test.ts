import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { eventually, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { buyAt, moveWares, nightAt, standsAt } from '../move.ts'
import { refundsOf } from '../money_back.ts'
import { keys } from '../staff.ts'
import type { VipNightMade } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { openPage, type Watched } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// An owner moves a guest to another night on the order's page, on a phone and on a desktop.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** A night with a title of its own. */
async function nightCalled(title: string, price_minor: number): Promise<VipNightMade> {
  const night = await nightAt(house, price_minor)
  const text = `update nights set title = $2 where id = $1`
  await house.db.query({ text, values: [night.night_id, title] })
  return night
}

async function openOrder(
  { order_id }: GuestOrder,
  options: BrowserContextOptions,
): Promise<Watched> {
  const staff = await openAsStaff(house, browser, 'owner', `/dashboard/orders/${order_id}`, options)
  await staff.page.getByRole('heading', { name: 'Story' }).waitFor()
  return staff
}

for (const [where, options] of Object.entries(screens))
  for (const ware of moveWares) {
    test(`${ware}: a guest moves to a cheaper night, and reads it on the page of the order (${where})`, async () => {
      const from = await nightCalled(`Iron Orchid ${ware} ${where}`, 5000)
      const title = `Velvet Static ${ware} ${where}`
      const to = await nightCalled(title, 3000)
      const order = await buyAt(house, ware, from)
      const staff = await openOrder(order, options)
      const { page } = staff
      await page.getByRole('button', { name: 'Move Ada', exact: true }).click()
      const dialog = page.getByRole('alertdialog', { name: 'Move Ada to another night' })
      const yes = dialog.getByRole('button', { name: 'Move', exact: true })
      await dialog.getByLabel('Night', { exact: true }).waitFor()
      assert.ok(await yes.isDisabled())
      await dialog.getByLabel('Night', { exact: true }).selectOption(to.night_id)
      await dialog.getByText('€20.00 goes back to the card.').waitFor()
      await dialog.getByLabel(ware === 'GA' ? /^2 × / : 'Table for 2').waitFor()
      await assertWell(page)
      await yes.click()
      await page.getByText(new RegExp(`It is for ${title}, .*, now`)).waitFor()
      await page.locator('.order-state').getByText(title).waitFor()
      await page.getByText(`→ ${title}.`).waitFor()
      assert.equal((await standsAt(house, order)).night_id, to.night_id)
      await eventually('the difference is back', async () => {
        return (await refundsOf(house, order))[0]?.state === 'succeeded'
      })
      await assertWell(page)
      await staff.close()
      const guest = await openPage(browser, options)
      await guest.page.goto(`${house.url}/orders/${order.order_id}/${order.secret}`)
      await guest.page.getByText(title).first().waitFor()
      await assertAccessible(guest.page)
      await guest.close()
    })

    test(`${ware}: a dearer night moves nobody before it is said what becomes of the rest (${where})`, async () => {
      const from = await nightCalled(`Iron Orchid ${ware} ${where}`, 5000)
      const to = await nightCalled(`Copper Choir ${ware} ${where}`, 8000)
      const order = await buyAt(house, ware, from)
      const staff = await openOrder(order, options)
      const { page } = staff
      await page.getByRole('button', { name: 'Move Ada', exact: true }).press('Enter')
      const dialog = page.getByRole('alertdialog', { name: 'Move Ada to another night' })
      const yes = dialog.getByRole('button', { name: 'Move', exact: true })
      await dialog.getByLabel('Night', { exact: true }).selectOption(to.night_id)
      if (ware === 'GA') {
        await dialog.getByText('It costs €30.00 more.').waitFor()
        assert.ok(await yes.isDisabled())
        await dialog.getByLabel('The house lets €30.00 go').check()
      } else await dialog.getByText('€30.00 more is due at the door.').waitFor()
      await assertWell(page)
      await yes.press('Enter')
      await page.getByText(/It is for Copper Choir/).waitFor()
      assert.equal((await standsAt(house, order)).night_id, to.night_id)
      assert.deepEqual(await refundsOf(house, order), [])
      await staff.close()
    })
  }

test('whoever is in is not moved: the dialog says why, and Escape leaves everything as it is', async () => {
  const from = await nightCalled('Iron Orchid', 5000)
  const order = await buyAt(house, 'GA', from)
  await house.db.query({
    text: `insert into admissions (id, ticket_id, night_id, admitted_by)
           select 'adm_' || substr(id, 5), id, night_id, 'North door' from tickets
            where order_id = $1 limit 1`,
    values: [order.order_id],
  })
  const staff = await openOrder(order, screens.phone)
  const { page } = staff
  await page.getByRole('button', { name: 'Move Ada', exact: true }).click()
  await page.getByText('Somebody has gone in on it: it stays on its night.').waitFor()
  await assertWell(page)
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  await staff.close()
})
