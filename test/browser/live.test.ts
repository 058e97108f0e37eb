import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'

let house: House
let browser: Browser
before(async () => {
  house = await openHouse({ DEMO: '1' })
  await addNight(house.db)
  browser = await launch()
})
after(async () => {
  await audit(house)
  await browser.close()
  await house.close()
})

test('an error in the stream’s place is said, and the page is live again by itself', async () => {
  const context = await browser.newContext()
  const cookie = (await signedInAs(house, 'owner')).cookie()
  const [name = ''] = cookie.split('=')
  await context.addCookies([{ name, value: cookie.slice(name.length + 1), url: house.url }])
  const page = await context.newPage()
  // What a proxy answers while the server behind it starts anew: browsers do not ask again by
  // themselves after that.
  await page.route('**/api/dashboard/live', (route) => route.fulfill({ status: 502 }), { times: 1 })
  await page.goto(`${house.url}/dashboard`)
  const said = page.getByText('Not live since')
  await said.waitFor()
  await said.waitFor({ state: 'hidden' })
  await context.close()
})
