import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { fillAtOnce } from '../bulk.ts'
import { launch } from '../chromium.ts'
import { openHouse, type House } from '../house.ts'
import { addManyOrders } from '../many_orders.ts'
import { ga, type OnSale } from '../ware.ts'
import { assertWell, openAsStaff, screens } from './staff_page.ts'

// However long a list is, only what is seen is drawn, once; the rows know their places, and news
// makes the page ask only for what is seen again. All of it is counted and nothing timed, so it
// is the same on every machine. What is made up here is in no Stripe's books.

const ROWS = 10_000

let house: House
let browser: Browser
let onSale: OnSale
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  browser = await launch()
  onSale = await ga.open(house.db)
  const { night_id } = onSale
  const type_id = Object.keys(onSale.wish(1))[0] ?? ''
  await addManyOrders(house.db, { night_id, type_id, orders: (ROWS * 5) / 4 })
  await fillAtOnce(house.db, ROWS, async (client) => {
    for (const text of [STUCK, ALERTS, ENTRIES]) await client.query(text)
    await client.query(COMPS, [night_id, type_id])
  })
  await house.db.query({ text: 'analyze' })
})
after(async () => {
  await browser.close()
  await house.close()
})

const STUCK = `update orders set state = 'paid', fulfilment = 'stuck', fulfilled_at = null
  where state = 'fulfilled'`

/** Those that were stuck were never paid: their card was declined, and their time is over. */
const FAILED = [
  `update orders set state = 'expired', fulfilment = null, paid_at = null,
                     expired_at = placed_at + interval '10 minutes' where state = 'paid'`,
  `update payments p set state = 'cancelled', succeeded_at = null, received_minor = null,
                         received_currency = null
     from orders o where o.id = p.order_id and o.state = 'expired'`,
  `update attempts a set outcome = 'declined', code = 'card_declined',
                         decline_code = 'insufficient_funds'
     from payments p join orders o on o.id = p.order_id
    where p.id = a.payment_id and o.state = 'expired' and a.outcome = 'succeeded'`,
]

const ALERTS = `
insert into alerts (id, kind, subject_id, detail)
select 'alr_' || lpad(n::text, 26, '0'), 'event_failed', 'evt_' || n,
       jsonb_build_object('type', 'charge.number_' || n) from generate_series(1, ${ROWS}) n`

const ENTRIES = `
insert into audit_entries (id, action, subject_id, actor, at)
select 'aud_' || lpad(n::text, 26, '0'), 'account.session_ended', 'mem_x', 'Olga Owner',
       now() - interval '1 minute' * n from generate_series(1, ${ROWS}) n`

const COMPS = `
insert into comps (id, night_id, ticket_type_id, name, quantity, guest_name, guest_email, locale,
                   reason, asked_by, asked_at)
select 'cmp_' || lpad(n::text, 26, '0'), $1, $2, 'Entry', 2, 'Guest ' || n,
       'guest' || n || '@guest.example', 'en', 'A friend of the house', 'Hana Host',
       now() - interval '1 minute' * n from generate_series(1, ${ROWS}) n`

interface List {
  path: string
  api: string
  /** The elements of its rows. */
  rows: (page: Page) => Locator
  /** What says to a row which one it is, counted from so much. */
  place: 'aria-posinset' | 'aria-rowindex'
  first: number
  news: string
  /** What the books are made into before. */
  books?: string[]
}

const lists: Record<string, List> = {
  Pending: {
    path: 'pending',
    api: 'pending?',
    rows: (page) => page.locator('.pending-card'),
    place: 'aria-posinset',
    first: 1,
    news: 'changes.orders',
  },
  'Pending, failed': {
    path: 'pending?part=failed',
    api: 'pending?',
    rows: (page) => page.locator('.pending-card'),
    place: 'aria-posinset',
    first: 1,
    news: 'changes.orders',
    books: FAILED,
  },
  Alerts: {
    path: 'alerts',
    api: 'alerts?',
    rows: (page) => page.locator('.alert'),
    place: 'aria-posinset',
    first: 1,
    news: 'changes.alerts',
  },
  'Audit log': {
    path: 'audit',
    api: 'audit?',
    rows: (page) => page.locator('.audit-lines .lines-body .line'),
    place: 'aria-rowindex',
    first: 2,
    news: 'changes.orders',
  },
  Comps: {
    path: 'comps?state=waiting',
    api: 'comps?',
    rows: (page) => page.locator('.comp'),
    place: 'aria-posinset',
    first: 1,
    news: 'changes.orders',
  },
}

/** So many rows down the list is long enough to show whether it is drawn as a whole. */
const FAR = 300
const DRAWN_MAX = 100
/** No answer has more, however long the list is. */
const ANSWERED_MAX = 100

