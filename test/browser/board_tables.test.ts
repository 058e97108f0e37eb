import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encode } from 'fast-png'
import type { Browser } from 'playwright-core'
import { audit } from '../audit.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { bookTable, keys, staffDo } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import { act, openBoard, panel, spot } from './board_page.ts'
import { assertWell, screens } from './staff_page.ts'

// A party that comes after all, who had a table tonight, and the picture beneath the plan.

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

/** A night whose only table had a party that did not come in time. */
async function missed() {
  const night = await addVipNight(house.db)
  const { id } = await bookTable(house, night.slug, night.tables[0] ?? '', 4)
  await house.db.query({
    text: `update bookings set arrive_by = now() - interval '1 minute' where id = $1`,
    values: [id],
  })
  await staffDo(house, 'POST', `bookings/${id}/no_show`)
  return night
}

test('a free table says who had it, and leads to them: they come after all', async () => {
  const { slug } = await missed()
  const { page, close } = await openBoard(house, browser, 'host', slug)
  await spot(page, /^Table 1, Gallery, Free/).click()
  const tonight = panel(page).getByRole('region', { name: 'At this table tonight' })
  await tonight.getByText('Did not come').waitFor()
  await tonight.getByText('Booked it').waitFor()
  await assertWell(page)
  await tonight.getByRole('button', { name: 'Ada' }).first().click()
  await act(page, 'Coming after all').click()
  await page.getByText('Ada is expected again.').waitFor()
  await spot(page, /^Table 1, .*Ada/).waitFor()
  await assertWell(page)
  await close()
})

test('on a phone as well; and once the table is somebody else’s it is said why not', async () => {
  const { slug, tables } = await missed()
  const { page, close } = await openBoard(house, browser, 'manager', slug, screens.phone)
  await page.locator('.board-chips').getByRole('button', { name: 'Ada' }).click()
  await act(page, 'Coming after all').waitFor()
  await assertWell(page)
  const party = { party_name: 'Grace', party_size: 2, table: tables[0] ?? '' }
  await staffDo(house, 'POST', `nights/${slug}/walk_ins`, party)
  await act(page, 'Coming after all').click()
  await page.getByText('taken', { exact: false }).first().waitFor()
  await close()
})

test('the picture of the plan lies beneath the tables, for a host as well', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const owner = await signedInAs(house, 'owner')
  const sent = await fetch(`${house.url}/api/dashboard/plan-pictures`, {
    method: 'POST',
    headers: { cookie: owner.cookie(), origin: house.url, 'content-type': 'image/png' },
    body: new Uint8Array(encode({ width: 2, height: 2, channels: 3, data: new Uint8Array(12) })),
  })
  assert.equal(sent.status, 201, await sent.clone().text())
  const { id } = (await sent.json()) as { id: string }
  await house.db.query({
    text: `update floor_plans set picture_id = $2, picture_opacity = 40
            where id = (select z.floor_plan_id from vip_tables t join zones z on z.id = t.zone_id
                         where t.id = $1)`,
    values: [tables[0], id],
  })
  const { page, close } = await openBoard(house, browser, 'host', slug)
  const image = page.locator('.board-plan image')
  await image.waitFor({ state: 'attached' })
  assert.equal(await image.getAttribute('href'), `/api/dashboard/plan-pictures/${id}`)
  assert.equal(await image.getAttribute('opacity'), '0.4')
  const loaded = await page.evaluate(
    async (url) => (await fetch(url)).status,
    `/api/dashboard/plan-pictures/${id}`,
  )
  assert.equal(loaded, 200)
  await assertWell(page)
  await close()
})
