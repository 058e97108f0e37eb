import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildClient } from '../build/client.ts'
import { loadDemoVenue } from '../local/demo.ts'
import { launch } from './chromium.ts'
import { fulfilled, pay, placeOrder } from './guest.ts'
import { openHouse, type House } from './house.ts'
import { drawDashboard } from './pictures_of_dashboard.ts'
import { drawStates } from './pictures_of_states.ts'
import { CARD, fillCard, nameGuest, payButton } from './steps.ts'

/**
 * Draws docs/pictures anew from the running product: `npm run pictures`, or those of the dashboard
 * alone: `npm run pictures dashboard`.
 */

const folder = join(import.meta.dirname, '../docs/pictures')
const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

await buildClient()
const SETTLE_MS = 600

const browser = await launch()
try {
  await mkdir(folder, { recursive: true })
  if (process.argv[2] !== 'dashboard') await drawGuests()
  await drawDashboard(browser, folder)
} finally {
  await browser.close()
}

async function drawGuests(): Promise<void> {
  const house = await openHouse({ DEMO: '1' })
  try {
    await loadDemoVenue(house.databaseUrl)
    await fillTables(house)
    const desktop = await walk(house, browser, DESKTOP, 'desktop')
    const phone = await walk(house, browser, PHONE, 'phone')
    await drawTour(browser, desktop, phone)
    await drawStates(browser, folder)
  } finally {
    await house.close()
  }
}

type Shots = Record<string, Buffer>

/** Buys two tickets, with a decline on the way, and keeps a picture of each page. */
async function walk(
  { url }: House,
  chromium: Browser,
  screen: BrowserContextOptions,
  name: string,
): Promise<Shots> {
  const context = await chromium.newContext({ locale: 'en-GB', ...screen })
  const page = await context.newPage()
  const shots: Shots = {}
  const shoot = async (what: string) => {
    // A page that is still scrolling to the focused button would be cut in two.
    await page.waitForTimeout(SETTLE_MS)
    const shot = await page.screenshot({ animations: 'disabled' })
    shots[what] = shot
    await writeFile(join(folder, `${what}-${name}.png`), shot)
  }
  await page.goto(url)
  await shoot('venue')
  await page.getByRole('link', { name: 'Concrete Garden' }).click()
  await shoot('night')
  await page.locator('select[name^="quantity_"]').first().selectOption('2')
  await page.getByRole('button', { name: 'Get tickets' }).click()
  await nameGuest(page, 'ada@guest.example')
  await fillCard(page, CARD.declined)
  await shoot('checkout')
  await payButton(page, '€49').press('Enter')
  await page.getByRole('button', { name: 'Retry' }).waitFor()
  await shoot('declined')
  await fillCard(page, CARD.challenged)
  await page.getByRole('button', { name: 'Try again' }).press('Enter')
  const challenge = page.frameLocator('iframe[title*="authentication" i]')
  await challenge.locator('#test-source-authorize-3ds').waitFor()
  await shoot('challenge')
  await challenge.locator('#test-source-authorize-3ds').click()
  await page.locator('svg[role="img"]').nth(1).waitFor()
  await shoot('tickets')
  await chooseTable(page, url, shoot)
  await context.close()
  return shots
}

/** The way to a VIP table, on a night where others are choosing too. */
async function chooseTable(
  page: Page,
  url: string,
  shoot: (what: string) => Promise<void>,
): Promise<void> {
  await page.goto(url)
  await page.getByRole('link', { name: 'Long Exposure' }).click()
  await page.getByRole('link', { name: 'Book a VIP table' }).click()
  await page.locator('.plan').evaluate((plan) => plan.scrollIntoView({ block: 'start' }))
  await shoot('tables')
  await page
    .locator('.plan')
    .getByRole('link', { name: /^Table 8, .* available$/ })
    .click()
  await page.getByLabel('How many of you are coming?').selectOption('7')
  await page.getByRole('radio', { name: /Two bottles/ }).check()
  await page.locator('#sum-due').getByText('€420').waitFor()
  await shoot('table')
}

/** What other parties have: two tables are booked, and two are held. */
async function fillTables(open: House): Promise<void> {
  const { rows } = await open.db.query<{ slug: string; id: string; name: string }>({
    text: `select n.slug, t.id, t.name
             from table_offers o join nights n on n.id = o.night_id
             join vip_tables t on t.id = o.vip_table_id where n.title = 'Long Exposure'`,
  })
  for (const name of ['Table 1', 'Table 10', 'Table 7', 'Table 14']) {
    const table = rows.find((one) => one.name === name)
    if (!table) throw new Error(`The demo has no ${name}.`)
    const wish = { table: { wished_id: table.id, party_size: 4 } }
    const order = await placeOrder(open, table.slug, wish)
    if (!['Table 1', 'Table 10'].includes(name)) continue
    await pay(open, order)
    await fulfilled(open, order, 4)
  }
}

/** The README's picture: the night on a desktop, checkout and tickets on phones beside it. */
async function drawTour(chromium: Browser, desktop: Shots, phone: Shots): Promise<void> {
  const page: Page = await chromium.newPage({ viewport: { width: 1600, height: 800 } })
  await page.setContent(
    `<body style="margin:0;background:#26221f;height:800px;position:relative;overflow:hidden">
      ${image(desktop['night'], 'left:50px;top:50px;width:1000px')}
      ${image(phone['declined'], 'left:890px;top:110px;width:310px')}
      ${image(phone['tickets'], 'left:1240px;top:60px;width:310px')}`,
  )
  await writeFile(join(folder, 'tour.png'), await page.screenshot())
}

function image(shot: Buffer | undefined, css: string): string {
  return `<img style="position:absolute;border-radius:14px;box-shadow:0 20px 60px #000a;${css}"
    src="data:image/png;base64,${shot?.toString('base64')}">`
}
