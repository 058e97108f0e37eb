import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { addNight } from '../catalog.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { dayIn, runnerOf, type Runner } from '../nights.ts'
import { addVipNight } from '../vip_catalog.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
let owner: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  browser = await launch()
  owner = runnerOf(house, await signedInAs(house, 'owner'))
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true })
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true })

for (const [where, options] of Object.entries(screens)) {
  test(`a night is made, published, sold, paused, resumed and duplicated (${where})`, async () => {
    const title = `Slow Burn ${where}`
    const staff = await openAsStaff(house, browser, 'manager', '/dashboard/nights', options)
    const { page } = staff
    await page.getByRole('heading', { name: 'Nights' }).waitFor()
    await button(page, 'New night').click()
    await field(page, 'Title').fill(title)
    await field(page, 'Doors').fill(`${dayIn(9)}T23:00`)
    await field(page, 'End').fill(`${dayIn(10)}T06:00`)
    await button(page, 'Create draft').click()
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await page.getByText('Draft', { exact: true }).waitFor()
    await button(page, 'Add tickets').click()
    await field(page, 'Name').fill('Early bird')
    await field(page, 'Price (EUR)').fill('12,50')
    await field(page, 'How many').fill('40')
    await button(page, 'Add').click()
    await page.getByRole('heading', { name: 'Early bird' }).waitFor()
    await button(page, 'Publish').click()
    const dialog = page.getByRole('alertdialog')
    await dialog.waitFor()
    await assertWell(page)
    await dialog.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published: guests can see it now.').waitFor()
    const path = await page.getByRole('link', { name: 'Guests’ page' }).getAttribute('href')
    assert.equal(path, `/nights/slow-burn-${where}-${dayIn(9)}`)

    const guest = await openPage(browser, options)
    await guest.page.goto(house.url + path)
    await guest.page.getByLabel('How many: Early bird').selectOption('2')
    await guest.page.getByRole('button', { name: 'Get tickets' }).click()
    await guest.page.waitForURL(/\/checkout$/)
    assert.match((await guest.page.textContent('.basket')) ?? '', /€25/)

    await page.getByText('2 of 40').first().waitFor()
    await button(page, 'Pause GA').click()
    await button(page, 'Resume GA').waitFor()
    await page.getByText(/^by Mateo Manager/).waitFor()
    await assertWell(page)
    await guest.page.goto(house.url + path)
    await guest.page.getByText('Sales are paused at the moment.', { exact: false }).waitFor()
    await assertWell(guest.page)
    await button(page, 'Resume GA').click()
    await button(page, 'Pause GA').waitFor()
    await guest.page.reload()
    await guest.page.getByLabel('How many: Early bird').waitFor()
    await guest.close()

    await button(page, 'Duplicate').click()
    assert.equal(await field(page, 'Doors of the new night').inputValue(), `${dayIn(16)}T23:00`)
    await button(page, 'Create copy').click()
    await page.getByText('Draft', { exact: true }).waitFor()
    await page.getByText('0 of 40').first().waitFor()
    await page.getByRole('link', { name: 'All nights', exact: true }).click()
    await button(page, 'Drafts').click()
    await page.getByRole('link', { name: title }).waitFor()
    await assertWell(page)
    await staff.close()
  })

  test(`what is wrong is told at its field, and what is typed stays (${where})`, async () => {
    const id = await owner.draft(`Wrong ${where}`)
    const type = await owner.addType(id)
    const path = `/dashboard/nights/${id}`
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const { page } = staff
    await button(page, 'Edit Early bird').click()
    const form = page.getByRole('form', { name: 'Early bird' })
    await form.getByLabel('Price (EUR)').fill('free')
    await form.getByLabel('How many', { exact: true }).fill('70')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('This value is missing or has the wrong form.').waitFor()
    assert.equal(await form.getByLabel('Price (EUR)').getAttribute('aria-invalid'), 'true')
    await eventually('the focus is where it is wrong', () =>
      form.getByLabel('Price (EUR)').evaluate((input) => input === document.activeElement),
    )
    await assertWell(page)
    await form.getByLabel('Price (EUR)').fill('20')
    // Enter saves, as in any form.
    await form.getByLabel('Price (EUR)').press('Enter')
    await form.waitFor({ state: 'detached' })
    const saved = (await owner.night(id)).types.find((one) => one.id === type)
    assert.deepEqual([saved?.price_minor, saved?.capacity], [2000, 70])
    await staff.close()
  })
}

