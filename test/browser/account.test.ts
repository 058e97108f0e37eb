import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { demoMembers, demoPassword, type Role } from '../../src/identity/index.ts'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { codeOf } from '../member.ts'
import { settled } from './app_pages.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// One's own account: what keeps others out of it.

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

const ACCOUNT = '/dashboard/account'
const NEW_PASSWORD = 'quite another password'
const emailOf = (role: Role) => demoMembers.find((one) => one.role === role)?.email ?? ''

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** The field is marked as wrong, and what is said of it is that. */
async function assertFault(field: Locator, fault: string): Promise<void> {
  const page = field.page()
  await page.getByRole('alert').filter({ hasText: fault }).first().waitFor()
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  const about = (await field.getAttribute('aria-describedby')) ?? ''
  const said = await Promise.all(
    about.split(' ').map((id) => page.locator(`[id='${id}']`).textContent()),
  )
  assert.ok(said.includes(fault), said.join())
}

async function signOut(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Menu' })
  if (await menu.isVisible()) await menu.click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
}

async function signIn(page: Page, role: Role, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(emailOf(role))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Six figures that no authenticator app shows about now. */
function wrongCode(key: string): string {
  const periods = [-2, -1, 0, 1, 2]
  const near = new Set(periods.map((count) => codeOf(key, Date.now() + count * 30_000)))
  const codes = ['000000', '111111', '222222', '333333', '444444', '555555']
  return codes.find((code) => !near.has(code)) ?? ''
}

/** Begins to set up a second factor, and returns the key that an app is given for it. */
async function beginSecondFactor(page: Page): Promise<string> {
  const second = part(page, 'Second factor')
  await second.getByText('With one, a stolen password opens nothing.').waitFor()
  await assertWell(page)
  await second.getByLabel('Password now').fill(demoPassword)
  await second.getByRole('button', { name: 'Set it up' }).click()
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  assert.equal(await second.locator('.codes li').count(), 10)
  await assertWell(page)
  return (await second.locator('.setup .secret').textContent()) ?? ''
}

const withCode: [keyof typeof screens, Role][] = [
  ['phone', 'host'],
  ['desktop', 'manager'],
]

for (const [size, role] of withCode)
  test(`a second factor is turned on and asked for; a wrong code is told at its field (${size})`, async () => {
    const staff = await openAsStaff(house, browser, role, ACCOUNT, screens[size])
    const { page } = staff
    const key = await beginSecondFactor(page)

    const shown = page.getByLabel('The code that the app shows')
    const turnOn = page.getByRole('button', { name: 'Turn it on' })
    await shown.fill(wrongCode(key))
    await turnOn.click()
    await page.getByText('Enter the code that the app shows now.').waitFor()
    await assertFault(shown, 'That code is not right, or it was used. Please try the next one.')
    await assertWell(page)
    await shown.fill(codeOf(key))
    await turnOn.click()
    await page.getByText('Signing in asks for a code of your authenticator app.').waitFor()
    assert.equal(await page.getByRole('status').textContent(), 'Saved.')
    await assertWell(page)

    await signOut(page)
    await assertWell(page)
    await signIn(page, role, demoPassword)
    await page.getByRole('heading', { level: 1, name: 'One more step' }).waitFor()
    await assertWell(page)
    const code = page.getByLabel('Code', { exact: true })
    await code.fill(wrongCode(key))
    await page.getByRole('button', { name: 'Continue' }).click()
    await assertFault(code, 'That code is not right, or it was used. Please try the next one.')
    await assertWell(page)
    await code.fill(codeOf(key))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
    await page.getByText('There is no night yet.').waitFor()
    await settled(page)
    await assertWell(page)
    await staff.close()
  })

const withPassword: [keyof typeof screens, Role, first: string][] = [
  ['phone', 'door', 'Door'],
  ['desktop', 'owner', 'Tonight'],
]

for (const [size, role, first] of withPassword)
  test(`another password opens, the one before does no more, here or elsewhere (${size})`, async () => {
    const staff = await openAsStaff(house, browser, role, ACCOUNT, screens[size])
    const elsewhere = await openAsStaff(house, browser, role, ACCOUNT, screens[size])
    const { page } = staff
    const change = part(page, 'Change password')
    const [now, wanted] = [change.getByLabel('Password now'), change.getByLabel('New password')]
    const enter = async (current: string, password: string) => {
      await now.fill(current)
      await wanted.fill(password)
      await change.getByRole('button', { name: 'Change password' }).click()
    }
    await enter('not my password at all', NEW_PASSWORD)
    await assertFault(now, 'That is not your password.')
    assert.equal(await page.getByRole('alert').count(), 1, 'the other form was not asked')
    await assertWell(page)
    await enter(demoPassword, 'short')
    await assertFault(wanted, 'Choose a password of 12 characters or more.')
    assert.equal(await now.getAttribute('aria-invalid'), null)
    await assertWell(page)
    // A page that asks again by itself would complain of the session that has ended.
    await elsewhere.page.goto('about:blank')
    await enter(demoPassword, NEW_PASSWORD)
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor()
    await assertWell(page)
    await elsewhere.page.goto(house.url + ACCOUNT)
    await elsewhere.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await elsewhere.close()

    await signOut(page)
    await signIn(page, role, demoPassword)
    const together = 'This address and password do not go together.'
    await assertFault(page.getByLabel('E-mail'), together)
    await assertWell(page)
    await signIn(page, role, NEW_PASSWORD)
    await page.getByRole('heading', { level: 1, name: first }).waitFor()
    await page.getByText('There is no night yet.').waitFor()
    await settled(page)
    await assertWell(page)
    await staff.close()
  })
