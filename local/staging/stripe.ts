import { createHmac, randomUUID } from 'node:crypto'
import { request as askHttp } from 'node:http'
import { request as askHttps } from 'node:https'
import type { Settings } from './settings.ts'

/** What Stripe answers; of an object, what the walks look at. */
export interface Answer {
  status: number
  body: {
    id?: string
    status?: string
    error?: { code?: string; decline_code?: string; message?: string }
    next_action?: { redirect_to_url?: { url: string } }
    data?: Listed[]
  }
}
interface Listed {
  id: string
  url?: string
  status?: string
  data?: { object: { id: string } }
}

/** Speaks to Stripe as the account's server does. */
export async function stripe(
  { stripeUrl, secretKey, apiVersion }: Settings,
  method: 'GET' | 'POST',
  path: string,
  form: Record<string, string> = {},
): Promise<Answer> {
  const words = new URLSearchParams(form)
  const isRead = method === 'GET'
  const answer = await fetch(`${stripeUrl}/v1/${path}${isRead ? `?${words}` : ''}`, {
    method,
    headers: {
      authorization: `Bearer ${secretKey}`,
      'stripe-version': apiVersion,
      ...(!isRead && { 'idempotency-key': randomUUID() }),
    },
    ...(!isRead && { body: words }),
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

/** The same, for what must be answered well. */
export async function mustStripe(...asked: Parameters<typeof stripe>): Promise<Answer['body']> {
  const { status, body } = await stripe(...asked)
  if (status === 200) return body
  throw new Error(`Stripe answered ${status} to ${asked[1]} ${asked[2]}: ${body.error?.message}`)
}

/** The whole event of a payment that succeeded, as Stripe keeps it; undefined until it does. */
export async function successOf(settings: Settings, intent: string): Promise<Listed | undefined> {
  const types = ['payment_intent.succeeded', 'payment_intent.amount_capturable_updated']
  const named = Object.fromEntries(types.map((type, n) => [`types[${n}]`, type]))
  const { data = [] } = await mustStripe(settings, 'GET', 'events', { ...named, limit: '100' })
  return data.find((event) => event.data?.object.id === intent)
}

/** Brings an event to the copy as Stripe does, signed now; its status. */
export async function deliver(settings: Settings, event: object): Promise<number> {
  const body = JSON.stringify(event)
  const { headers, url } = delivery(settings, body)
  const answer = await fetch(url, { method: 'POST', headers, body })
  await answer.arrayBuffer()
  return answer.status
}

/** The same, but hangs up as soon as all is sent, as Stripe does whose answer does not come. */
export function deliverAndHangUp(settings: Settings, event: object): Promise<void> {
  const body = JSON.stringify(event)
  const { headers, url } = delivery(settings, body)
  const send = url.protocol === 'https:' ? askHttps : askHttp
  return new Promise((done, fail) => {
    const sent = send(url, { method: 'POST', headers })
    sent.once('error', fail)
    sent.end(body, () => {
      sent.off('error', fail)
      sent.on('error', () => {})
      sent.destroy()
      done()
    })
  })
}

function delivery({ url, webhookSecret }: Settings, body: string) {
  const t = Math.floor(Date.now() / 1000)
  const v1 = createHmac('sha256', webhookSecret).update(`${t}.${body}`).digest('hex')
  return {
    url: new URL(`${url}/webhooks/stripe`),
    headers: {
      'content-type': 'application/json',
      'stripe-signature': `t=${t},v1=${v1}`,
    },
  }
}

/** The endpoint by which Stripe tells this copy of what happens. Throws where there is none. */
export async function endpointOf(settings: Settings): Promise<string> {
  const { data = [] } = await mustStripe(settings, 'GET', 'webhook_endpoints', { limit: '100' })
  const url = `${settings.url}/webhooks/stripe`
  const found = data.find((one) => one.url === url && one.status === 'enabled')
  if (found) return found.id
  throw new Error(`Stripe’s account has no enabled webhook endpoint ${url}: docs/staging.md`)
}

/** Stops what Stripe delivers to an endpoint, or lets it go on. */
export async function silence(settings: Settings, id: string, disabled: boolean): Promise<void> {
  await mustStripe(settings, 'POST', `webhook_endpoints/${id}`, { disabled: String(disabled) })
}
