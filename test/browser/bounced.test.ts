import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertOpened } from '../sweep.ts'
import { ga } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
let order: GuestOrder
before(async () => {
  house = await openHouse({ DEMO: '1' })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await house.close()
})

for (const [screen, options] of Object.entries(screens))
  test(`a mail that came back needs somebody, who corrects its address (${screen})`, async () => {
    const { slug, wish } = await ga.open(house.db)
    const guest = { name: `Ada ${screen}`, email: 'nobody@guest.example' }
    order = await placeOrder(house, slug, wish(1), guest)
    await pay(house, order)
    await fulfilled(house, order, 1)
    await alertOpened(house, 'mail_bounced')

    const staff = await openAsStaff(house, browser, 'host', '/dashboard', options)
    const { page } = staff
    await page.getByText('A mail has come back').first().waitFor()
    await page.getByText(`Ada ${screen}`).first().waitFor()
    await page.goto(`${house.url}/dashboard/orders/${order.order_id}`)
    await page.getByText('came back', { exact: true }).waitFor()
    await assertWell(page)

    await page.getByRole('button', { name: 'Correct' }).press('Enter')
    const field = page.getByRole('textbox', { name: 'E-mail address' })
    await field.fill('ada')
    const save = page.getByRole('button', { name: 'Save and send' })
    await save.and(page.locator(':disabled')).waitFor()
    const email = `ada-${screen}@guest.example`
    await field.fill(email)
    await assertWell(page)
    await save.press('Enter')
    await page.getByText('The mail is on its way.').waitFor()
    await page.getByRole('link', { name: email }).waitFor()
    await house.mailbox.waitFor((mail) => JSON.stringify(mail.to).includes(email))
    await page.goto(`${house.url}/dashboard`)
    await page.getByText('Nothing needs you.').waitFor()
    await staff.close()
  })