for (const [name, list] of Object.entries(lists))
  for (const [size, options] of Object.entries(screens))
    test(`${name}: of ten thousand rows those that are seen are drawn (${size})`, async () => {
      await fillAtOnce(house.db, ROWS, async (client) => {
        for (const text of list.books ?? []) await client.query(text)
      })
      const staff = await openAsStaff(house, browser, 'owner', '/dashboard/account', options)
      const { page } = staff
      const longest = longestAnswer(page, list)
      await page.goto(`${house.url}/dashboard/${list.path}`)
      const rows = list.rows(page)
      await rows.first().waitFor()
      assert.equal(await rows.first().getAttribute(list.place), `${list.first}`)
      await assertWell(page)
      await scrollTo(page, list, FAR)
      await assertWell(page)
      await assertStep(page, rows, list)
      await assertAskedForSeen(page, rows, list)
      if (size === 'desktop') {
        // To the very end, however many pages that takes.
        await scrollTo(page, list, ROWS + list.first - 1)
        await assertDrawnOnce(page, list)
      }
      assert.ok((await longest()) <= ANSWERED_MAX, `${await longest()} rows in an answer`)
      await staff.close()
    })

const placeOf = async (row: Locator, { place }: List) => Number(await row.getAttribute(place))

/** How many rows the longest answer of the list had so far. */
function longestAnswer(page: Page, { api }: List): () => Promise<number> {
  const lengths: Promise<number>[] = []
  page.on('response', (response) => {
    if (!response.url().includes(`/api/dashboard/${api}`)) return
    const read = response.json() as Promise<{ rows: unknown[] }>
    // One that was broken off has none.
    lengths.push(read.then(({ rows }) => rows.length).catch(() => 0))
  })
  return async () => {
    const longest = Math.max(0, ...(await Promise.all(lengths)))
    assert.ok(longest > 0, 'answers with rows were seen')
    return longest
  }
}

/**
 * Scrolls on to the end of what is there, time and again, until a row so far down is drawn. All of
 * it goes on in the page: asked from here, step by step, it would take minutes.
 */
async function scrollTo(page: Page, { place }: List, far: number): Promise<void> {
  const most = await page.evaluate(
    async ([name, end]) => {
      let drawn = 0
      for (let last = 0; last < end;) {
        window.scrollTo(0, document.documentElement.scrollHeight)
        await new Promise(requestAnimationFrame)
        const rows = [...document.querySelectorAll(`[${name}]`)]
        drawn = Math.max(drawn, rows.length)
        last = Math.max(last, ...rows.map((row) => Number(row.getAttribute(name))))
      }
      return drawn
    },
    [place, far] as const,
  )
  assert.ok(most <= DRAWN_MAX, `${most} are drawn`)
}

/**
 * Scrolling by some screens draws each row that comes into sight once, and touches none that was
 * there; the page has no more in it than before.
 */
async function assertDrawnOnce(page: Page, { place }: List): Promise<void> {
  await page.waitForLoadState('networkidle')
  const { added, touched, grown } = await page.evaluate(async (name) => {
    const row = `[${name}]`
    const known = new Set(document.querySelectorAll(row))
    const size = () => document.querySelectorAll('*').length
    const sizeAtFirst = size()
    const seen = { added: [] as string[], touched: [] as string[] }
    const observer = new MutationObserver((records) => {
      for (const { target, type, addedNodes } of records) {
        for (const node of addedNodes)
          if (node instanceof Element && node.matches(row))
            seen.added.push(node.getAttribute(name) ?? '')
        const part = target instanceof Element ? target : target.parentElement
        const own = part?.closest(row)
        // How long ago something was goes on by itself.
        if (own && known.has(own) && !part?.closest('time')) seen.touched.push(`${type} in a row`)
      }
    })
    const all = { subtree: true, childList: true, attributes: true, characterData: true }
    observer.observe(document.body, all)
    for (let step = 0; step < 12; step += 1) {
      window.scrollBy(0, -300)
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
    }
    observer.disconnect()
    return { ...seen, grown: size() / sizeAtFirst }
  }, place)
  assert.ok(added.length > 0, 'rows come into sight')
  assert.deepEqual(added, [...new Set(added)], 'each is drawn once')
  assert.deepEqual(touched, [], 'what was there stays as it was')
  assert.ok(grown < 2, `the page is ${grown.toFixed(1)} times as large`)
}

/** Whoever goes on by keyboard comes from one row to the next, and sees it. */
async function assertStep(page: Page, rows: Locator, list: List): Promise<void> {
  const focusables = rows.locator('a, button:not([disabled])')
  if ((await focusables.count()) === 0) return
  const middle = rows.nth(Math.floor((await rows.count()) / 2))
  const here = await placeOf(middle, list)
  await middle.locator('a, button:not([disabled])').last().focus()
  await page.keyboard.press('Tab')
  const next = page.locator(`[${list.place}]`).filter({ has: page.locator(':focus') })
  assert.equal(await placeOf(next, list), here + 1)
  assert.ok(await next.evaluate((row) => row.getBoundingClientRect().top < window.innerHeight))
}

/** On news the page asks for the pages that are seen, and not for those that have been. */
async function assertAskedForSeen(page: Page, rows: Locator, { api, news }: List): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => window.scrollTo(0, 0))
  await rows.first().waitFor()
  await page.waitForLoadState('networkidle')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes(`/api/dashboard/${api}`)) asked.push(request.url())
  })
  await house.db.query({ text: `select nextval('${news}')` })
  await page.waitForRequest((request) => request.url().includes(`/api/dashboard/${api}`))
  await page.waitForLoadState('networkidle')
  assert.ok(asked.length <= 3, asked.join(' '))
}
