import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { buildClient } from '../../build/client.ts'
import { launch } from '../chromium.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

test('a waiting order is drawn anew when its version changes: no reload, spoken once, focus kept', async (t) => {
  const { page, order } = await openOrder(t)
  await page.locator('#calendar').focus()
  await order.asked(1)
  order.version = '2'
  await page.getByRole('heading', { name: 'Version 2' }).waitFor()
  assert.equal(await page.evaluate(() => Reflect.get(window, 'stillHere')), true)
  assert.equal(await page.locator('#announcer').innerText(), 'Now 2')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'calendar')
  assert.equal(await page.title(), 'Title 2')

  order.version = '3'
  order.waiting = false
  await page.getByRole('heading', { name: 'Version 3' }).waitFor()
  const questions = order.questions
  await page.waitForTimeout(2500)
  assert.equal(order.questions, questions, 'nothing is asked once nothing is under way')
})

test('questions that fail are asked again and nobody is told', async (t) => {
  const { page, order } = await openOrder(t)
  order.answers = ['broken', 'nonsense', 'broken']
  await order.asked(3)
  order.version = '2'
  await page.getByRole('heading', { name: 'Version 2' }).waitFor()
})

test('nothing is asked while the page is hidden, and at once when it is seen again', async (t) => {
  const { page, order } = await openOrder(t)
  await order.asked(1)
  await setHidden(page, true)
  await page.waitForTimeout(200)
  const questions = order.questions
  await page.waitForTimeout(3000)
  assert.equal(order.questions, questions)
  order.version = '2'
  await setHidden(page, false)
  await page.getByRole('heading', { name: 'Version 2' }).waitFor({ timeout: 800 })
})

test('the questions slow down from one second to five', async (t) => {
  const { order } = await openOrder(t)
  const started = performance.now()
  await order.asked(4)
  const spentMs = performance.now() - started
  // 1 + 1.25 + 1.56 + 1.95 s, each off by a fifth at most.
  assert.ok(spentMs > 4500 && spentMs < 7500, `${spentMs} ms`)
})

interface ServedOrder {
  version: string
  waiting: boolean
  /** What goes wrong with the next questions. */
  answers: ('broken' | 'nonsense')[]
  questions: number
  /** Waits until so many questions were asked. */
  asked: (count: number) => Promise<void>
}

async function openOrder(t: TestContext): Promise<{ page: Page; order: ServedOrder }> {
  const assets = await buildClient()
  const order: ServedOrder = {
    version: '1',
    waiting: true,
    answers: [],
    questions: 0,
    asked: async (count) => {
      while (order.questions < count) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.js')) {
      const name = basename(request.url === '/order.js' ? assets.orderJs : request.url)
      response.writeHead(200, { 'content-type': 'text/javascript' })
      return response.end(readFileSync(join(assets.folder, name)))
    }
    if (request.url !== '/state') {
      response.writeHead(200, { 'content-type': 'text/html' })
      return response.end(pageOf(order))
    }
    order.questions++
    const fault = order.answers.shift()
    if (fault === 'broken') return request.socket.destroy()
    return response.end(fault ? '<' : JSON.stringify({ state: 'paid', version: order.version }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const context = await browser.newContext()
  t.after(() => context.close())
  const page = await context.newPage()
  page.on('pageerror', (error) => assert.fail(error))
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.evaluate(() => Object.assign(window, { stillHere: true }))
  return { page, order }
}

function pageOf({ version, waiting }: ServedOrder): string {
  return `<!doctype html><title>Title ${version}</title>
    <script type="module" src="/order.js"></script>
    <main id="order" data-state-url="/state" data-version="${version}" data-waiting="${waiting}"
      data-announce="Now ${version}">
      <h1>Version ${version}</h1><a id="calendar" href="#">Calendar</a>
    </main>
    <p id="announcer" role="status"></p>`
}

/** Headless Chromium never hides a tab, so the page is told what a hidden tab tells it. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}
