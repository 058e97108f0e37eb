import { Stripe } from 'stripe'
import type { Control, StripeSim } from '../index.ts'
import { apiVersion } from '../index.ts'

/** One answer of the API as it came over the wire. */
export type Answer = {
  method: string
  path: string
  caller: 'secret' | 'publishable'
  status: number
  body: unknown
}

/** What a truth case works with; everything that it is answered is written down. */
export type World = {
  /** The official SDK with the secret key. It does not repeat by itself. */
  stripe: Stripe
  control: Control
  /** Calls with the publishable key, as a browser does: the fields in the form's own notation. */
  browser: (method: 'GET' | 'POST', path: string, fields: Fields) => Promise<Plain>
  /** Calls with a header of one's own making, for what the SDK never sends. */
  raw: (method: string, path: string, init?: { body?: string; headers?: Fields }) => Promise<Plain>
}
type Fields = Record<string, string>
export type Plain = Record<string, unknown>

/** Waits for a request that the API has to refuse. Throws when it does not. */
export async function refused(request: Promise<unknown>): Promise<void> {
  try {
    await request
  } catch (error) {
    // An answer that is no JSON looks to the SDK like a broken connection.
    const { StripeConnectionError, StripeError } = Stripe.errors
    if (error instanceof StripeError && !(error instanceof StripeConnectionError)) return
    throw error
  }
  throw new Error('This request was to be refused, and was not.')
}

/** A world around a simulator, and the answers that it is going to collect. */
export function recordingWorld(simulator: StripeSim): { world: World; answers: Answer[] } {
  const answers: Answer[] = []
  const { url, port, secretKey, publishableKey, control } = simulator
  const recorded: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    const at = new URL(input instanceof Request ? input.url : input)
    const body: unknown = await response.clone().json()
    const key = new Headers(init?.headers).get('authorization') ?? ''
    const fields = `${at.search}&${typeof init?.body === 'string' ? init.body : ''}`
    const isPublishable = key.includes(publishableKey) || fields.includes(publishableKey)
    answers.push({
      method: init?.method ?? 'GET',
      path: at.pathname,
      caller: isPublishable ? 'publishable' : 'secret',
      status: response.status,
      body,
    })
    return response
  }
  const stripe = new Stripe(secretKey, {
    apiVersion,
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(recorded),
  })
  const raw: World['raw'] = async (method, path, { body, headers } = {}) => {
    const whole = { 'content-type': 'application/x-www-form-urlencoded', ...headers }
    const init = { method, headers: whole, ...(body !== undefined && { body }) }
    return (await (await recorded(url + path, init)).json()) as Plain
  }
  const browser: World['browser'] = async (method, path, fields) => {
    const form = new URLSearchParams({ key: publishableKey, ...fields }).toString()
    return method === 'GET' ? raw('GET', `${path}?${form}`) : raw('POST', path, { body: form })
  }
  return { world: { stripe, control, browser, raw }, answers }
}
