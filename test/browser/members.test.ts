import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { settled } from './app_pages.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// How somebody comes to work here: by the console's link, or by an invitation.

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

/** Who is signed in has a session; nothing else is kept. */
const KEPT = ['coatcheck.session_token']
const PASSWORD = 'a long and quiet night'
const MEMBERS = '/dashboard/members'

const create = (page: Page) => page.getByRole('button', { name: 'Create account' }).click()

/** The first screen, of a house without a night. */
async function assertAtTonight(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
  await page.getByText('There is no night yet.').waitFor()
  await settled(page)
  await assertWell(page)
}

for (const [size, options] of Object.entries(screens))
  test(`the console’s link makes the first owner, once, and leads to Tonight (${size})`, async () => {
    const fresh = await openHouse({ SWEEP_SECONDS_MAX: '0' })
    try {
      await addVenue(fresh.db)
      const link = fresh.firstOwnerUrl() ?? assert.fail('there is no link')
      const staff = await openPage(browser, options, KEPT)
      const { page } = staff
      await page.goto(link)
      await page.getByRole('heading', { level: 1, name: 'The first owner' }).waitFor()
      await assertWell(page)
      await page.getByLabel('Your name').fill('Olga')
      await page.getByLabel('E-mail').fill('olga@house.example')
      const password = page.getByLabel('Password', { exact: true })
      await password.fill('too short')
      await create(page)
      await page.getByRole('alert').getByText('12 characters or more').waitFor()
      assert.equal(await password.getAttribute('aria-invalid'), 'true')
      assert.equal(await page.getByLabel('Your name').inputValue(), 'Olga', 'what is right is kept')
      assert.equal(await page.getByLabel('E-mail').inputValue(), 'olga@house.example')
      await assertWell(page)
      await password.fill(PASSWORD)
      await create(page)
      await page.getByText('Nothing needs you.').waitFor()
      await assertAtTonight(page)
      assert.equal((await fetch(link)).status, 410, 'the link opens nothing more')
      await page.goto(fresh.url + MEMBERS)
      const member = page.getByRole('listitem').filter({ hasText: 'olga@house.example' })
      assert.equal(await member.getByLabel('Role of Olga').inputValue(), 'owner')
      await assertWell(page)
      await staff.close()
    } finally {
      await auditAndClose(fresh)
    }
  })

/** Invites somebody, and waits until that is said. */
async function invite(page: Page, email: string, role: RegExp): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('radio', { name: role }).check()
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByRole('status').filter({ hasText: 'An invitation is on its way.' }).waitFor()
}

/** The link in the mail that somebody was invited by. */
async function linkFor(email: string): Promise<string> {
  const mail = await house.mailbox.waitFor(({ to }) => to.some(({ address }) => address === email))
  return /http\S+\/dashboard\/join\/\S+/.exec(mail.text ?? '')?.[0] ?? assert.fail('no link')
}

/** What a page has of one address: a member, or an open invitation. */
const lineOf = (page: Page, email: string): Locator =>
  page.getByRole('listitem').filter({ hasText: email })

for (const [size, options] of Object.entries(screens))
  test(`the mail’s link makes a member, whose role the owner changes (${size})`, async () => {
    const owner = await openAsStaff(house, browser, 'owner', MEMBERS, options)
    const [name, email] = [`Nora ${size}`, `nora-${size}@house.example`]
    await invite(owner.page, email, /^Host/)
    await lineOf(owner.page, email).getByText('Host, open until').waitFor()
    await assertWell(owner.page)

    const joined = await openPage(browser, options, KEPT)
    const { page } = joined
    await page.goto(await linkFor(email))
    await page.getByText('Olga Owner has invited you to work here. Role: Host.').waitFor()
    assert.equal(await page.getByLabel('E-mail').inputValue(), email)
    await assertWell(page)
    await page.getByLabel('Your name').fill(name)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await create(page)
    await assertAtTonight(page)
    const alerts = page.locator('#places').getByRole('link', { name: 'Alerts' })
    assert.equal(await alerts.count(), 0, 'a host has none')

    await owner.page.goto(house.url + MEMBERS)
    const role = owner.page.getByLabel(`Role of ${name}`)
    assert.equal(await role.inputValue(), 'host')
    await role.selectOption('manager')
    const line = lineOf(owner.page, email)
    await Promise.all([
      owner.page.waitForEvent('load'),
      line.getByRole('button', { name: 'Change role' }).click(),
    ])
    assert.equal(await role.inputValue(), 'manager')
    await assertWell(owner.page)
    await page.reload()
    await alerts.waitFor()
    for (const one of [owner, joined]) await one.close()
  })

for (const [size, options] of Object.entries(screens))
  test(`an invitation that is taken back opens nothing, and can be sent again (${size})`, async () => {
    const owner = await openAsStaff(house, browser, 'owner', MEMBERS, options)
    const { page } = owner
    const email = `taken-back-${size}@house.example`
    await invite(page, email, /^Door/)
    const link = await linkFor(email)
    assert.equal((await fetch(link)).status, 200)
    await page.getByRole('button', { name: `Take back: ${email}` }).click()
    await lineOf(page, email).waitFor({ state: 'detached' })
    assert.equal((await fetch(link)).status, 410)
    await page.waitForURL(house.url + MEMBERS)
    await assertWell(page)
    await invite(page, email, /^Door/)
    await lineOf(page, email).getByText('Door, open until').waitFor()
    await owner.close()
  })

test('whoever works here already cannot be invited: that is told at the field', async () => {
  const owner = await openAsStaff(house, browser, 'owner', MEMBERS, screens.phone)
  const { page } = owner
  const field = page.getByLabel('E-mail')
  await field.fill('host@demo.example')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  const fault = page.getByRole('alert')
  await fault.waitFor()
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  assert.equal(await field.getAttribute('aria-describedby'), await fault.getAttribute('id'))
  assert.equal(await field.inputValue(), 'host@demo.example')
  await assertWell(page)
  await owner.close()
})
