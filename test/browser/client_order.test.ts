import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { buildClient } from '../../build/client.ts'
import { launch } from '../chromium.ts'
import { runUntil, setHidden, stopClock } from './clock.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

test('an order that is followed is drawn anew when its version changes: no reload, spoken once, focus kept', async (t) => {
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
  order.followed = false
  await page.getByRole('heading', { name: 'Version 3' }).waitFor()
  const questions = order.questions
  await stopClock(page)
  await page.clock.runFor(30_000)
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
  await stopClock(page)
  await runUntil(page, async () => order.questions > 0)
  await setHidden(page, true)
  const questions = order.questions
  await page.clock.runFor(30_000)
  assert.equal(order.questions, questions)
  order.version = '2'
  await setHidden(page, false)
  // No time has passed for it since.
  await page.getByRole('heading', { name: 'Version 2' }).waitFor()
})

test('the questions slow down from one second to five', async (t) => {
  const { page, order } = await openOrder(t)
  await page.evaluate(notePauses)
  await stopClock(page)
  await runUntil(page, async () => order.questions > 10)
  const pauses_ms = await page.evaluate(() => Reflect.get(window, 'pauses_ms') as number[])
  // The first question was put off before its time was taken.
  for (const [n, pause_ms] of pauses_ms.entries()) {
    const meant_ms = Math.min(5000, 1000 * 1.25 ** (n + 1))
    // Each is off by a fifth at most.
    const isMeant = pause_ms >= meant_ms * 0.8 - 1 && pause_ms <= meant_ms * 1.2 + 1
    assert.ok(isMeant, `${n + 1}: ${pause_ms} ms`)
  }
  assert.ok(pauses_ms.length >= 9)
})

/** Keeps the times between an answer and the next question, by the page's clock. */
function notePauses(): void {
  const ask = window.fetch.bind(window)
  const pauses_ms: number[] = []
  let answeredAt = Number.NaN
  window.fetch = async (...asked) => {
    if (answeredAt > 0) pauses_ms.push(Date.now() - answeredAt)
    const response = await ask(...asked)
    const answer = new Response(await response.text(), response)
    answeredAt = Date.now()
    return answer
  }
  Object.assign(window, { pauses_ms })
}

interface ServedOrder {
  version: string
  followed: boolean
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
    followed: true,
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
  await page.clock.install()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await page.evaluate(() => Object.assign(window, { stillHere: true }))
  return { page, order }
}

function pageOf({ version, followed }: ServedOrder): string {
  return `<!doctype html><title>Title ${version}</title>
    <script type="module" src="/order.js"></script>
    <main id="order" data-state-url="/state" data-version="${version}" data-followed="${followed}"
      data-announce="Now ${version}">
      <h1>Version ${version}</h1><a id="calendar" href="#">Calendar</a>
    </main>
    <p id="announcer" role="status"></p>`
}
