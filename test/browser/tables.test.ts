import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { auditAndClose } from '../audit.ts'
import { launch } from '../chromium.ts'
import { eventually, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'
import { assertAccessible } from './axe.ts'
import { setHidden, stopClock } from './clock.ts'
import { openPage } from './page.ts'

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

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
}
/** The longest that a page waits before it asks again; with what is below it makes two seconds. */
const ASKS_AGAIN_MS = 1375
/** The age that the server's answer may have, and a little more. */
const ANSWER_MS = 250

const CHECKOUT = /\/orders\/ord_\w+\/\w+\/checkout$/
const NAME = 'Table 1, booth, up to 8 guests, €600 minimum spend, €200 deposit'

/** A night with eight tables in two zones, which fill the plan from side to side. */
function houseful(): Promise<VipNightMade> {
  const tables = Array.from({ length: 8 }, (_, n) => ({
    zone: n < 4 ? 'Gallery' : 'Terrace',
    rank: n + 1,
    // One is large enough to carry its price.
    ...(n === 1 && { width: 76, height: 64 }),
  }))
  const packages = [{ price_minor: 45_000 }, { name: 'Champagne', price_minor: 75_000 }]
  return addVipNight(house.db, { tables, packages })
}

const planOf = (night: VipNightMade) => `${house.url}/nights/${night.slug}/tables`
const spot = (page: Page, name: string) => page.locator('.plan').getByRole('link', { name })

async function assertNoOverflow(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  assert.ok(width <= 0, `the page is ${width} px too wide`)
}

test('desktop: a table is chosen with the mouse, from the night’s page to its checkout', async () => {
  const night = await houseful()
  const guest = await openPage(browser, DESKTOP)
  const { page } = guest
  await page.goto(`${house.url}/nights/${night.slug}`)
  await assertAccessible(page)
  await page.getByRole('link', { name: 'Book a VIP table' }).click()
  assert.equal(
    await page
      .locator('.spot-price')
      .innerHTML()
      .then((price) => price.trim()),
    '€600',
  )
  await assertAccessible(page)
  await spot(page, `${NAME}, available`).click()
  await page.getByLabel('How many of you are coming?').selectOption('6')
  await page.getByRole('radio', { name: /Champagne/ }).check()
  // 750 for the package, which is more than the minimum, and two extra guests at 20.
  await page.locator('#sum-total').getByText('€790').waitFor()
  await page.locator('#sum-due').getByText('€590').waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(CHECKOUT)
  assert.match(await page.locator('body').innerText(), /€200/)
  await guest.close()
})

test('a table is chosen with the keyboard alone, and the plan traps nobody', async () => {
  const night = await houseful()
  const guest = await openPage(browser, DESKTOP)
  const { page } = guest
  await page.goto(planOf(night))
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  const names: string[] = []
  // The page's own links, sixteen tables, two zones, and one Tab that leaves the page.
  for (let tabs = 0; tabs < 26; tabs++) {
    await page.keyboard.press('Tab')
    names.push(await focused())
  }
  const tables = names.filter((name) => name.startsWith('Table '))
  assert.equal(tables.length, 16, 'every table, on the plan and in the list')
  assert.equal(names.filter((name) => name === `${NAME}, available`).length, 2)
  await page.goto(planOf(night))
  const skip = page.getByRole('link', { name: 'Skip the plan, go to the list' })
  await skip.focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => location.hash !== '')
  await page.keyboard.press('Tab')
  assert.equal(await focused(), `${NAME}, available`)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Table 1', level: 1 }).waitFor()
  await page.getByLabel('How many of you are coming?').focus()
  await page.keyboard.press('2')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.locator('#sum-rows').getByText('Two bottles').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(CHECKOUT)
  await guest.close()
})

test('phone: the plan is panned within its window, and nothing else is too wide', async () => {
  const night = await houseful()
  const guest = await openPage(browser, PHONE)
  const { page } = guest
  await page.goto(planOf(night))
  await assertAccessible(page)
  await assertNoOverflow(page)
  const plan = page.getByRole('region', { name: 'Floor plan: Main floor' })
  const far = spot(page, 'Table 8, booth')
  assert.ok(await far.evaluate((it) => it.getBoundingClientRect().right > innerWidth))
  const size = await far.locator('.spot-top').boundingBox()
  assert.ok(size && size.width >= 40 && size.height >= 40, 'a table is as large as a finger')
  await plan.focus()
  await page.keyboard.press('ArrowRight')
  let stood = 0
  await eventually('the plan has moved and stands again', async () => {
    const [before_px, now_px] = [stood, await plan.evaluate((it) => it.scrollLeft)]
    stood = now_px
    await page.waitForTimeout(100)
    return now_px > 0 && now_px === before_px
  })
  await far.tap()
  await page.getByRole('heading', { name: 'Table 8', level: 1 }).waitFor()
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Continue to payment' }).tap()
  await page.waitForURL(CHECKOUT)
  await guest.close()
})

test('at 320 px everything but the plan fits', async () => {
  const night = await houseful()
  const guest = await openPage(browser, { ...PHONE, viewport: { width: 320, height: 640 } })
  const { page } = guest
  const paths = ['', `/${night.tables[0]}`, `/${night.zones['Terrace']}?party_size=6`]
  for (const path of paths) {
    await page.goto(planOf(night) + path)
    await assertNoOverflow(page)
  }
  await page.goto(`${house.url}/nights/${night.slug}`)
  await assertNoOverflow(page)
  await guest.close()
})

