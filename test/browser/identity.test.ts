import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { demoMembers, demoPassword } from '../../src/identity/index.ts'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { addVipNight } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { openPage } from './page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1' })
  await addVipNight(house.db)
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** Who is signed in has a session; nothing else is kept. */
const KEPT = ['coatcheck.session_token']
const NARROW = { viewport: { width: 320, height: 640 } }
const [OWNER, , , DOOR] = demoMembers

/** Goes on by the Tab key until the focus is on what has these words or this name. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  for (let stop = 0; stop < 30; stop += 1) {
    await page.keyboard.press('Tab')
    const words = await page.evaluate(() => {
      const part = document.activeElement
      return part?.getAttribute('name') ?? part?.textContent?.trim() ?? ''
    })
    if (wanted.test(words)) return
  }
  assert.fail(`${String(wanted)} cannot be reached`)
}

/** Fit for everybody on the narrowest phone, and no wider than it. */
async function assertFits(page: Page): Promise<void> {
  await assertAccessible(page)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.equal(width, NARROW.viewport.width, page.url())
}

test('by keyboard alone: a wrong password is told at its field, the right one leads on', async () => {
  const staff = await openPage(browser, NARROW, KEPT)
  const { page } = staff
  await page.goto(`${house.url}/dashboard/members`)
  assert.equal(new URL(page.url()).pathname, '/dashboard/sign-in')
  await assertFits(page)
  const enter = async (password: string) => {
    await tabTo(page, /^email$/)
    await page.keyboard.press('Control+A')
    await page.keyboard.type(OWNER?.email ?? '')
    await tabTo(page, /^password$/)
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
  }
  await enter('not the password at all')
  const fault = page.getByRole('alert')
  await fault.waitFor()
  const field = page.getByLabel('E-mail')
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  assert.equal(await field.getAttribute('aria-describedby'), await fault.getAttribute('id'))
  await assertFits(page)
  await enter(demoPassword)
  await page.waitForURL(`${house.url}/dashboard/members`)
  await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor()
  await staff.close()
})

test('every page of the owner is fit for everybody; a removal is asked about first', async () => {
  const staff = await openPage(browser, NARROW, KEPT)
  const { page } = staff
  await page.goto(`${house.url}/dashboard/sign-in`)
  await page.getByRole('button', { name: 'Come in as Owner' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
  await page.getByText('Nothing needs you.').waitFor()
  await assertFits(page)

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByLabel('E-mail').fill('somebody-with-a-long-name@house.example')
  await page.getByRole('radio', { name: /^Host/ }).check()
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByRole('status').waitFor()
  await page.getByText('Remove Hana Host', { exact: true }).click()
  const sure = page.getByRole('button', { name: 'Yes, remove' })
  await sure.waitFor()
  await assertFits(page)
  await sure.click()
  await page.getByText('Hana Host', { exact: true }).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'Account' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
  await assertFits(page)
  await page.locator('#second-current').fill(demoPassword)
  await page.getByRole('button', { name: 'Set it up' }).click()
  await page.getByRole('img', { name: /^QR code/ }).waitFor()
  await assertFits(page)

  const mail = await house.mailbox.waitFor(({ to }) =>
    to.some(({ address }) => address?.startsWith('somebody-')),
  )
  await page.goto(/http\S+\/dashboard\/join\/\S+/.exec(mail.text ?? '')?.[0] ?? '')
  await page.getByRole('button', { name: 'Create account' }).waitFor()
  await assertFits(page)
  await staff.close()
})

test('the door has no way to the members, and out is out, in Spanish too', async () => {
  const staff = await openPage(browser, { ...NARROW, locale: 'es-ES' }, KEPT)
  const { page } = staff
  await page.goto(`${house.url}/dashboard/sign-in`)
  await page.getByLabel('Correo electrónico').fill(DOOR?.email ?? '')
  await page.getByLabel('Contraseña').fill(demoPassword)
  await page.getByRole('button', { name: 'Entrar', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Puerta' }).waitFor()
  await page.getByRole('radio', { name: 'Escanear' }).waitFor()
  await assertFits(page)
  await page.getByRole('button', { name: 'Menú' }).click()
  await page.getByRole('link', { name: 'Cuenta' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Miembros' }).count(), 0)
  await page.getByRole('button', { name: 'Cerrar sesión' }).click()
  await page.getByRole('heading', { level: 1, name: 'Iniciar sesión' }).waitFor()
  await page.goto(`${house.url}/dashboard`)
  await page.getByRole('heading', { level: 1, name: 'Iniciar sesión' }).waitFor()
  await staff.close()
})
