import * as http from 'node:http'
import * as https from 'node:https'

export type Letter = { url: string; signature: string; body: Buffer; timeout_ms: number }

export type Poster = {
  /**
   * Posts one signed event; resolves with the status code once the whole answer is there. Throws
   * when there was none, with the message "webhook timeout" when there was none in time.
   */
  send(letter: Letter): Promise<number>
  /** Cuts every connection, also those with a request under way. */
  close(): void
}

const answerLengthMax = 1_000_000

/** Sends webhooks over connections that stay open between deliveries. */
export function newPoster(): Poster {
  const agents = {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true }),
  }
  const underWay = new Set<http.ClientRequest>()
  return {
    async send(letter) {
      const url = new URL(letter.url)
      const isSecure = url.protocol === 'https:'
      const agent = isSecure ? agents.https : agents.http
      const options = { method: 'POST', agent, headers: headersOf(letter) }
      return new Promise((resolve, reject) => {
        const request = (isSecure ? https : http).request(url, options)
        const end = (error: Error | null, status = 0): void => {
          clearTimeout(timer)
          underWay.delete(request)
          if (error === null) resolve(status)
          else reject(error)
        }
        const timer = setTimeout(() => {
          end(new Error('webhook timeout'))
          request.destroy()
        }, letter.timeout_ms)
        underWay.add(request)
        request.on('response', (response) => readToEnd(response, end))
        request.on('error', end)
        request.end(letter.body)
      })
    },
    close() {
      for (const request of underWay) request.destroy(new Error('the simulator was closed'))
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

function headersOf({ signature, body }: Letter): http.OutgoingHttpHeaders {
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'stripe-signature': signature,
    'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    accept: '*/*; q=0.5, application/xml',
    'cache-control': 'no-cache',
  }
}

// The answer's text means nothing, but a connection can only be used again after its end.
function readToEnd(
  response: http.IncomingMessage,
  end: (error: Error | null, status?: number) => void,
): void {
  let length = 0
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > answerLengthMax) response.destroy(new Error('the answer was too long'))
  })
  response.on('end', () => end(null, response.statusCode))
  response.on('error', end)
}