for (const [name, screen] of Object.entries({ DESKTOP, PHONE })) {
  test(`${name}: without JavaScript a guest finds the best table and reaches checkout`, async () => {
    const night = await houseful()
    const guest = await openPage(browser, { ...screen, javaScriptEnabled: false })
    const { page } = guest
    await page.goto(planOf(night))
    await page.getByLabel('Best available in Terrace, for how many guests').selectOption('6')
    await page.getByRole('button', { name: 'Find it in Terrace' }).click()
    assert.match(await page.locator('#sum-table').innerText(), /Table 5/)
    await page.getByLabel('How many of you are coming?').selectOption('7')
    await page.getByRole('radio', { name: /Champagne/ }).check()
    await page.getByRole('button', { name: 'Work it out again' }).click()
    await page.locator('#sum-total').getByText('€810').waitFor()
    await page.getByRole('radio', { name: /Champagne/, checked: true }).waitFor()
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await page.waitForURL(CHECKOUT)
    // Whoever looks again, sees it.
    await page.goto(planOf(night))
    await spot(
      page,
      'Table 5, booth, up to 8 guests, €600 minimum spend, €200 deposit, held',
    ).waitFor()
    await guest.close()
  })
}

/** Where everything stands that a change of state might move. */
const layoutOf = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready
    return Array.from(document.querySelectorAll('.offer, .state, .spot, .best, .panel'), (it) => {
      const { x, y, width, height } = it.getBoundingClientRect()
      return [x, y, width, height].map(Math.round).join(' ')
    })
  })

test('two who look at once see each other’s holds within two seconds, and nothing moves', async () => {
  const night = await houseful()
  const [one, two] = [await openPage(browser, DESKTOP), await openPage(browser, PHONE)]
  const underWay = await questionsOf(one.page)
  for (const { page } of [one, two]) await page.goto(planOf(night))
  const stood = await layoutOf(one.page)
  await one.page.evaluate(() => Object.assign(window, { stillHere: true }))
  await spot(one.page, `${NAME}, available`).focus()
  await stopClock(one.page)
  await two.page
    .locator('.table-list')
    .getByRole('link', { name: `${NAME}, available` })
    .tap()
  await two.page.getByRole('button', { name: 'Continue to payment' }).tap()
  await two.page.waitForURL(CHECKOUT)
  await eventually('no answer is under way', async () => underWay.count === 0)
  await two.page.waitForTimeout(ANSWER_MS)
  await one.page.clock.runFor(ASKS_AGAIN_MS)
  await spot(one.page, `${NAME}, held`).waitFor()
  assert.deepEqual(await layoutOf(one.page), stood)
  const focused = await one.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  assert.equal(focused, `${NAME}, held`)
  assert.equal(await one.page.locator('#announcer').innerText(), 'Table 1: held.')
  assert.equal(await one.page.locator('#free-all').innerText(), '7 of 8 free')
  await assertAccessible(one.page)
  await one.page.clock.resume()
  await two.page.getByRole('button', { name: 'Choose another table' }).tap()
  await spot(one.page, `${NAME}, available`).waitFor()
  assert.equal(await one.page.evaluate(() => Reflect.get(window, 'stillHere')), true)
  for (const guest of [one, two]) await guest.close()
})

/** Installs a page's clock and counts its questions: all of them, and those without an answer. */
async function questionsOf(page: Page): Promise<{ asked: number; count: number }> {
  await page.clock.install()
  const questions = { asked: 0, count: 0 }
  const isQuestion = (url: string) => url.endsWith('/state')
  page.on('request', (request) => {
    if (!isQuestion(request.url())) return
    questions.asked += 1
    questions.count += 1
  })
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', (request) => {
      if (isQuestion(request.url())) questions.count -= 1
    })
  return questions
}

test('a hidden page asks nothing, and knows at once when it is seen again', async () => {
  const night = await houseful()
  const guest = await openPage(browser, DESKTOP)
  const { page } = guest
  const questions = await questionsOf(page)
  await page.goto(planOf(night))
  await spot(page, `${NAME}, available`).waitFor()
  await stopClock(page)
  await setHidden(page, true)
  await placeOrder(house, night.slug, {
    table: { wished_id: night.tables[0] ?? '', party_size: 2 },
  })
  await eventually('no answer is under way', async () => questions.count === 0)
  await page.waitForTimeout(ANSWER_MS)
  const { asked } = questions
  await page.clock.runFor(30_000)
  assert.equal(questions.asked, asked)
  await setHidden(page, false)
  // No time has passed for it since.
  await spot(page, `${NAME}, held`).waitFor()
  assert.equal(questions.asked, asked + 1)
  await guest.close()
})

test('F39: who comes second is led back to the plan, told so, and sees it as it is', async () => {
  const night = await houseful()
  const guest = await openPage(browser, PHONE)
  const { page } = guest
  await page.goto(`${planOf(night)}/${night.tables[0]}`)
  await page.getByRole('button', { name: 'Continue to payment' }).waitFor()
  assert.ok(!(await page.getByText('Somebody is booking this table').isVisible()))
  await placeOrder(house, night.slug, {
    table: { wished_id: night.tables[0] ?? '', party_size: 2 },
  })
  await page.locator('.booking-state[data-state="held"]').waitFor()
  await page.getByText('Somebody is booking this table right now.').waitFor()
  assert.ok(!(await page.getByText('This table is taken for this night.').isVisible()))
  await assertAccessible(page)
  await page.getByRole('button', { name: 'Continue to payment' }).tap()
  await page.getByRole('alert').getByText('Somebody else has just taken this table.').waitFor()
  await spot(page, `${NAME}, held`).waitFor()
  await assertAccessible(page)
  await page.goto(`${planOf(night)}/${night.tables[0]}`)
  await page.getByText('Somebody is booking this table right now.').waitFor()
  await assertAccessible(page)
  await guest.close()
})
