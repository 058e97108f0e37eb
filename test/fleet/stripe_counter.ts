import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands before Stripe's API and counts what it is asked, by method and kind of object. */
export interface StripeCounter {
  url: string
  counts: Map<string, number>
  close(): Promise<void>
}

/** Ids of Stripe's, which make two requests of one kind look like two kinds. */
const ID = /\/(?:\w{2,}_\w{8,})/g

/** Opens one before the API at `apiUrl`. */
export async function openStripeCounter(apiUrl: string): Promise<StripeCounter> {
  const counts = new Map<string, number>()
  const agent = new Agent({ keepAlive: true })
  const { hostname, port } = new URL(apiUrl)
  const server = createServer((from, to) => {
    const path = (from.url ?? '').split('?')[0] ?? ''
    const kind = `${from.method} ${path.replaceAll(ID, '/:id')}`
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    passOn(from, to, { hostname, port, agent })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      agent.destroy()
      await closed
    },
  }
}

function passOn(
  from: IncomingMessage,
  to: ServerResponse,
  where: { hostname: string; port: string; agent: Agent },
): void {
  const { method, url: path, headers } = from
  const asked = request({ ...where, method, path, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(to)
    answer.on('error', () => to.destroy())
  })
  asked.on('error', () => to.destroy())
  from.on('error', () => asked.destroy())
  to.on('close', () => asked.destroy())
  from.pipe(asked)
}
