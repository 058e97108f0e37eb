import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { buyAt, nightAt, standsAt } from '../move.ts'
import { keys } from '../staff.ts'
import { CARD, fillCard, payButton } from '../steps.ts'
import type { VipNightMade } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// An owner has a guest pay what another night costs more, by a link, on a phone and on a desktop.

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

async function nightCalled(title: string, price_minor: number): Promise<VipNightMade> {
  const night = await nightAt(house, price_minor)
  const text = `update nights set title = $2 where id = $1`
  await house.db.query({ text, values: [night.night_id, title] })
  return night
}

/** Chooses the other night, and that the guest pays first. */
async function sendLink(page: Page, to: VipNightMade): Promise<void> {
  await page.getByRole('button', { name: 'Move Ada', exact: true }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Move Ada to another night' })
  await dialog.getByLabel('Night', { exact: true }).selectOption(to.night_id)
  await dialog.getByText('It costs €30.00 more.').waitFor()
  assert.ok(await dialog.getByRole('button', { name: 'Move', exact: true }).isDisabled())
  await dialog.getByLabel('The guest pays €30.00 first, by a link in a mail').check()
  await dialog.getByText('Nothing moves before it is paid.').waitFor()
  await assertWell(page)
  await dialog.getByRole('button', { name: 'Send the link' }).click()
  await page.getByText('The guest has a link to pay €30.00. Once it is paid, it moves.').waitFor()
}

for (const [where, options] of Object.entries(screens))
  test(`the guest pays what the other night costs more, and whoever looks on sees it (${where})`, async () => {
    const from = await nightCalled(`Iron Orchid ${where}`, 5000)
    const to = await nightCalled(`Copper Choir ${where}`, 8000)
    const order = await buyAt(house, 'GA', from)
    const at = `/dashboard/orders/${order.order_id}`
    const staff = await openAsStaff(house, browser, 'owner', at, options)
    await staff.page.getByRole('heading', { name: 'Story' }).waitFor()
    await sendLink(staff.page, to)
    const panel = staff.page.getByRole('region', { name: 'Difference for another night' })
    await panel.getByText(/^Waits for payment until /).waitFor()
    await assertWell(staff.page)

    // Taken back, and asked for anew.
    await panel.getByRole('button', { name: 'Take back' }).click()
    const sure = staff.page.getByRole('alertdialog', { name: 'Take the link to pay back?' })
    await sure.getByRole('button', { name: 'Take back' }).click()
    await panel.getByText('taken back', { exact: true }).waitFor()
    await sure.waitFor({ state: 'detached' })
    await sendLink(staff.page, to)
    await panel.getByText(/^Waits for payment until /).waitFor()

    const { rows } = await house.db.query<{ path: string }>({
      text: `select '/orders/' || id || '/' || secret as path from orders
              where moves_order_id = $1 and state = 'open'`,
      values: [order.order_id],
    })
    const guest = await openPage(browser, options)
    await guest.page.goto(`${house.url}${rows[0]?.path ?? ''}/checkout`)
    const words = `Your tickets move from Iron Orchid ${where} to Copper Choir ${where}: €30 more.`
    await guest.page.getByText(words).waitFor()
    await fillCard(guest.page, CARD.good)
    await assertAccessible(guest.page)
    await payButton(guest.page, '€30').press('Enter')
    await guest.page.getByRole('heading', { name: 'You have moved' }).waitFor()
    await assertAccessible(guest.page)
    await panel.getByText('paid and moved').waitFor()
    await staff.page.locator('.order-state').getByText(`Copper Choir ${where}`).waitFor()
    assert.equal((await standsAt(house, order)).night_id, to.night_id)
    await assertWell(staff.page)
    await guest.page.getByRole('link', { name: 'Open your tickets' }).click()
    await guest.page.locator('svg[role="img"]').nth(1).waitFor()
    await guest.page.getByText(`Copper Choir ${where}`).first().waitFor()
    await guest.close()
    await staff.page.getByRole('button', { name: 'Refund Ada' }).click()
    await staff.page.getByText('€30.00 that was paid for moving goes back, too.').waitFor()
    await assertWell(staff.page)
    await staff.page.keyboard.press('Escape')
    await staff.page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await panel.getByRole('link', { name: 'The payment' }).first().click()
    await staff.page.getByRole('link', { name: 'The order that moves' }).waitFor()
    await assertWell(staff.page)
    await staff.close()
  })
