import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import {
  API,
  answersOf,
  appPaths,
  asksOnlyWhenPressed,
  assertLoading,
  NOT_NOW,
  says,
  settled,
} from './app_pages.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Every page of the app before its answer has come, where none comes, and where there is nothing
// to show: a venue without a night.

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

/** What each page says in a house in which nothing has happened but a sign-in. */
const saysOfNothing: Record<string, string> = {
  '/dashboard': 'There is no night yet.',
  '/dashboard/alerts': 'Nothing needs you.',
  '/dashboard/audit': 'Signed in.',
  '/dashboard/board': 'There is no night yet.',
  '/dashboard/close': 'No night yet',
  '/dashboard/comps': 'No comps yet',
  '/dashboard/door': 'There is no night yet.',
  '/dashboard/failed': 'No payment has failed here.',
  '/dashboard/first-steps': 'Before the first ticket',
  '/dashboard/nights': 'No night is coming',
  '/dashboard/orders': 'No orders yet',
  '/dashboard/pending': 'Nobody is waiting',
  '/dashboard/plans': 'No floor plan yet',
  '/dashboard/settings': 'Name and place',
  '/dashboard/settings/guests': 'How long guests are kept',
  '/dashboard/settings/mail': 'Set by the operator',
  '/dashboard/settings/preview':
    'Every mail that a guest can get, with made-up guests, in the look of the house. Nothing is sent.',
  '/dashboard/settings/prices': 'No rates yet',
  '/dashboard/settings/stripe': 'Test mode: no real money moves.',
}

test('no page of the app is left out below', () => {
  assert.deepEqual(Object.keys(saysOfNothing), appPaths.toSorted())
})

for (const [size, options] of Object.entries(screens))
  test(`each page says that it loads, and then that there is nothing (${size})`, async (t) => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
    const { page } = staff
    const answers = await answersOf(page)
    for (const [path, words] of Object.entries(saysOfNothing))
      await t.test(path, async () => {
        const letGo = answers.hold()
        try {
          await page.goto(house.url + path)
          await assertLoading(page)
        } finally {
          letGo()
        }
        await says(page, words)
        await settled(page)
        await assertWell(page)
      })
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await staff.close()
  })

for (const [size, options] of Object.entries(screens))
  test(`each page says why nothing comes, and asks again by a press (${size})`, async (t) => {
    const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
    const { page } = staff
    await asksOnlyWhenPressed(page)
    let isAway = true
    await page.route(API, (route) =>
      isAway ? route.fulfill({ status: 409, json: { detail: NOT_NOW } }) : route.continue(),
    )
    for (const [path, words] of Object.entries(saysOfNothing))
      await t.test(path, async () => {
        isAway = true
        await page.goto(house.url + path)
        await page.getByRole('alert').getByText(NOT_NOW).first().waitFor()
        await settled(page)
        assert.equal(await page.getByText(words, { exact: true }).count(), 0)
        await assertWell(page)
        await page.getByRole('button', { name: 'Try again' }).first().focus()
        isAway = false
        await page.keyboard.press('Enter')
        await says(page, words)
      })
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await staff.close()
  })

test('where there is no line at all that is said in the words of whoever reads it', async () => {
  const spanish = { ...screens.phone, locale: 'es-ES' }
  const { page } = await openAsStaff(house, browser, 'owner', '/dashboard/account', spanish)
  await asksOnlyWhenPressed(page)
  await page.route(API, (route) => route.abort('connectionrefused'))
  await page.goto(`${house.url}/dashboard/orders`)
  await page.getByRole('alert').getByText('No se ha podido cargar.').waitFor()
  await assertWell(page)
  await page.getByRole('button', { name: 'Reintentar' }).focus()
  await page.unroute(API)
  await page.keyboard.press('Enter')
  await says(page, 'Aún no hay pedidos')
  // What Chromium complains of is just that.
  await page.context().close()
})
