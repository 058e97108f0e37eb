import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A span as it came. */
export interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  /** 2 of a server, 3 of a client, 5 of a consumer. */
  kind: number
  attributes: { key: string; value: Record<string, unknown> }[]
  status: { code?: number }
}

interface Body {
  resourceSpans: {
    resource: { attributes: Span['attributes'] }
    scopeSpans: { spans: Span[] }[]
  }[]
}

/** Takes traces as a collector does (OTLP over HTTP), and keeps them. */
export async function openOtlpReceiver() {
  const spans: Span[] = []
  const bodies: string[] = []
  const server = createServer((request, response) => {
    const take = async () => {
      const body = await text(request)
      const isTraces = request.method === 'POST' && request.url === '/v1/traces'
      response.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/json' }).end('{}')
      if (!isTraces) return
      bodies.push(body)
      const { resourceSpans } = JSON.parse(body) as Body
      for (const { scopeSpans } of resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans)
    }
    void take()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    /** All that came, as it came. */
    said: () => bodies.join('\n'),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
