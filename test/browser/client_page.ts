import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { buildClient } from '../../build/client.ts'
import { checkoutPage } from '../../src/web/storefront/pages/checkout.ts'
import { startStripeSim, type StripeSim } from '../../stripe-sim/index.ts'
import { checkoutView } from './client_view.ts'

/** One answer of the scripted API; the normal one where it has neither status nor body. */
interface Scripted {
  status?: number
  body?: unknown
  /** What it waits for. */
  after?: Promise<unknown>
}

/** A request that the page has made to the API; the path is the part after the order's id. */
export interface ApiRequest {
  method: string
  path: string
  body: Record<string, unknown>
}

/**
 * The checkout page by itself: the real page, bundle and style sheets and a real simulator of
 * Stripe, with an API whose answers a test may script, for the days on which our own server fails.
 * What the whole product does is shown by the other browser tests.
 */
export interface ClientPage {
  url: string
  sim: StripeSim
  intent: string
  requests: ApiRequest[]
  /** The next answers to "METHOD /path", in this order; after them come the normal ones. */
  script: (request: string, ...answers: Scripted[]) => void
  /** Moves the server's clock, which stands otherwise: a slow machine loses nobody a hold. */
  pass: (ms: number) => void
  close: () => Promise<void>
}

/** How a checkout page begins. */
export interface PageOptions {
  /** How long the tickets are held. */
  held_seconds?: number
  /** The server's clock minus the browser's. */
  clock_seconds?: number
  /** Two tickets, or the deposit of a VIP table. */
  kind?: 'ga' | 'vip'
  /** The card is authorised, and charged by nobody here. */
  isDeposit?: boolean
  /** What the guest's device has. */
  wallets?: ('apple_pay' | 'google_pay' | 'link')[]
}

/** The product's own, unless it is set otherwise. */
const EXTENSION_MS = 300_000

/** Opens a checkout page of 48 €, on a port of its own. */
export async function openClientPage(options: PageOptions = {}): Promise<ClientPage> {
  const { held_seconds = 581, clock_seconds = 0, kind = 'ga', isDeposit = false } = options
  const assets = await buildClient()
  const sim = await startStripeSim()
  await sim.control.configure({ wallets: options.wallets ?? [] })
  const { id: intent } = await stripe(sim, 'POST', '', {
    ...intentOfTwo,
    ...(isDeposit && { capture_method: 'manual' }),
  })
  let now_ms = Date.now() + clock_seconds * 1000
  const now = () => new Date(now_ms)
  const hold: Hold = {
    expires_at: new Date(now().getTime() + held_seconds * 1000),
    extended: false,
  }
  const till = scriptedApi(sim, intent, hold, now)

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname
    if (path.startsWith('/assets/')) return sendFile(response, join(assets.folder, path.slice(8)))
    if (path.startsWith('/api/orders/ord_1')) return till.answer(request, response, path.slice(17))
    const publicUrl = `http://${request.headers.host}`
    const view = checkoutView({
      publicUrl,
      publishableKey: sim.publishableKey,
      assets: { ...assets, stripeJs: `${sim.url}/v3/stripe.js` },
      hold_expires_at: hold.expires_at,
      hold_extended: hold.extended,
      now: now(),
      kind,
      deposit: isDeposit ? { state: 'open', amount_minor: 4800, is_waived: false } : null,
    })
    const headers = { 'content-security-policy': contentSecurityPolicy(sim.url) }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers })
    return response.end(path.endsWith('/checkout') ? checkoutPage(view) : orderPage)
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders/ord_1/secret/checkout`,
    sim,
    intent,
    requests: till.requests,
    script: till.script,
    pass: (ms) => {
      now_ms += ms
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await sim.close()
    },
  }
}

/** Where the checkout leads; the order's real page has tests of its own. */
const orderPage = '<!doctype html><title>Order</title><h1>Your order</h1>'

interface Intent {
  id: string
  status: string
  client_secret: string
}

const intentOfTwo = {
  amount: '4800',
  currency: 'eur',
  'automatic_payment_methods[enabled]': 'true',
}

async function stripe(
  sim: StripeSim,
  method: 'GET' | 'POST',
  path: string,
  fields?: Record<string, string>,
): Promise<Intent> {
  const response = await fetch(`${sim.url}/v1/payment_intents${path}`, {
    method,
    headers: { authorization: `Bearer ${sim.secretKey}` },
    ...(fields && { body: new URLSearchParams(fields) }),
  })
  return (await response.json()) as Intent
}

/** What is held, and for how long; the page may ask for more time. */
interface Hold {
  expires_at: Date
  extended: boolean
}

function scriptedApi(sim: StripeSim, intent: string, hold: Hold, now: () => Date) {
  const requests: ApiRequest[] = []
  const scripts = new Map<string, Scripted[]>()
  const normal = async (path: string): Promise<Scripted> => {
    if (path === '/payment') return { body: payability(await stripe(sim, 'GET', `/${intent}`)) }
    if (path === '/attempts') return { status: 204 }
    if (path === '/guest') return { body: {} }
    if (path === '/hold/extension' && !hold.extended) {
      const expires_at = new Date(hold.expires_at.getTime() + EXTENSION_MS)
      Object.assign(hold, { expires_at, extended: true })
    }
    return { body: { state: 'open', payment: 'open', now: now(), ...hold } }
  }
  return {
    requests,
    script: (request: string, ...answers: Scripted[]) => {
      scripts.set(request, [...(scripts.get(request) ?? []), ...answers])
    },
    answer: async (request: IncomingMessage, response: ServerResponse, path: string) => {
      const method = request.method ?? ''
      requests.push({ method, path, body: await readBody(request) })
      const { after, ...scripted } = scripts.get(`${method} ${path}`)?.shift() ?? {}
      await after
      const isNormal = Object.keys(scripted).length === 0
      send(response, isNormal ? await normal(path) : scripted)
    },
  }
}

function payability({ status, client_secret }: Intent): unknown {
  if (status === 'succeeded') return { state: 'paid' }
  if (status === 'processing') return { state: 'processing' }
  return { state: status === 'requires_action' ? 'requires_action' : 'payable', client_secret }
}

/** As strict as the product's. */
function contentSecurityPolicy(stripeUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${stripeUrl}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${stripeUrl}`,
    `frame-src ${stripeUrl}`,
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ')
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

function sendFile(response: ServerResponse, path: string): void {
  response.writeHead(200, { 'content-type': contentTypes[extname(path)] ?? 'text/plain' })
  response.end(readFileSync(path))
}

function send(response: ServerResponse, { status, body }: Scripted): void {
  response.writeHead(status ?? 200, { 'content-type': 'application/json' })
  response.end(body === undefined ? '' : JSON.stringify(body))
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
