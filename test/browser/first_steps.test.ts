import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { dayIn } from '../nights.ts'
import { openPage } from './page.ts'
import { assertWell, screens } from './staff_page.ts'

// A house of one's own, from the console's link to a night on sale.

/** Who is signed in has a session; nothing else is kept. */
const KEPT = ['coatcheck.session_token']
const OWNER = { email: 'olga@house.example', password: 'a long and quiet night' }

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

async function becomeOwner(page: Page): Promise<void> {
  await page.goto(house.firstOwnerUrl() ?? assert.fail('there is no link'))
  await page.getByLabel('Your name').fill('Olga')
  await page.getByLabel('E-mail').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Create account' }).click()
}

async function sayWhichVenue(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'First steps' }).waitFor()
  const open = page.getByRole('button', { name: 'Open the house' })
  await open.waitFor()
  await assertWell(page)
  assert.equal(
    await page.getByLabel('Time zone').inputValue(),
    'Europe/Madrid',
    'the browser’s own',
  )
  assert.equal(await page.getByLabel('Country').inputValue(), 'GB')
  await page.getByLabel('Name', { exact: true }).fill('The Vault')
  await open.click()
  const street = page.getByLabel('Street and number')
  await page.locator('.field-fault').first().waitFor()
  assert.equal(await street.getAttribute('aria-invalid'), 'true')
  await assertWell(page)
  await street.fill('Calle Mayor 9')
  await page.getByLabel('City').fill('Madrid')
  await page.getByLabel('Country').selectOption('ES')
  await page.getByLabel('Mail address for guests').fill('hola@vault.example')
  await page.getByLabel('How many people fit in').fill('120')
  await open.press('Enter')
}

/** How far the list on the first screen says that the house is. */
async function stepsDone(page: Page, done: number): Promise<void> {
  await page.getByText(`${done} of 6 done`).waitFor()
}

/** Makes a night with tickets, publishes it, and gives its address. */
async function sellNight(page: Page): Promise<string> {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const field = (name: string) => page.getByLabel(name, { exact: true })
  await page.getByRole('link', { name: 'Create the first night' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nights' }).waitFor()
  await button('New night').click()
  await field('Title').fill('First Light')
  await field('Doors').fill(`${dayIn(9)}T23:00`)
  await field('End').fill(`${dayIn(10)}T05:00`)
  await button('Create draft').click()
  await page.getByRole('heading', { level: 1, name: 'First Light' }).waitFor()
  await button('Add tickets').click()
  await field('Name').fill('Early bird')
  await field('Price (EUR)').fill('12,50')
  await field('How many').fill('40')
  await button('Add').click()
  await page.getByRole('heading', { name: 'Early bird' }).waitFor()
  await button('Publish').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByText('Published: guests can see it now.').waitFor()
  const path = await page.getByRole('link', { name: 'Guests’ page' }).getAttribute('href')
  return path?.split('/').at(-1) ?? assert.fail('guests have no page')
}

test('from the console’s link to a sold ticket, on a phone', async () => {
  const options = { ...screens.phone, locale: 'en-GB', timezoneId: 'Europe/Madrid' }
  const staff = await openPage(browser, options, KEPT)
  const { page } = staff
  await page.goto(house.url)
  await page.getByRole('heading', { level: 1, name: 'Opening soon' }).waitFor()
  await assertWell(page)
  await becomeOwner(page)
  await sayWhichVenue(page)
  await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
  await stepsDone(page, 2)
  await assertWell(page)
  await page.getByRole('link', { name: 'Try a mail' }).click()
  await page.getByRole('button', { name: 'Send me a test' }).click()
  await page.getByText(`A test is on its way to ${OWNER.email}.`).first().waitFor()
  await house.mailbox.waitFor(({ subject }) => subject.startsWith('Trial: '))
  await page.goto(`${house.url}/dashboard`)
  await stepsDone(page, 3)

  const slug = await sellNight(page)
  await page.goto(`${house.url}/dashboard`)
  await stepsDone(page, 5)
  await page.goto(`${house.url}/dashboard/members`)
  await page.getByLabel('E-mail').fill('mateo@house.example')
  await page.getByRole('radio', { name: /^Manager/ }).check()
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByText('An invitation is on its way.').waitFor()

  const types = await house.db.query<{ id: string }>({ text: `select id from ticket_types` })
  const order = await placeOrder(house, slug, { [types.rows[0]?.id ?? '']: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  await page.goto(`${house.url}/dashboard`)
  await stepsDone(page, 6)
  await page.getByRole('button', { name: 'Put this list away' }).click()
  await page.getByText('The list is put away. It stays at First steps.').first().waitFor()
  await page.getByText('6 of 6 done').waitFor({ state: 'detached' })
  await page.goto(`${house.url}/dashboard/first-steps`)
  await stepsDone(page, 6)
  await assertWell(page)
  await staff.close()
})
