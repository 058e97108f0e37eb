import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page, ViewportSize } from 'playwright-core'
import { checkoutStates, openState } from './browser/checkout_states.ts'
import { orderStates, STILL_HOUSE } from './browser/order_states.ts'
import type { GuestOrder } from './guest.ts'
import { openHouse, type House } from './house.ts'
import { pageOf } from './party.ts'
import { wares, type Ware } from './ware.ts'

/** A state of a page, as its two pictures show it. */
interface Drawn {
  name: string
  file: string
  /** What its guest reads, and what else is said in front of it. */
  words: string
}

/** Small ones, for there are many; on the phone somebody buys tickets, on the desktop a table. */
const SCREENS: { device: string; ware: Ware['name']; viewport: ViewportSize }[] = [
  { device: 'phone', ware: 'GA', viewport: { width: 390, height: 844 } },
  { device: 'desktop', ware: 'VIP', viewport: { width: 1280, height: 800 } },
]
/** What dances stands still in its own way, and not where it begins. */
const STILL = { reducedMotion: 'reduce' } as const
const SETTLE_MS = 400

/** Draws each state of the checkout and of an order's page, and the page that shows them all. */
export async function drawStates(browser: Browser, folder: string): Promise<void> {
  const states = join(folder, 'states')
  await rm(states, { recursive: true, force: true })
  await mkdir(states, { recursive: true })
  const checkout: Drawn[] = []
  for (const state of checkoutStates) checkout.push(await drawCheckout(browser, states, state))
  const house = await openHouse(STILL_HOUSE)
  const orders: Drawn[] = []
  try {
    for (const state of orderStates) orders.push(await drawOrder(browser, house, states, state))
  } finally {
    await house.close()
  }
  await writeFile(join(folder, 'README.md'), overview(checkout, orders))
}

async function drawCheckout(
  browser: Browser,
  folder: string,
  state: (typeof checkoutStates)[number],
): Promise<Drawn> {
  const file = `checkout-${fileName(state.name)}`
  let words = ''
  for (const { device, ware, viewport } of SCREENS) {
    const ends: (() => unknown)[] = []
    const t = { after: (end: () => unknown) => void ends.unshift(end) }
    const kind = ware === 'GA' ? 'ga' : 'vip'
    const { page } = await openState(t, browser, state, kind, { viewport, ...STILL })
    const read = await wordsOf(page, state.shown)
    words ||= read
    await shoot(page, join(folder, `${file}-${device}.png`))
    for (const end of ends) await end()
  }
  return { name: state.name, file, words }
}

async function drawOrder(
  browser: Browser,
  house: House,
  folder: string,
  state: (typeof orderStates)[number],
): Promise<Drawn> {
  const file = `order-${fileName(state.name)}`
  let words = ''
  for (const { device, ware: wanted, viewport } of SCREENS) {
    const name = state.shown[wanted] === undefined ? 'VIP' : wanted
    const ware = wares.find((one) => one.name === name)!
    const order = await state.reach(house, ware)
    await dress(house, order)
    const context = await browser.newContext({ locale: 'en-GB', viewport, ...STILL })
    const page = await context.newPage()
    await page.goto(pageOf(house, order))
    const read = await wordsOf(page, state.shown[name] ?? '')
    words ||= read
    await shoot(page, join(folder, `${file}-${device}.png`))
    await context.close()
    await state.mend?.(house, order)
  }
  return { name: state.name, file, words }
}

/** An address and an hour as real ones are, for an order of a test has others. */
async function dress({ db }: House, { order_id }: GuestOrder): Promise<void> {
  await db.query({
    text: `with named as (
             update orders set guest_email = 'ada@guest.example' where id = $1 returning night_id),
           dated as (
             update nights set doors_at = date_trunc('day', doors_at) + interval '22 hours',
                               ends_at = date_trunc('day', doors_at) + interval '30 hours'
              where id in (select night_id from named) returning id, doors_at),
           agreed as (
             update agreements a set arrive_by = d.doors_at + interval '1 hour'
               from dated d where a.night_id = d.id)
           update bookings b set arrive_by = d.doors_at + interval '1 hour'
             from dated d where b.night_id = d.id`,
    values: [order_id],
  })
}

/** The whole sentence that these words are of, brought into sight. */
async function wordsOf(page: Page, shown: string | RegExp): Promise<string> {
  const sentence = page.getByText(shown).filter({ visible: true }).first()
  const text = await sentence.evaluate((part) => {
    const { top, bottom } = part.getBoundingClientRect()
    if (top < 0 || bottom > innerHeight) part.scrollIntoView({ block: 'center' })
    return part.textContent
  })
  return text.replaceAll(/\s+/g, ' ').trim()
}

async function shoot(page: Page, path: string): Promise<void> {
  // A page that is still scrolling to the focused button would be cut in two.
  await page.waitForTimeout(SETTLE_MS)
  await page.screenshot({ path, animations: 'disabled' })
}

const fileName = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

function overview(checkout: Drawn[], orders: Drawn[]): string {
  return `# What guests see

Drawn by \`npm run pictures\`; the states are those of the tests
(\`test/browser/checkout_states.ts\`, \`test/browser/order_states.ts\`). Behind an order's page is the
whole product, behind the checkout a server that answers as its state demands. On the phone
somebody buys tickets, on the desktop a VIP table; what only a table can be is a table on both.
Some states look the same on purpose.

## Checkout

${table(checkout)}

## An order's page

${table(orders)}
`
}

function table(drawn: Drawn[]): string {
  const rows = drawn.map(
    ({ name, file, words }) =>
      `| **${name[0]?.toUpperCase()}${name.slice(1)}**<br>“${words}” ` +
      `| ${image(file, 'phone', 150)} | ${image(file, 'desktop', 480)} |`,
  )
  return ['| State | Phone | Desktop |', '|---|---|---|', ...rows].join('\n')
}

const image = (file: string, device: string, width: number) =>
  `<img src="states/${file}-${device}.png" width="${width}" alt="">`
