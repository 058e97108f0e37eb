import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encode } from 'fast-png'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const logo = Buffer.from(
  encode({ width: 120, height: 40, channels: 3, data: new Uint8Array(120 * 40 * 3).fill(200) }),
)

for (const [where, screen] of Object.entries(screens))
  test(`the venue is renamed and gets a colour and a logo, and guests see it (${where})`, async () => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/settings', screen)
    const { page } = staff
    await page.getByLabel('Name', { exact: true }).fill(`The Vault ${where}`)
    await page.getByLabel('Time zone').selectOption('Europe/Madrid')
    await page.getByLabel('A colour of our own').setChecked(true)
    await page.getByLabel('As #rrggbb').fill('#0000ff')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('could not be read', { exact: false }).first().waitFor()
    assert.equal(await page.getByLabel('As #rrggbb').getAttribute('aria-invalid'), 'true')
    await page.getByLabel('As #rrggbb').fill('#ff8800')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. Pages show it from now on.').first().waitFor()
    await page.getByLabel('Choose a logo').setInputFiles({
      name: 'logo.png',
      mimeType: 'image/png',
      buffer: logo,
    })
    await page.getByRole('img', { name: 'The logo of now' }).waitFor()
    await assertWell(page)
    await page.goto(house.url)
    await page.getByRole('heading', { name: `The Vault ${where}` }).waitFor()
    await page.waitForFunction(() => {
      const mark = document.querySelector<HTMLImageElement>('.brand-logo')
      const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent')
      return mark?.complete && mark.naturalWidth === 120 && accent.trim() === '#ff8800'
    })
    await assertWell(page)
    await page.goto(`${house.url}/dashboard/settings`)
    await page.getByRole('button', { name: 'Take it away' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('None: the name stands in its place.').waitFor()
    await page.getByLabel('A colour of our own').setChecked(false)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved. Pages show it from now on.').first().waitFor()
    await staff.close()
  })

test('what is no picture is refused in words, and in Spanish to whoever reads Spanish', async () => {
  const options = { ...screens.phone, locale: 'es-ES' }
  const staff = await openAsStaff(house, browser, 'owner', '/dashboard/settings', options)
  const { page } = staff
  await page.getByText('Ninguno: en su lugar está el nombre.').waitFor()
  await assertWell(page)
  await page.getByLabel('Elegir un logotipo').setInputFiles({
    name: 'logo.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg/>'),
  })
  await page.getByText('elige un PNG, JPEG o WebP.', { exact: false }).first().waitFor()
  await staff.close()
})
