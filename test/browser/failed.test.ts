import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { ga, vip, placeOf } from '../ware.ts'
import { assertAccessible } from './axe.ts'
import { openPage, type Watched } from './page.ts'

let house: House
let browser: Browser
before(async () => {
  ;[house, browser] = await Promise.all([
    openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' }),
    launch(),
  ])
  await addNight(house.db)
})
after(async () => {
  await browser.close()
  await house.close()
})

const KEPT = ['coatcheck.session_token']
const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const NARROW = { width: 320, height: 640 }
const INSUFFICIENT = 'pm_card_visa_chargeDeclinedInsufficientFunds'

async function open(viewport: { width: number; height: number }, query = ''): Promise<Watched> {
  const watched = await openPage(browser, { viewport, acceptDownloads: true }, KEPT)
  const cookie = (await signedInAs(house, 'owner')).cookie()
  const cookies = cookie.split('; ').map((one) => {
    const at = one.indexOf('=')
    return { name: one.slice(0, at), value: one.slice(at + 1), url: house.url }
  })
  await watched.page.context().addCookies(cookies)
  await watched.page.goto(`${house.url}/dashboard/failed${query}`)
  await watched.page.getByRole('heading', { level: 1, name: 'Failed payments' }).waitFor()
  return watched
}

/** Fit for everybody, and no wider than the screen, with all that can be unfolded. */
async function assertFits(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await assertAccessible(page)
  const { wide, there } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    there: document.documentElement.clientWidth,
  }))
  assert.equal(wide, there)
}

/** What a figure says, by its name. */
const figure = (page: Page, name: string) =>
  page.locator('.failed-figures > div').filter({ hasText: name }).locator('dd')

test('where nothing has failed the page says so, on the narrowest phone too', async () => {
  const staff = await open(NARROW)
  const { page } = staff
  await page.getByText('No payment has failed here.').waitFor()
  await assertFits(page)
  await staff.close()
})

test('declines appear while the page is open, by code, with their orders and their worth', async () => {
  const staff = await open(DESKTOP, '?range=24h')
  const { page } = staff
  await page.getByText('No payment has failed here.').waitFor()
  const guest = await placeOf(ga, house, 1)
  await pay(house, guest, INSUFFICIENT)
  await pay(house, guest, INSUFFICIENT)
  await figure(page, 'Declines').getByText('and 1 retry').waitFor()
  await figure(page, 'At risk, still held').getByText('€24.50').waitFor()
  const party = await placeOf(vip, house, 2)
  await pay(house, party, 'pm_card_visa_chargeDeclined')
  await figure(page, 'At risk, still held').getByText('€224.50').waitFor()
  await pay(house, guest)
  await fulfilled(house, guest, 1)
  await figure(page, 'Came back and paid').getByText('1 of 2 orders that failed').waitFor()
  const codes = page.locator('.failed-codes')
  await codes.getByText('As a table').click()
  const row = codes.getByRole('row').filter({ hasText: 'insufficient_funds' })
  assert.deepEqual(await row.getByRole('cell').allTextContents(), [
    'insufficient_funds',
    'Not enough money on the card',
    '1',
    '1',
  ])
  assert.ok((await page.locator('.failed-codes .recharts-bar-rectangle').count()) >= 2)
  await assertFits(page)
  await staff.close()
  await audit(house)
})

for (const viewport of [PHONE, NARROW, DESKTOP])
  test(`filters are chosen by keyboard, and stay after a reload (${viewport.width})`, async () => {
    const staff = await open(viewport)
    const { page } = staff
    await figure(page, 'Declines').getByText('and 1 retry').waitFor()
    await page.getByLabel('Sold as').focus()
    await page.keyboard.press('v')
    await page.waitForURL(/\?kind=vip$/)
    await figure(page, 'Came back and paid').getByText('0 of 1 orders').waitFor()
    await page.getByLabel('Time', { exact: true }).focus()
    await page.keyboard.type('Last 30')
    await page.waitForURL(/range=30d/)
    await page.reload()
    await figure(page, 'Came back and paid').getByText('0 of 1 orders').waitFor()
    assert.equal(await page.getByLabel('Sold as').inputValue(), 'vip')
    assert.equal(await page.getByLabel('Time', { exact: true }).inputValue(), '30d')
    await assertFits(page)
    await page.getByLabel('Time', { exact: true }).selectOption('own')
    await page.getByLabel('To', { exact: true }).fill('2020-01-01')
    await page.getByRole('alert').getByText('The last day must not be before').waitFor()
    await page.getByLabel('From', { exact: true }).fill('2019-12-31')
    await page.getByText('No payment has failed here.').waitFor()
    await assertFits(page)
    await staff.close()
  })

test('a chart’s file is what the page shows', async () => {
  const staff = await open(DESKTOP, '?kind=ga')
  const { page } = staff
  const link = page.getByRole('link', { name: 'Declines by code, as a CSV file' })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  assert.match(download.suggestedFilename(), /^failed-codes-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
  const text = await readFile(await download.path(), 'utf8')
  assert.equal(text, '\uFEFFcode,unique_declines,retries\r\ninsufficient_funds,1,1\r\n')
  await staff.close()
})

test('the charts’ library comes with the first chart, and not before', async () => {
  const staff = await openPage(browser, { viewport: DESKTOP }, KEPT)
  const { page } = staff
  const loaded: string[] = []
  page.on('response', (response) => loaded.push(new URL(response.url()).pathname))
  await page.goto(`${house.url}/dashboard/sign-in`)
  await page.getByRole('button', { name: 'Come in as Owner' }).click()
  await page.locator('#places').waitFor()
  await page.waitForLoadState('load')
  const isChart = (path: string) => /\/chart-[^/]+\.js$/.test(path)
  assert.deepEqual(loaded.filter(isChart), [])
  await page.getByRole('link', { name: 'Failed payments' }).click()
  await page.locator('.recharts-surface').first().waitFor()
  assert.equal(loaded.filter(isChart).length, 1)
  await staff.close()
})
