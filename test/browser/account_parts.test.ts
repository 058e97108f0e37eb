import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { demoMembers, demoPassword, type Role } from '../../src/identity/index.ts'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { codeOf, openBrowser } from '../member.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// One's own account: the name, where one is signed in, the language, and the second factor's end.
// Password and second factor themselves are in account.test.ts.

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
const emailOf = (role: Role) => demoMembers.find((one) => one.role === role)?.email ?? ''

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const saved = (page: Page) => page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor()

/** The field is marked as wrong, and this is said of it. */
async function assertFault(field: Locator, fault: string): Promise<void> {
  await field.page().getByRole('alert').filter({ hasText: fault }).waitFor()
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
}

/** Comes back as somebody who is signed in nowhere. */
async function comeBack(page: Page): Promise<void> {
  // What a page asks for while its session ends it would complain of.
  await page.goto('about:blank')
  await page.context().clearCookies()
  await page.goto(`${house.url}/dashboard/sign-in`)
}

async function signIn(page: Page, role: Role, password: string = demoPassword): Promise<void> {
  await page.getByLabel('E-mail').fill(emailOf(role))
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

const people: [keyof typeof screens, Role][] = [
  ['phone', 'manager'],
  ['desktop', 'host'],
]

for (const [size, role] of people) {
  test(`the name is one's own, another session is ended, and the language is chosen (${size})`, async () => {
    const elsewhere = await openAsStaff(house, browser, role, ACCOUNT, screens[size])
    // A page that asks again by itself would complain of the session that has ended.
    await elsewhere.page.goto('about:blank')
    const staff = await openAsStaff(house, browser, role, ACCOUNT, screens[size])
    const { page } = staff
    const name = part(page, 'Name').getByRole('textbox')
    await name.fill('Dario Door')
    await page.getByRole('button', { name: 'Save name' }).click()
    await assertFault(name, 'Somebody here has this name already')
    await name.fill(`Nora of ${size}`)
    await page.getByRole('button', { name: 'Save name' }).click()
    await saved(page)
    assert.equal(await name.inputValue(), `Nora of ${size}`)

    const lines = part(page, 'Signed in').getByRole('listitem')
    assert.equal(await lines.count(), 2)
    const here = lines.filter({ has: page.getByText('here', { exact: true }) })
    assert.equal(await here.getByRole('button').count(), 0, 'that one is left by signing out')
    await assertWell(page)
    await lines.getByRole('button', { name: /^End: / }).click()
    await saved(page)
    assert.equal(await lines.count(), 1)
    await elsewhere.page.goto(house.url + ACCOUNT)
    await elsewhere.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await elsewhere.close()

    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByRole('heading', { level: 1, name: 'Tu cuenta' }).waitFor()
    assert.equal(new URL(page.url()).pathname, ACCOUNT)
    await assertWell(page)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
    await staff.close()
  })

  test(`without the phone a backup code opens, once; then the second factor is removed (${size})`, async () => {
    const staff = await openAsStaff(house, browser, role, ACCOUNT, screens[size])
    const { page } = staff
    const second = part(page, 'Second factor')
    const password = second.getByLabel('Password now')
    await password.fill('not my password at all')
    await second.getByRole('button', { name: 'Set it up' }).click()
    await assertFault(password, 'That is not your password.')
    await password.fill(demoPassword)
    await second.getByRole('button', { name: 'Set it up' }).click()
    const key = (await second.locator('.setup .secret').textContent()) ?? ''
    const backup = (await second.locator('.codes li').first().textContent()) ?? ''
    await page.getByLabel('The code that the app shows').fill(codeOf(key))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await saved(page)

    const withBackup = async () => {
      await comeBack(page)
      await signIn(page, role)
      await page.getByLabel('Code', { exact: true }).fill(backup)
      await page.getByRole('button', { name: 'Continue' }).click()
    }
    await withBackup()
    await page.getByText('There is no night yet.').waitFor()
    await withBackup()
    await assertFault(page.getByLabel('Code', { exact: true }), 'That code is not right')
    await page.getByLabel('Code', { exact: true }).fill(codeOf(key, Date.now() + 30_000))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('There is no night yet.').waitFor()

    await page.goto(house.url + ACCOUNT)
    await password.fill('not my password at all')
    await second.getByRole('button', { name: 'Remove it' }).click()
    await assertFault(password, 'That is not your password.')
    await assertWell(page)
    await password.fill(demoPassword)
    await second.getByRole('button', { name: 'Remove it' }).click()
    await saved(page)
    await second.getByText('With one, a stolen password opens nothing.').waitFor()
    await comeBack(page)
    await signIn(page, role)
    await page.getByText('There is no night yet.').waitFor()
    await staff.close()
  })
}

/** So much of the time for which tries are counted goes by. */
const timePasses = (interval: string) =>
  house.db.query({
    text: `update identity.tries set ends_at = ends_at - $1::interval`,
    values: [interval],
  })

for (const [n, size] of (['phone', 'desktop'] as const).entries())
  test(`after ten wrong passwords it is said when to try again, and it holds (${size})`, async () => {
    // Addresses that nobody has (RFC 5737).
    const address = `198.51.100.${n + 1}`
    const email = emailOf('owner')
    for (let tries = 0; tries < 10; tries += 1) {
      const guess = { email, password: `guess number ${tries}` }
      const { status } = await openBrowser(house, '', address).post('/dashboard/sign-in', guess)
      assert.equal(status, 422)
    }
    const extraHTTPHeaders = { 'x-forwarded-for': address }
    const { page } = await openPage(browser, { ...screens[size], extraHTTPHeaders })
    await page.goto(`${house.url}/dashboard/sign-in`)
    const limited = (minutes: string) =>
      page.getByRole('alert').getByText(`That was a lot of tries. Try again in ${minutes}.`)
    await signIn(page, 'owner')
    await limited('15 minutes').waitFor()
    assert.equal(await page.getByLabel('E-mail').inputValue(), email, 'nobody types it again')
    await assertWell(page)
    await timePasses('14 minutes 5 seconds')
    await signIn(page, 'owner')
    await limited('a minute').waitFor()
    await timePasses('1 minute')
    await signIn(page, 'owner')
    await page.getByText('There is no night yet.').waitFor()
    // What Chromium complains of are the answers that were refused.
    await page.context().close()
  })
