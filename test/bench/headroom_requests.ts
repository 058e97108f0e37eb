import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connectControl } from '../../stripe-sim/index.ts'

/**
 * Drives a simulator alone, as a process of its own: so many connections at once ask what the
 * product and its guests ask for one order, until the time is over, and webhooks go to an endpoint
 * that only says yes. How many requests were answered goes out as a message.
 */
export interface Drive {
  url: string
  secretKey: string
  publishableKey: string
  connections: number
  seconds: number
  /** How often the product reads an intent for one order. */
  reads: number
}

const drive = JSON.parse(process.argv[2] ?? '') as Drive
const agent = new Agent({ keepAlive: true, maxSockets: drive.connections })
const endpoint = createServer((incoming, outgoing) => {
  incoming.resume().on('end', () => outgoing.end())
})
await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
const { port } = endpoint.address() as AddressInfo
const webhooks = { url: `http://127.0.0.1:${port}/`, secret: 'whsec_headroom' }
await connectControl(drive.url).setWebhookEndpoint(webhooks)

let answered = 0
const deadline = performance.now() + drive.seconds * 1000
await Promise.all(
  Array.from({ length: drive.connections }, async () => {
    while (performance.now() < deadline) await orderAsSeenByStripe()
  }),
)
process.send?.({ answered })
endpoint.close()
endpoint.closeAllConnections()
agent.destroy()
process.disconnect?.()

async function orderAsSeenByStripe(): Promise<void> {
  const { secretKey, publishableKey } = drive
  const intent = await ask('POST', '/v1/payment_intents', secretKey, {
    amount: '2450',
    currency: 'eur',
    'automatic_payment_methods[enabled]': 'true',
    'metadata[order_id]': 'ord_headroom',
  })
  const path = `/v1/payment_intents/${intent.id}`
  await ask('POST', `${path}/confirm`, publishableKey, {
    client_secret: intent.client_secret,
    payment_method: 'pm_card_visa',
    return_url: 'https://venue.test/return',
  })
  for (let read = 0; read < drive.reads; read++)
    await ask('GET', `${path}?expand[]=latest_charge`, secretKey)
}

async function ask(
  method: string,
  path: string,
  key: string,
  fields?: Record<string, string>,
): Promise<{ id: string; client_secret: string }> {
  const body = fields ? new URLSearchParams(fields).toString() : ''
  const headers = {
    authorization: `Bearer ${key}`,
    ...(fields && {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      ...(key === drive.secretKey && { 'idempotency-key': `headroom-${crypto.randomUUID()}` }),
    }),
  }
  return new Promise((resolve, reject) => {
    const asking = request(drive.url + path, { method, agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(text))
        answered += 1
        resolve(JSON.parse(text) as { id: string; client_secret: string })
      })
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
