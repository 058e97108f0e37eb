import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { readCsv } from '../dashboard_lists.ts'
import { fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { addManyOrders } from '../many_orders.ts'
import { ga, vip, type OnSale } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

let house: House
let browser: Browser
let orders: { paid: GuestOrder; open: GuestOrder; table: GuestOrder }
let onSale: OnSale
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
  onSale = await ga.open(house.db)
  const tables = await vip.open(house.db)
  const place = (night: OnSale, name: string, email: string) =>
    placeOrder(house, night.slug, night.wish(1), { name, email, phone: '+49 30 1234567' })
  orders = {
    paid: await place(onSale, 'Zoë Aguirre', 'zoe@guest.example'),
    open: await place(onSale, 'Ada da Silva', 'ada@elsewhere.example'),
    table: await place(tables, 'Noor Haddad', 'noor@guest.example'),
  }
  await pay(house, orders.paid, 'pm_card_mastercard')
  await fulfilled(house, orders.paid, 1)
  await pay(house, orders.table)
  await fulfilled(house, orders.table, 1)
})
after(async () => {
  await browser.close()
  await house.close()
})

/** Waits until the list has these guests and no others. */
async function listHas(page: Page, ...names: string[]): Promise<void> {
  for (const name of ['Zoë Aguirre', 'Ada da Silva', 'Noor Haddad']) {
    const line = page.getByRole('link', { name, exact: true })
    await line.waitFor({ state: names.includes(name) ? 'visible' : 'detached' })
  }
}

for (const [screen, options] of Object.entries(screens))
  test(`an order is found in each of the four ways, and narrowed down (${screen})`, async () => {
    const staff = await openAsStaff(house, browser, 'host', '/dashboard/orders', options)
    const { page } = staff
    await listHas(page, 'Zoë Aguirre', 'Ada da Silva', 'Noor Haddad')
    await assertWell(page)
    assert.equal(await page.getByRole('link', { name: 'Download CSV' }).count(), 0)
    const search = page.getByRole('searchbox', { name: 'Search' })
    for (const [typed, name] of [
      ['zoe', 'Zoë Aguirre'],
      ['ada@else', 'Ada da Silva'],
      [orders.table.order_id, 'Noor Haddad'],
      ['4444', 'Zoë Aguirre'],
    ] as const) {
      await search.fill(typed)
      await listHas(page, name)
    }
    await search.fill('nobody at all')
    await page.getByText('No order is like that').waitFor()
    await assertWell(page)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await listHas(page, 'Zoë Aguirre', 'Ada da Silva', 'Noor Haddad')
    if (screen === 'phone') await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByLabel('State').selectOption('open')
    await listHas(page, 'Ada da Silva')
    await page.getByLabel('State').selectOption('')
    await page.getByLabel('Kind').selectOption('vip')
    await listHas(page, 'Noor Haddad')
    await page.getByLabel('Kind').selectOption('')
    await page.getByLabel('Night', { exact: true }).selectOption(onSale.slug)
    await listHas(page, 'Zoë Aguirre', 'Ada da Silva')
    await page.getByLabel('Placed before').fill('2026-01-01T00:00')
    await page.getByText('No order is like that').waitFor()
    await staff.close()
  })

test('a new state comes to its line by itself in two browsers, and the line leads to the order', async () => {
  const both = [
    await openAsStaff(house, browser, 'owner', '/dashboard/orders', screens.desktop),
    await openAsStaff(house, browser, 'host', '/dashboard/orders', screens.phone),
  ]
  const lineOn = (page: Page) => page.getByRole('row').filter({ hasText: 'Ada da Silva' })
  for (const { page } of both) await lineOn(page).getByText('Open', { exact: true }).waitFor()
  await pay(house, orders.open)
  for (const { page } of both)
    await lineOn(page).getByText('Tickets issued', { exact: true }).waitFor()
  // A new line comes by itself as well.
  const guest = { name: 'Uma Okafor', email: 'uma@guest.example' }
  await placeOrder(house, onSale.slug, onSale.wish(1), guest)
  for (const { page } of both) {
    await page.getByRole('link', { name: 'Uma Okafor', exact: true }).waitFor()
    await lineOn(page).getByRole('link').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/dashboard/orders/${orders.open.order_id}`)
    await page.getByRole('heading', { name: 'Story' }).waitFor()
  }
  for (const one of both) await one.close()
})

for (const [screen, options] of Object.entries(screens))
  test(`the file that is downloaded has the books’ orders, as they are narrowed down (${screen})`, async () => {
    const path = `/dashboard/orders?night=${onSale.slug}`
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const { page } = staff
    await listHas(page, 'Zoë Aguirre', 'Ada da Silva')
    const first = await page.getByRole('row').getByRole('link').first().boundingBox()
    assert.ok(first && first.y + first.height < options.viewport.height, 'in the first screen')
    await assertWell(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download CSV' }).click(),
    ])
    assert.equal(download.suggestedFilename(), `orders-${onSale.slug}.csv`)
    const [head, ...lines] = readCsv(await readFile(await download.path(), 'utf8'))
    assert.equal(head?.[0], 'Order')
    const { rows: books } = await house.db.query<{ id: string; total: string }>({
      text: `select id, to_char(total_minor / 100.0, 'FM999990.00') as total from orders
            where night_id = $1 order by placed_at desc, id desc`,
      values: [onSale.night_id],
    })
    assert.deepEqual(
      lines.map((line) => [line[0], line[9]]),
      books.map(({ id, total }) => [id, total]),
    )
    await staff.close()
  })

test('ten thousand orders are scrolled through, few lines are drawn, and the end is the oldest', async () => {
  // The last test: what is made up here is in no Stripe's books.
  await audit(house)
  const type_id = Object.keys(onSale.wish(1))[0] ?? ''
  const COUNT = 10_000
  await addManyOrders(house.db, { night_id: onSale.night_id, type_id, orders: COUNT })
  for (const options of Object.values(screens)) {
    const path = `/dashboard/orders?night=${onSale.slug}`
    const staff = await openAsStaff(house, browser, 'owner', path, options)
    const { page } = staff
    await page.getByText('100 orders, and more').waitFor()
    const drawn = () => page.locator('.lines-body .line').count()
    const output = page.getByText(/^[\d,]+ orders/).first()
    for (;;) {
      const said = (await output.textContent()) ?? ''
      assert.ok((await drawn()) < 120, `${await drawn()} lines are drawn`)
      if (!said.includes('and more')) {
        assert.equal(said, `${(COUNT + 3).toLocaleString('en-GB')} orders`)
        break
      }
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
      await page.waitForFunction(
        (known) =>
          [...document.querySelectorAll('.page > output')].every(
            (one) => one.textContent !== known,
          ),
        said,
      )
    }
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    const last = page.locator(`[aria-rowindex="${COUNT + 4}"]`)
    await last.waitFor()
    await assertWell(page)
    await staff.close()
  }
})
