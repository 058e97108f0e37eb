import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { eventually, tryToPlace, type TestWish } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { CARD, fillCard } from '../steps.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { runUntil, stopClock } from './clock.ts'
import { openPage, type Watched } from './page.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse()
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const DESKTOP = { viewport: { width: 1280, height: 1200 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const NARROW = { ...PHONE, viewport: { width: 320, height: 640 } }

const inSpanish = (screen: BrowserContextOptions): Promise<Watched> =>
  openPage(browser, { ...screen, locale: 'es-ES' })

/** A night with tickets, and with tables that cost a deposit of €49. */
function houseful(): Promise<VipNightMade> {
  const tables = Array.from({ length: 8 }, (_, n) => ({
    zone: n < 4 ? 'Gallery' : 'Terrace',
    rank: n + 1,
    deposit_minor: 4900,
    guests_included: 3,
  }))
  return addVipNight(house.db, { tables, packages: [{ price_minor: 45_000 }] })
}

/** A picture for whoever asks for one: SHOTS=folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

const WARES: {
  ware: string
  wish: (night: VipNightMade) => TestWish
  booked: string
  subject: RegExp
}[] = [
  {
    ware: 'GA',
    wish: ({ types: [type = ''] }) => ({ [type]: 2 }),
    booked: 'Estás dentro',
    subject: /^Tus entradas: .* \d{4}$/,
  },
  {
    ware: 'VIP',
    wish: ({ tables: [wished_id = ''] }) => ({ table: { wished_id, party_size: 2 } }),
    booked: 'Tu mesa está reservada',
    subject: /^Tu mesa: .* \d{4}$/,
  },
]

for (const { ware, wish, booked, subject } of WARES) {
  for (const [device, screen] of Object.entries({ DESKTOP, PHONE, NARROW }))
    test(`${ware}, ${device}: a guest in Spanish is declined, pays and gets the mail in Spanish`, async () => {
      const night = await houseful()
      const guest = await inSpanish(screen)
      const { page } = guest
      const email = `es-${ware}-${device}@guest.example`.toLowerCase()
      const { body } = await tryToPlace(house, night.slug, wish(night))
      // Placed by a program, in English: the switch moves the page, and with it the mail.
      await page.context().addCookies([{ name: 'language', value: 'en', url: house.url }])
      await page.clock.install()
      await page.goto(String(body['checkout_url']))
      await page.getByRole('button', { name: 'Español' }).press('Enter')
      await page.getByLabel('Nombre', { exact: true }).fill('Ada')
      await page.getByLabel('Correo electrónico').fill(email)
      if (ware === 'VIP') await page.getByLabel('Teléfono').fill('+34 612 345 678')
      await fillCard(page, CARD.declined)
      await assertNoOverflow(page)
      await assertAccessible(page)
      await shoot(page, `checkout-${ware}-${device}`)
      await stopClock(page)
      await page.getByRole('button', { name: /^Pagar 49\s€$/ }).press('Enter')
      const failed = page.getByText('El pago ha fallado. Inténtalo de nuevo.', { exact: true })
      await runUntil(page, failed)
      await runUntil(page, page.getByRole('button', { name: 'Reintentar' }))
      await page.getByText(/^Aún sin pagar\. Hora límite: \d\d?:\d\d$/).waitFor()
      await assertAccessible(page)
      await assertNoOverflow(page)
      await shoot(page, `declined-${ware}-${device}`)
      await page.clock.resume()
      await fillCard(page, CARD.good)
      await page.getByRole('button', { name: 'Intentar de nuevo' }).press('Enter')
      await page.getByRole('heading', { name: booked, exact: true }).waitFor()
      await assertAccessible(page)
      await assertNoOverflow(page)
      await shoot(page, `order-${ware}-${device}`)
      const mail = await eventually(`the mail to ${email}`, async () =>
        (await house.mailbox.mails()).find((one) => JSON.stringify(one.to).includes(email)),
      )
      assert.match(mail.subject ?? '', subject)
      assert.match(mail.text ?? '', /^Hola, Ada:/)
      assert.match(mail.html ?? '', /<html lang="es-ES">/)
      await guest.close()
    })
}

for (const [device, screen] of Object.entries({ DESKTOP, PHONE, NARROW }))
  test(`${device}: the pages on the way to a checkout are whole in Spanish`, async () => {
    const night = await houseful()
    const guest = await inSpanish(screen)
    const { page } = guest
    const tables = `/nights/${night.slug}/tables`
    const paths = {
      venue: '/',
      night: `/nights/${night.slug}`,
      tables,
      table: `${tables}/${night.tables[0]}?party_size=6`,
      zone: `${tables}/${night.zones['Terrace']}`,
    }
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(house.url + path)
      await assertNoOverflow(page)
      await assertAccessible(page)
      await shoot(page, `${name}-${device}`)
    }
    await guest.close()
  })

test('the switch is there without JavaScript, and the choice holds on every page', async () => {
  const night = await houseful()
  const guest = await openPage(browser, { ...PHONE, javaScriptEnabled: false })
  const { page } = guest
  await page.goto(`${house.url}/nights/${night.slug}`)
  await page.getByRole('button', { name: 'Español' }).tap()
  await page.getByRole('button', { name: 'Comprar entradas' }).waitFor()
  assert.equal(new URL(page.url()).pathname, `/nights/${night.slug}`)
  await page.getByRole('button', { name: 'Comprar entradas' }).tap()
  await page.getByRole('alert').getByText('Elige al menos una entrada.').waitFor()
  await page.getByRole('button', { name: 'English' }).tap()
  await page.getByRole('button', { name: 'Get tickets' }).waitFor()
  const cookies = await page.context().cookies()
  assert.deepEqual(
    cookies.map(({ name, value, httpOnly, sameSite }) => [name, value, httpOnly, sameSite]),
    [['language', 'en', true, 'Lax']],
  )
  await guest.close()
})

async function assertNoOverflow(page: Page): Promise<void> {
  const width = await page.evaluate(async () => {
    await document.fonts.ready
    return document.documentElement.scrollWidth - innerWidth
  })
  assert.ok(width <= 0, `${new URL(page.url()).pathname} is ${width} px too wide`)
}
