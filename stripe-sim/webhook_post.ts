import { createHmac } from 'node:crypto'
import * as http from 'node:http'
import * as https from 'node:https'

export type Letter = { url: string; secret: string; body: string; timestamp_s: number }

export type Poster = {
  /** Posts one signed event; resolves with the status code, throws when there was no answer. */
  send(letter: Letter): Promise<number>
  /** Cuts every connection, also those with a request under way. */
  close(): void
}

// No timeout is published by Stripe. Long enough for a cold start of the product under a debugger.
const timeout_ms = 20_000
const answerLengthMax = 1_000_000

/** Sends webhooks over connections that stay open between deliveries. */
export function newPoster(): Poster {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }
  const ending = new AbortController()
  return {
    async send(letter) {
      const url = new URL(letter.url)
      const secure = url.protocol === 'https:'
      const agent = secure ? agents['https:'] : agents['http:']
      const options = { method: 'POST', agent, headers: headersOf(letter), signal: ending.signal }
      return new Promise((resolve, reject) => {
        const request = (secure ? https : http).request(url, options, (response) => {
          readToEnd(response, () => resolve(response.statusCode ?? 0), reject)
        })
        request.setTimeout(timeout_ms, () => {
          request.destroy(new Error(`no answer within ${timeout_ms / 1000} s`))
        })
        request.on('error', reject)
        request.end(letter.body)
      })
    },
    close() {
      ending.abort()
      agents['http:'].destroy()
      agents['https:'].destroy()
    },
  }
}

/**
 * Stripe's signature scheme: HMAC-SHA256 over `timestamp.body`, made anew for every attempt, see
 * https://docs.stripe.com/webhooks#verify-manually.
 */
function signatureHeader(secret: string, timestamp_s: number, body: string): string {
  const signature = createHmac('sha256', secret).update(`${timestamp_s}.${body}`).digest('hex')
  return `t=${timestamp_s},v1=${signature}`
}

function headersOf({ secret, timestamp_s, body }: Letter): http.OutgoingHttpHeaders {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'stripe-signature': signatureHeader(secret, timestamp_s, body),
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    accept: '*/*; q=0.5, application/xml',
    'cache-control': 'no-cache',
  }
}

// The answer's text means nothing, but a connection can only be used again after its end.
function readToEnd(
  response: http.IncomingMessage,
  done: () => void,
  failed: (error: Error) => void,
): void {
  let length = 0
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > answerLengthMax) response.destroy(new Error('the answer was too long'))
  })
  response.on('end', done)
  response.on('error', failed)
}
