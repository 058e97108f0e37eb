import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { openBrowser as openMember, type Browser as Member } from '../member.ts'
import { ga } from '../ware.ts'
import { openPage } from './page.ts'
import { assertWell, screens } from './staff_page.ts'

// A staging copy as people see it: a ribbon that says so, and the mails that it held back.

const OWNER = { name: 'Olga', email: 'olga@club.example', password: 'a long and quiet night' }

let house: House
let browser: Browser
let owner: Member
let order: GuestOrder
let slug: string
before(async () => {
  house = await openHouse({
    APP_ENV: 'staging',
    MAIL_ALLOWED: 'club.example, ada@guest.example',
    SWEEP_SECONDS_MAX: '0',
  })
  browser = await launch()
  owner = openMember(house)
  await owner.post((house.firstOwnerUrl() ?? '').replace(house.url, ''), OWNER)
  const night = await ga.open(house.db)
  slug = night.slug
  order = await placeOrder(house, slug, night.wish(2))
  await pay(house, order)
  await fulfilled(house, order, 2)
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

for (const [screen, options] of Object.entries(screens)) {
  test(`the ribbon, the mails that were held back, and who may get any (${screen})`, async () => {
    const cookies = owner.cookie().split('; ')
    const named = cookies.map((cookie) => {
      const [name = ''] = cookie.split('=')
      return { name, value: cookie.slice(name.length + 1), url: house.url }
    })
    const watched = await openPage(
      browser,
      options,
      named.map(({ name }) => name),
    )
    const { page } = watched
    await page.context().addCookies(named)
    const ribbon = page.locator('aside.demo')

    await page.goto(`${house.url}/nights/${slug}`)
    assert.match(await ribbon.innerText(), /^Staging, a copy for trials: no real money moves/)
    await assertWell(page)

    await page.goto(`${house.url}/dashboard/orders/${order.order_id}`)
    await page.getByText('held back: address not allowed on staging').waitFor()
    assert.match(await ribbon.innerText(), /^Staging/)
    await assertWell(page)

    await page.goto(`${house.url}/dashboard/settings/mail`)
    await page.getByText('mails go only to club.example, ada@guest.example.').waitFor()
    await assertWell(page)
    await watched.close()
  })
}
