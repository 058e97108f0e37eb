import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { dayIn, runnerOf, type Runner } from '../nights.ts'
import { addVipNight } from '../vip_catalog.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// What a night cannot be, and what opens by itself, as those see it who run it, and their guests.

let house: House
let browser: Browser
let manager: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
  browser = await launch()
  manager = runnerOf(house, await signedInAs(house, 'manager'))
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

const button = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true })

/** Said at the field, which is marked and has the focus. */
async function assertFault(form: Locator, label: string, words: string): Promise<void> {
  const field = form.getByLabel(label, { exact: true })
  await form.getByRole('alert').getByText(words).waitFor()
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  await assertWell(form.page())
}

test('more than fit into the house is refused with how many do, by night and by house', async () => {
  const id = await manager.draft('Full house')
  await manager.addType(id, { capacity: 80 })
  const path = `/dashboard/nights/${id}`
  const staff = await openAsStaff(house, browser, 'manager', path, screens.phone)
  const { page } = staff
  const details = page.locator('section[aria-labelledby=details]')
  const fit = details.getByLabel('People who fit', { exact: true })
  await fit.fill('120')
  await button(details, 'Save').click()
  await details.getByText('Not saved yet').waitFor({ state: 'detached' })
  await button(page, 'Add tickets').click()
  const adding = page.getByRole('form', { name: 'Add tickets' })
  await adding.getByLabel('Name', { exact: true }).fill('Late')
  await adding.getByLabel('Price (EUR)').fill('12')
  await adding.getByLabel('How many', { exact: true }).fill('50')
  await button(adding, 'Add').click()
  await assertFault(adding, 'How many', 'More than fit into the house: there is room for 40 here.')
  await adding.getByLabel('How many', { exact: true }).fill('40')
  await button(adding, 'Add').click()
  await page.getByRole('heading', { name: 'Late', exact: true }).waitFor()
  await fit.fill('100')
  await button(details, 'Save').click()
  await assertFault(details, 'People who fit', ': 120. Lower their capacities first.')
  await button(details, 'Undo changes').click()
  await page.getByRole('link', { name: 'All nights', exact: true }).click()
  const all = page.locator('section[aria-labelledby=house-capacity]')
  await all.getByLabel('People who fit', { exact: true }).fill('100')
  await button(all, 'Save').click()
  await assertFault(all, 'People who fit', 'such as Full house: 120. Lower their capacities first.')
  await button(all, 'Undo changes').click()
  await staff.close()
})

test('a release opens when the one before is sold out, another at its time; sold is not taken back', async () => {
  const { night_id, slug, types } = await addVipNight(house.db, {
    types: [{ name: 'Early', capacity: 2 }, { name: 'Regular' }, { name: 'Late' }],
  })
  const [early = '', , late = ''] = types
  const path = `/dashboard/nights/${night_id}`
  const staff = await openAsStaff(house, browser, 'manager', path, screens.phone)
  const { page } = staff
  const edit = async (name: string): Promise<Locator> => {
    await button(page, `Edit ${name}`).click()
    return page.getByRole('form', { name, exact: true })
  }
  const regular = await edit('Regular')
  await regular
    .getByLabel('Opens', { exact: true })
    .selectOption({ label: 'when “Early” is sold out' })
  await button(regular, 'Save').click()
  await regular.waitFor({ state: 'detached' })
  const last = await edit('Late')
  await last.getByLabel('On sale from', { exact: true }).fill(`${dayIn(1)}T20:00`)
  await button(last, 'Save').click()
  await last.waitFor({ state: 'detached' })
  await page.getByText('Opens when “Early” is sold out').first().waitFor()
  await page.getByText('Not yet', { exact: true }).waitFor()

  const guest = await openPage(browser, screens.phone)
  const offered = (name: string) => guest.page.getByLabel(`How many: ${name}`)
  await guest.page.goto(`${house.url}/nights/${slug}`)
  await guest.page.getByText('Opens when “Early” is sold out').waitFor()
  await guest.page.getByText(/^On sale .*20:00/).waitFor()
  for (const name of ['Regular', 'Late']) assert.equal(await offered(name).count(), 0)
  const order = await placeOrder(house, slug, { [early]: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  // The other one's time comes.
  await house.db.query({
    text: `update ticket_types set sales_start_at = now() where id = $1`,
    values: [late],
  })
  await guest.page.reload()
  for (const name of ['Regular', 'Late']) await offered(name).waitFor()
  assert.equal(await offered('Early').count(), 0)
  await assertWell(guest.page)
  await guest.close()

  await page.reload()
  await page.getByText('Sold out', { exact: true }).waitFor()
  const sold = await edit('Early')
  await sold.getByLabel('How many', { exact: true }).fill('1')
  await button(sold, 'Save').click()
  await assertFault(sold, 'How many', '2 are sold or held: it cannot be less than that.')
  await button(sold, 'Undo changes').click()
  await staff.close()
})

test('GA and VIP are paused apart: guests buy the one, and read of the other that it rests', async () => {
  const { night_id, slug } = await addVipNight(house.db)
  const path = `/dashboard/nights/${night_id}`
  const staff = await openAsStaff(house, browser, 'manager', path, screens.phone)
  const guest = await openPage(browser, screens.phone)
  const { page } = staff
  const sees = async (paused: 'GA' | 'VIP' | undefined) => {
    await guest.page.goto(`${house.url}/nights/${slug}`)
    await guest.page
      .getByText(/^Sales are paused|How many/)
      .first()
      .waitFor({ state: 'attached' })
    const tickets = await guest.page.getByLabel('How many: General admission').count()
    await guest.page.goto(`${house.url}/nights/${slug}/tables`)
    await guest.page.getByRole('heading', { level: 1 }).waitFor()
    const isResting = await guest.page.getByText('Sales of VIP tables are paused').count()
    assert.deepEqual([tickets, isResting], [paused === 'GA' ? 0 : 1, paused === 'VIP' ? 1 : 0])
    await assertWell(guest.page)
  }
  await sees(undefined)
  for (const side of ['VIP', 'GA'] as const) {
    await button(page, `Pause ${side}`).click()
    await button(page, `Resume ${side}`).waitFor()
    await button(page, `Pause ${side === 'GA' ? 'VIP' : 'GA'}`).waitFor()
    await page.getByText(/^by Mateo Manager/).waitFor()
    await assertWell(page)
    await sees(side)
    await button(page, `Resume ${side}`).click()
    await button(page, `Pause ${side}`).waitFor()
  }
  await sees(undefined)
  await guest.close()
  await staff.close()
})
