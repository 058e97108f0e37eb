import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'
import { Stripe } from 'stripe'
import { apiVersion, startStripeSim, type StripeSim, type StripeSimOptions } from '../index.ts'

/** What the tests of the simulator share: it, the official SDK, and a webhook endpoint. */

/** Starts a simulator that ends with the test file. */
export async function startForTest(options: StripeSimOptions = {}): Promise<StripeSim> {
  const simulator = await startStripeSim(options)
  after(async () => simulator.close())
  return simulator
}

/** The official SDK, unmodified, pointed at a simulator. */
export function sdkFor(
  { port, secretKey }: StripeSim,
  settings: { retries?: number } = {},
): Stripe {
  return new Stripe(secretKey, {
    apiVersion,
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: settings.retries ?? 0,
    telemetry: false,
  })
}

/** Creates an intent of €20. */
export async function newIntent(
  stripe: Stripe,
  parameters: Partial<Stripe.PaymentIntentCreateParams> = {},
  options: Stripe.RequestOptions = {},
): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  const automatic_payment_methods = { enabled: true }
  const whole = { amount: 2000, currency: 'eur', automatic_payment_methods, ...parameters }
  return stripe.paymentIntents.create(whole, options)
}

/** Confirms an intent from a server with a test PaymentMethod. */
export async function confirmWith(
  stripe: Stripe,
  intent: { id: string },
  payment_method: string,
  options: Stripe.RequestOptions = {},
): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  const return_url = 'https://venue.test/return'
  return stripe.paymentIntents.confirm(intent.id, { payment_method, return_url }, options)
}

/** Calls the API as a browser does: with a publishable key and without the SDK. */
export async function browserCall(
  { url, publishableKey }: StripeSim,
  path: string,
  fields: Record<string, string>,
): Promise<{ status: number; headers: Headers; body: BrowserAnswer }> {
  const body = new URLSearchParams({ key: publishableKey, ...fields })
  const response = await fetch(url + path, { method: 'POST', body })
  const { status, headers } = response
  return { status, headers, body: (await response.json()) as BrowserAnswer }
}
export type BrowserAnswer = Partial<Stripe.PaymentIntent> & {
  error?: { code?: string; decline_code?: string; message: string; payment_intent?: object }
}

/** The card fields of a browser's confirmation. */
export function cardFields(number: string, clientSecret: string): Record<string, string> {
  return {
    client_secret: clientSecret,
    'payment_method_data[type]': 'card',
    'payment_method_data[card][number]': number,
    'payment_method_data[card][exp_month]': '12',
    'payment_method_data[card][exp_year]': '34',
    'payment_method_data[card][cvc]': '123',
  }
}

export type Received = { body: string; headers: IncomingHttpHeaders; event: Stripe.Event }
export type Endpoint = {
  url: string
  received: Received[]
  /** The status codes to answer with, in turn; after the last one, 200. */
  answers: number[]
}

/** A webhook endpoint that ends with the test file. */
export async function startEndpoint(): Promise<Endpoint> {
  const endpoint: Endpoint = { url: '', received: [], answers: [] }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const event = JSON.parse(body) as Stripe.Event
      endpoint.received.push({ body, headers: request.headers, event })
      response.writeHead(endpoint.answers.shift() ?? 200, { location: '/elsewhere' }).end()
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`
  return endpoint
}

// Far longer than anything here takes, short enough that a broken test ends.
const patience_ms = 60_000

/** Waits until a condition holds; throws when it does not within a minute. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patience_ms
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${patience_ms} ms: ${String(condition)}`)
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
  }
}
