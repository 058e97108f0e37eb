import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { letIn, ticketsOf } from '../close.ts'
import { declineNoted } from '../dashboard_lists.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// What is on the screen before anybody scrolls, and figures of whatever size.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0', FULFIL_RETRY_SECONDS: '600,600' })
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** How far down it ends, in pixels of the page. */
async function endOf(page: Page, selector: string): Promise<number> {
  const box = await page.locator(selector).first().boundingBox()
  assert.ok(box, selector)
  return box.y + box.height
}

const { height } = screens.phone.viewport

/** What needs somebody, the first of it, and how full it is stand there before any scrolling. */
async function assertFirstScreen(page: Page, sold: string): Promise<void> {
  assert.ok((await endOf(page, 'header.top')) < 100, 'the menu is one line, and so is the demo’s')
  for (const part of ['.night-strip', '.needs-total', '.need'])
    assert.ok((await endOf(page, part)) <= height, `${part}: ${await endOf(page, part)}`)
  const strip = await page.locator('.night-strip').innerText()
  assert.match(strip, new RegExp(`${sold}\\s+2\\s[^]*\\s100\\s`))
}

for (const [locale, sold, more, tried] of [
  ['en-GB', 'Sold', /^More/, /^Tried once; automatic retry 1 of 2 in \d+ min$/],
  ['es-ES', 'Vendidas', /^Más/, /^Intentado una vez; reintento automático 1 de 2 en \d+ min$/],
] as const)
  test(`in trouble a phone shows at once what needs somebody and how full it is (${locale})`, async () => {
    const night = await addNight(house.db, { doors_in: '-1 hours' })
    const wish = { [night.types[0] ?? '']: 2 }
    const happy = await placeOrder(house, night.slug, wish)
    await pay(house, happy)
    await fulfilled(house, happy, 2)
    const order = await placeOrder(house, night.slug, wish)
    const path = `/dashboard?night=${night.slug}`
    const options = { ...screens.phone, locale }
    const { page, close } = await openAsStaff(house, browser, 'owner', path, options)
    await breakIssuing(house.db)
    try {
      await pay(house, order)
      await page.getByText(tried).waitFor()
      await assertFirstScreen(page, sold)
    } finally {
      await mendIssuing(house.db)
    }
    const first = page.locator('.need').first()
    assert.equal(await first.getByRole('button').filter({ visible: true }).count(), 2)
    await first.getByRole('button', { name: more }).press('Enter')
    await first.getByRole('button').nth(5).waitFor()
    await assertWell(page)
    await first.getByRole('button').first().click()
    await page.locator('.needs-none').waitFor()
    await fulfilled(house, order, 2)
    await close()
  })

/** No figure's text is wider than its own place. */
async function assertFiguresFit(page: Page): Promise<void> {
  const wide = await page.locator('.figures dd').evaluateAll((all) =>
    all.flatMap((figure) => {
      const text = document.createRange()
      text.selectNodeContents(figure)
      const over = text.getBoundingClientRect().right - figure.getBoundingClientRect().right
      return over > 0.5 ? [`${figure.textContent}: ${over} px`] : []
    }),
  )
  assert.deepEqual(wide, [], new URL(page.url()).pathname)
}

for (const [screen, options] of Object.entries(screens))
  test(`sums of six digits stay within their figures (${screen})`, async () => {
    const night = await addNight(house.db, { types: [{ price_minor: 6_172_800 }] })
    const wish = { [night.types[0] ?? '']: 2 }
    const order = await placeOrder(house, night.slug, wish)
    await pay(house, order)
    await fulfilled(house, order, 2)
    const declined = await placeOrder(house, night.slug, wish)
    await pay(house, declined, 'pm_card_visa_chargeDeclined')
    await declineNoted(house, declined)
    const sum = '€123,456.00'
    const paths = ['', '/failed', '/close'].map((page) => `${page}?night=${night.slug}`)
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
    for (const path of [...paths, `/orders/${order.order_id}`]) {
      await staff.page.goto(`${house.url}/dashboard${path}`)
      await staff.page.locator('.figures dd').filter({ hasText: sum }).first().waitFor()
      await assertFiguresFit(staff.page)
      await assertWell(staff.page)
    }
    await staff.close()
  })

test('before money goes back it is said who is in already, and the press that does it is red', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  const [ticket] = await ticketsOf(house, order)
  const path = `/dashboard/orders/${order.order_id}`
  const { page, close } = await openAsStaff(house, browser, 'owner', path, screens.phone)
  const refund = page.getByRole('button', { name: 'Refund Ada', exact: true })
  const dialog = page.getByRole('alertdialog')
  const inside = dialog.getByText('1 guest is inside already')
  await refund.click()
  await dialog.getByText('Everything of the order is void at once').waitFor()
  assert.equal(await inside.count(), 0)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await letIn(house, night, ticket?.code ?? '')
  await page.getByText(/^in since /).waitFor()
  await refund.click()
  await inside.waitFor()
  const yes = dialog.getByRole('button').first()
  const colourOf = (one: Element) => getComputedStyle(one).backgroundColor
  assert.equal(await yes.evaluate(colourOf), 'rgb(255, 143, 122)')
  await assertWell(page)
  await close()
})
