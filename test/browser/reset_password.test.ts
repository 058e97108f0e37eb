import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { openPage } from './page.ts'
import { assertWell, screens } from './staff_page.ts'

// The way back in for a member who has forgotten the password.

/** Who is signed in has a session; nothing else is kept. */
const KEPT = ['coatcheck.session_token']
const emails = { phone: 'manager@demo.example', desktop: 'host@demo.example' }

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

for (const size of ['phone', 'desktop'] as const)
  test(`a forgotten password is set anew by the link of a mail (${size})`, async () => {
    const email = emails[size]
    const password = `another long and quiet ${size}`
    const staff = await openPage(browser, screens[size], KEPT)
    const { page } = staff
    await page.goto(`${house.url}/dashboard/sign-in`)
    await page.getByRole('link', { name: 'Forgotten your password?' }).click()
    await page.getByRole('heading', { level: 1, name: 'Forgotten password' }).waitFor()
    await assertWell(page)
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await page.getByRole('status').getByText('a link is on its way', { exact: false }).waitFor()
    await assertWell(page)
    const mail = await house.mailbox.waitFor(({ to }) => to[0]?.address === email)
    assert.match(mail.subject, /set a new password$/)
    await page.goto(/http\S+\/dashboard\/reset\/\S+/.exec(mail.text ?? '')?.[0] ?? '')
    await page.getByRole('heading', { level: 1, name: 'A new password' }).waitFor()
    await page.getByLabel('Password', { exact: true }).fill('too short')
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByRole('alert').getByText('12 characters or more').waitFor()
    await assertWell(page)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByLabel('Password', { exact: true }).press('Enter')
    await page.getByRole('status').getByText('Your password is set.', { exact: false }).waitFor()
    await assertWell(page)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
    await staff.close()
  })
