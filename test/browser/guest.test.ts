import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { partyAtDoor, ticketsAtDoor } from '../door.ts'
import { eventually } from '../guest.ts'
import { codeOfEntry, entriesAt } from '../guest_view.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { keys } from '../staff.ts'
import { settled } from './app_pages.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

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

for (const [where, options] of Object.entries(screens)) {
  test(`a guest is renamed, and a ticket gets a new code, by keyboard alone (${where})`, async () => {
    const { order } = await ticketsAtDoor(house, 1, { name: 'Ada Lovelase' })
    const host = await signedInAs(house, 'host')
    const [ticket] = await entriesAt(house, host, order)
    const old = await codeOfEntry(house, ticket?.id ?? '')
    const path = `/dashboard/orders/${order.order_id}`
    const staff = await openAsStaff(house, browser, 'host', path, options)
    const { page } = staff
    await page.getByRole('button', { name: 'Rename The name of Ada Lovelase' }).focus()
    await page.keyboard.press('Enter')
    const naming = page.getByRole('alertdialog', { name: 'The name of Ada Lovelase' })
    await naming.getByLabel('Name').fill('Ada Lovelace')
    await assertWell(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('The name is corrected.').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor()
    await page.getByRole('button', { name: /^New code / }).focus()
    await page.keyboard.press('Enter')
    const anew = page.getByRole('alertdialog', { name: /^A new code for / })
    await anew.getByText(/refused at the door from now on/).waitFor()
    await assertWell(page)
    await page.keyboard.press('Escape')
    await anew.waitFor({ state: 'detached' })
    assert.equal(await codeOfEntry(house, ticket?.id ?? ''), old)
    await page.keyboard.press('Enter')
    await anew.getByRole('button', { name: 'Make a new code' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('The guest gets a mail with the new code.').waitFor()
    assert.notEqual(await codeOfEntry(house, ticket?.id ?? ''), old)
    await page.getByText('New code', { exact: true }).first().waitFor()
    await assertWell(page)
    await staff.close()
  })

  test(`what the guest sees is shown on a phone, and nothing in it can be pressed (${where})`, async () => {
    const { order } = await partyAtDoor(house, 2)
    await eventually('every mail is sent', async () => {
      const { rowCount } = await house.db.query({
        text: `select from mails where state = 'queued'`,
      })
      return rowCount === 0
    })
    const path = `/dashboard/orders/${order.order_id}`
    const staff = await openAsStaff(house, browser, 'host', path, options)
    const { page } = staff
    await page.getByRole('link', { name: 'What the guest sees' }).click()
    await page.getByRole('heading', { level: 1, name: 'What Maya Brandt sees' }).waitFor()
    const phone = page.frameLocator('.phone iframe')
    await phone.getByRole('heading', { level: 1 }).waitFor()
    await phone.locator('[data-pass]').first().waitFor()
    await settled(page)
    await assertWell(page)
    assert.equal(await phone.locator('a[href], script, form[action]').count(), 0)
    assert.equal(await phone.locator('button:enabled, input:enabled').count(), 0)
    await page.getByRole('button', { name: 'Pass 1, not claimed' }).click()
    await phone.locator('main#pass').waitFor()
    await page.getByRole('button', { name: /^Confirmation/ }).focus()
    await page.keyboard.press('Enter')
    await phone.getByText('Your table is booked').waitFor()
    await phone.getByText(`<${order.email}>`).waitFor()
    await assertWell(page)
    await page.getByRole('link', { name: 'Back to the order' }).click()
    await page.getByRole('heading', { name: 'Story' }).waitFor()
    await staff.close()
  })

  test(`the owner looks through the mails to guests in both languages (${where})`, async () => {
    const path = '/dashboard/settings/preview'
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const { page } = staff
    const phone = page.frameLocator('.phone iframe')
    await phone.getByText('Subject:').waitFor()
    const choices = page.getByRole('navigation', { name: 'What to look at' })
    await choices.getByRole('button', { name: 'Español' }).click()
    await choices.getByRole('button', { name: 'Night cancelled' }).click()
    await phone.locator('html[lang^="es"]').waitFor()
    await phone.getByText('Tender Machines').first().waitFor()
    await settled(page)
    await assertWell(page)
    await staff.close()
  })
}
