import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { may, type Role } from '../../src/identity/index.ts'
import { appPages } from '../../src/web/dashboard/app_routes.ts'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { partyAtDoor, type AtDoor } from '../door.ts'
import { openHouse, type House } from '../house.ts'
import { keys } from '../staff.ts'
import { settled } from './app_pages.ts'
import { openPage } from './page.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// Every page of the app, by everybody who may not open it. Who may is written down by hand in
// test/flows/identity_access.test.ts; here is seen what the others see.

const GUEST = 'Zenobia Quill'
let house: House
let browser: Browser
let party: AtDoor
let plan: string
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  party = await partyAtDoor(house, 2, { name: GUEST })
  const { rows } = await house.db.query<{ floor_plan_id: string }>({
    text: `select floor_plan_id from vip_nights where night_id = $1`,
    values: [party.night_id],
  })
  plan = rows[0]?.floor_plan_id ?? assert.fail('a plan')
  browser = await launch()
})
after(async () => {
  await browser.close()
  await auditAndClose(house)
})

/** Where there is something to see, and not only an address. */
function pathOf(path: string): string {
  const of = { nights: party.night_id, orders: party.order.order_id, plans: plan }
  return path.replace(/(nights|orders|plans)\/:id/, (_, noun: keyof typeof of) => {
    return `${noun}/${of[noun]}`
  })
}

const pagesOf = (role: Role, isOpen: boolean) =>
  appPages
    .filter(([, permission]) => may(role, permission) === isOpen)
    .map(([path]) => pathOf(path))

/** What nobody may learn who may not open it: who comes, what it costs, and the app's data. */
async function assertTellsNothing(page: Page): Promise<void> {
  const text = await page.content()
  for (const secret of [GUEST, party.order.email, 'Concrete Garden', '200.00', '600.00'])
    assert.ok(!text.includes(secret), `${secret} on ${page.url()}`)
  // Without a script it asks for nothing, either.
  assert.equal(await page.locator('script, nav.places, #app').count(), 0)
}

const tablet = { viewport: { width: 768, height: 1024 }, hasTouch: true }
const ROLES: [Role, BrowserContextOptions][] = [
  ['manager', screens.desktop],
  ['host', tablet],
  ['door', screens.phone],
]

/** A picture for whoever asks for one: PICTURES=folder. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

for (const [role, screen] of ROLES)
  test(`the ${role} reads of every page of others that it is not theirs, and finds back`, async (t) => {
    const { page } = await openAsStaff(house, browser, role, '/dashboard/account', screen)
    const words = new Set<string>()
    for (const path of pagesOf(role, false))
      await t.test(path, async () => {
        const answer = await page.goto(house.url + path)
        assert.equal(answer?.status(), 403)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await assertTellsNothing(page)
        words.add(await page.locator('main').innerText())
      })
    // The same words on each of them, so that one look is a look at all.
    assert.equal(words.size, 1)
    await page.getByText('Your role does not include this. Ask an owner of the house.').waitFor()
    await assertWell(page)
    await look(page, `refused-${role}`)
    await page.getByRole('link', { name: 'Back to Tonight' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
    // What Chromium complains of is that the pages were refused.
    await page.context().close()
  })

const linksOn = (page: Page, within: string): Promise<string[]> =>
  page
    .locator(`${within} a[href^="/dashboard"]`)
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname))

/** Which of these paths are not refused to whoever is signed in; each is asked for once. */
function followedBy({ request }: Page) {
  const known = new Map<string, boolean>()
  return async (paths: string[]): Promise<string[]> => {
    for (const path of new Set(paths)) {
      if (known.has(path)) continue
      const answer = await request.get(house.url + path, { maxRedirects: 0 })
      known.set(path, answer.status() < 400)
    }
    return paths.filter((path) => known.get(path))
  }
}

let menuOfOwner: string[] = []
for (const role of ['owner', 'manager', 'host', 'door'] as const)
  test(`no link leads the ${role} to a page that is not theirs, and the menu names all that are`, async () => {
    const staff = await openAsStaff(house, browser, role, '/dashboard/account')
    const { page } = staff
    const followed = followedBy(page)
    const menu = await linksOn(page, 'nav.places')
    if (role === 'owner') menuOfOwner = menu
    assert.ok(menuOfOwner.length > 10)
    assert.deepEqual(menu, await followed(menuOfOwner))
    for (const path of role === 'owner' ? [] : pagesOf(role, true)) {
      await page.goto(`${house.url}${path}?night=${party.slug}`)
      await settled(page)
      const links = await linksOn(page, 'body')
      assert.deepEqual(await followed(links), links, `${role} on ${path}`)
    }
    await staff.close()
  })

test('who is not signed in is led to where one signs in, and learns of no page what is on it', async () => {
  const guest = await openPage(browser, screens.phone)
  const { page } = guest
  for (const [n, [written]] of appPages.entries()) {
    const path = pathOf(written)
    // From elsewhere each time: strangers who ask for much are told to wait.
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': `198.18.0.${n}` })
    await page.goto(house.url + path)
    const at = new URL(page.url())
    assert.equal(at.pathname, '/dashboard/sign-in')
    assert.equal(at.searchParams.get('next'), path)
    await assertTellsNothing(page)
  }
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await assertWell(page)
  await guest.close()
})

test('in Spanish, and of an address that there is not, it is told as well', async () => {
  const options = { ...screens.phone, locale: 'es-ES' }
  const { page } = await openAsStaff(house, browser, 'door', '/dashboard/close', options)
  await page.getByText('Tu función no incluye esto.', { exact: false }).waitFor()
  await assertWell(page)
  await page.goto(`${house.url}/dashboard/nowhere`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await assertTellsNothing(page)
  await assertWell(page)
  await page.getByRole('link', { name: 'Volver a Esta noche' }).press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Esta noche' }).waitFor()
  await page.context().close()
})