test('of two editors the second sees what changed, and puts their own on top', async () => {
  const id = await owner.draft('Two editors')
  const staff = await openAsStaff(house, browser, 'manager', `/dashboard/nights/${id}`)
  const { page } = staff
  await field(page, 'Subtitle').fill('Mine')
  await field(page, 'Title').fill('My title')
  await owner.save(id, { title: 'Their title', minimum_age: 21 })
  const details = page.locator('section[aria-labelledby=details]')
  await details.getByRole('button', { name: 'Save', exact: true }).click()
  await details
    .getByText('Olga Owner has changed this meanwhile.', { exact: false })
    .first()
    .waitFor()
  assert.equal(await field(page, 'Title').inputValue(), 'My title', 'nothing is lost')
  await assertWell(page)
  await button(page, 'Save mine on top').click()
  await details.getByText('Not saved yet').waitFor({ state: 'detached' })
  const { night } = await owner.night(id)
  assert.deepEqual([night.title, night.subtitle, night.minimum_age], ['My title', 'Mine', 21])
  await staff.close()
})

test('whoever leaves with something unsaved is asked first', async () => {
  const id = await owner.draft('Unsaved')
  const staff = await openAsStaff(house, browser, 'owner', `/dashboard/nights/${id}`)
  const { page } = staff
  await field(page, 'Subtitle').fill('Half a thought')
  const asked: string[] = []
  page.once('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await page.getByRole('link', { name: 'All nights', exact: true }).click()
  assert.deepEqual(asked, ['Something is not saved yet. Leave it?'])
  assert.equal(await field(page, 'Subtitle').inputValue(), 'Half a thought')
  await page
    .locator('section[aria-labelledby=details]')
    .getByRole('button', { name: 'Undo changes' })
    .click()
  assert.equal(await field(page, 'Subtitle').inputValue(), '')
  await page.getByRole('link', { name: 'All nights', exact: true }).click()
  await page.getByRole('heading', { name: 'Nights', exact: true }).waitFor()
  await staff.close()
})

test('releases, the order of tickets and VIP are set by keyboard, in Spanish as well', async () => {
  const { night_id } = await addVipNight(house.db, {
    types: [{ name: 'Early' }, { name: 'Regular' }],
  })
  const path = `/dashboard/nights/${night_id}`
  const staff = await openAsStaff(house, browser, 'owner', path, {
    ...screens.desktop,
    locale: 'es-ES',
  })
  const { page } = staff
  await button(page, 'Editar Regular').focus()
  await page.keyboard.press('Enter')
  await page
    .getByLabel('Se abre', { exact: true })
    .selectOption({ label: 'cuando se agote «Early»' })
  await page.getByRole('form', { name: 'Regular' }).getByRole('button', { name: 'Guardar' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Se abre cuando se agote «Early»').first().waitFor()
  await button(page, 'Bajar Early').focus()
  await page.keyboard.press('Enter')
  await eventually('they have changed places', async () => {
    const { types } = await owner.night(night_id)
    return types[0]?.name === 'Regular'
  })
  await page.getByLabel('Condiciones').fill('Se ruega puntualidad.')
  const vip = page.locator('section[aria-labelledby=vip]')
  await vip.getByRole('button', { name: 'Guardar' }).click()
  await eventually('the policy is saved', async () => {
    return (await owner.night(night_id)).vip?.policy === 'Se ruega puntualidad.'
  })
  await assertWell(page)
  await staff.close()
})

test('the first screen pauses a night’s sales with one tap, for those who run nights', async () => {
  const night = await addVipNight(house.db)
  const path = `/dashboard?night=${night.slug}`
  const staff = await openAsStaff(house, browser, 'owner', path, screens.phone)
  const { page } = staff
  await button(page, 'Pause VIP').click()
  await button(page, 'Resume VIP').waitFor()
  await page.getByText('VIP paused', { exact: true }).waitFor()
  await eventually('it is paused', async () => {
    return (await owner.night(night.night_id)).night.vip_paused_at !== null
  })
  await assertWell(page)
  await staff.close()
  const host = await openAsStaff(house, browser, 'host', path)
  await host.page.getByText('VIP tables').first().waitFor()
  assert.equal(await button(host.page, 'Pause GA').count(), 0)
  await host.close()
})
