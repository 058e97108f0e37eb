import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import type { Stripe } from 'stripe'
import type { StripeSim } from '../index.ts'
import { newIntent, sdkFor } from './with_simulator.ts'

/** A real checkout page, for the tests of the stand-in for Stripe.js, and of Stripe.js itself. */

export type Checkout = { url: string; close(): Promise<void> }

/** Which Stripe a checkout page belongs to. */
export type Counter = {
  stripe: Stripe
  publishableKey: string
  /** Where the page loads Stripe.js from, and what that may load and ask in its turn. */
  scriptUrl: string
  origins: string[]
}

/** The counter of a simulator. */
export function counterOf(simulator: StripeSim): Counter {
  const { url, publishableKey } = simulator
  const scriptUrl = `${url}/v3/stripe.js`
  return { stripe: sdkFor(simulator), publishableKey, scriptUrl, origins: [url] }
}

/** Builds the checkout page with Vite and serves it under a strict Content Security Policy. */
export async function startCheckout(counter: Counter): Promise<Checkout> {
  const script = await builtScript()
  const style = readFileSync(new URL('../browser/test_page/page.css', import.meta.url), 'utf8')
  const pages: Record<string, [string, string]> = {
    '/': ['text/html', pageHtml(counter)],
    '/return': ['text/html', '<!doctype html><title>Return</title><h1>Returned</h1>'],
    '/page.js': ['text/javascript', script],
    '/page.css': ['text/css', style],
    '/favicon.ico': ['image/x-icon', ''],
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://checkout')
    if (pathname === '/intent') {
      void newIntent(counter.stripe).then(({ client_secret }) =>
        response.end(JSON.stringify({ clientSecret: client_secret })),
      )
      return
    }
    const [type, body] = pages[pathname] ?? ['text/plain', '']
    const policy = contentSecurityPolicy(counter)
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(body)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: async () => stop(server) }
}

/**
 * Collects what a page complains about. The browser's own line on a request to the API that failed
 * is none: it writes one with the real Stripe, too.
 */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    const isOfApi = /\/(v1|3d_secure)\//.test(message.location().url)
    const isStatus = message.text().startsWith('Failed to load resource') && isOfApi
    if (['warning', 'error'].includes(message.type()) && !isStatus) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

async function builtScript(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'stripe-sim-page-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"development"' },
      build: {
        emptyOutDir: false,
        lib: {
          entry: new URL('../browser/test_page/page.js', import.meta.url).pathname,
          formats: ['es'],
          fileName: () => 'page.js',
        },
        minify: false,
        outDir,
      },
    })
    return readFileSync(join(outDir, 'page.js'), 'utf8')
  } finally {
    rmSync(outDir, { recursive: true })
  }
}

function pageHtml({ publishableKey, scriptUrl }: Counter): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Checkout</title>
    <link rel="stylesheet" href="/page.css" />
    <meta name="stripe-key" content="${publishableKey}" />
    <script src="${scriptUrl}"></script>
    <script type="module" src="/page.js"></script>
  </head>
  <body><div id="root"></div></body>
</html>`
}

function contentSecurityPolicy({ origins }: Counter): string {
  const stripe = origins.join(' ')
  return (
    `default-src 'none'; script-src 'self' ${stripe}; style-src 'self'; frame-src ${stripe}; ` +
    `connect-src 'self' ${stripe}; base-uri 'none'`
  )
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => {
    server.close(resolve)
  })
  server.closeAllConnections()
  await closed
}
