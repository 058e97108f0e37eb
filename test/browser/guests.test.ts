import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { demoPassword } from '../../src/identity/index.ts'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { partyAtDoor, ticketsAtDoor } from '../door.ts'
import { eventually } from '../guest.ts'
import { endNight, nameMorePasses, standsIn } from '../guests.ts'
import { openHouse, type House } from '../house.ts'
import { linkOf, post, validPasses } from '../party.ts'
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

const path = '/dashboard/settings/guests'

/** Somebody with tickets for a night that is on, whose mails are all sent. */
async function guestCalled(name: string) {
  const made = await ticketsAtDoor(house, 2, { name })
  await eventually('every mail is sent', async () => {
    const { rowCount } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rowCount === 0
  })
  return made
}

for (const [where, options] of Object.entries(screens)) {
  test(`a guest who is still to come is found, and cannot be erased yet (${where})`, async () => {
    const { order } = await guestCalled(`Zenobia of the ${where}`)
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const { page } = staff
    await page.getByLabel('E-mail address').fill(order.email)
    await page.keyboard.press('Enter')
    await page.getByText('is still to come').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Erase this guest' }).isDisabled(), true)
    const loading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download as JSON' }).click()
    const file = await (await loading).path()
    assert.match(readFileSync(file, 'utf8'), /Zenobia of the/)
    await assertWell(page)
    await staff.close()
  })

  test(`a guest is erased by a press that is meant, and found no more (${where})`, async () => {
    const name = `Yolanda of the ${where}`
    const { order, night_id } = await guestCalled(name)
    await endNight(house, night_id)
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const { page } = staff
    await page.getByLabel('E-mail address').fill(order.email)
    await page.keyboard.press('Enter')
    const erase = page.getByRole('button', { name: 'Erase this guest' })
    await erase.waitFor()
    await erase.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('alertdialog', { name: `Erase ${order.email}?` })
    await dialog.waitFor()
    await assertWell(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.ok((await standsIn(house, [name])).length > 0)
    await erase.click()
    const yes = dialog.getByRole('button', { name: 'Erase for good' })
    assert.equal(await yes.isDisabled(), true, 'not without the password')
    await dialog.getByLabel('Your password').fill('not my password')
    await yes.click()
    await page.getByText('That is not your password.').waitFor()
    assert.ok((await standsIn(house, [name])).length > 0)
    await erase.click()
    await dialog.getByLabel('Your password').fill(demoPassword)
    await yes.click()
    await page.getByText('The guest is erased.').waitFor()
    await page.locator('.empty-title', { hasText: 'Nothing is known' }).waitFor()
    assert.deepEqual(await standsIn(house, [order.email, name]), [])
    await staff.close()
  })

  test(`how long guests are kept is set, and stays set (${where})`, async () => {
    await house.db.query({ text: `update guest_retention set erase_after_months = null` })
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const { page } = staff
    await page.getByLabel('After a night, for').selectOption('2 years')
    const save = page.getByRole('button', { name: 'Save', exact: true })
    assert.equal(await save.isDisabled(), true, 'not without the password')
    await page.getByLabel('Your password').fill('not my password')
    await save.click()
    await page.getByText('That is not your password.').waitFor()
    await page.getByLabel('Your password').fill(demoPassword)
    await assertWell(page)
    await save.click()
    await page.getByText('Saved.').waitFor()
    await page.reload()
    await settled(page)
    assert.equal(await page.getByLabel('After a night, for').inputValue(), '24')
    await page.getByLabel('After a night, for').selectOption('3 years')
    assert.equal(await page.getByLabel('Your password').count(), 0, 'nobody more is erased')
    assert.equal(await save.isDisabled(), false)
    await assertWell(page)
    await staff.close()
  })
}

test('of many passes of one name the rest is shown by a press, and what was chosen stays', async () => {
  const name = 'Ottilie of the many'
  const { booking_id } = await partyAtDoor(house, 2, { name: 'Booker' })
  for (const pass of await validPasses(house.db, booking_id))
    assert.equal((await post(`${linkOf(house, pass)}/claim`, { name })).status, 303)
  await nameMorePasses(house, name, 100)
  const staff = await openAsStaff(house, browser, 'owner', path, screens.phone)
  const { page } = staff
  await page.getByLabel('Name on the pass').fill(name)
  await page.keyboard.press('Enter')
  const passes = page.locator('.guest-pass input')
  await passes.nth(99).waitFor()
  await passes.first().check()
  await page.getByRole('button', { name: 'Show more passes' }).press('Enter')
  await passes.nth(101).waitFor()
  assert.equal(await passes.first().isChecked(), true)
  assert.equal(await page.getByRole('button', { name: 'Show more passes' }).count(), 0)
  await assertWell(page)
  await staff.close()
})

test('what is kept of guests is told in Spanish to whoever reads Spanish', async () => {
  const spanish = { ...screens.phone, locale: 'es-ES' }
  const staff = await openAsStaff(house, browser, 'owner', path, spanish)
  await staff.page.getByText('Los datos de un cliente').waitFor()
  await assertWell(staff.page)
  await staff.close()
})
