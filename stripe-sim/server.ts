import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerApi, refused, type ApiAnswer, type ApiCall } from './api.ts'
import type { Control } from './control/control.ts'
import { answerControl } from './control/http.ts'
import { record } from './faults/book.ts'
import { rateLimited } from './faults/failures.ts'
import { strikeAfter, strikeBefore } from './faults/striking.ts'
import { newTraffic, type Traffic } from './faults/traffic.ts'
import { answerPage } from './pages/pages.ts'
import { answerSwitchboard, isSwitchboard } from './pages/switchboard/page.ts'
import { bodyBytesMax, readCall } from './request.ts'
import type { Simulator } from './state/simulator.ts'
import { ApiError } from './wire/errors.ts'

/** What a running server works with. */
type House = {
  simulator: Simulator
  control: Control
  traffic: Traffic
  host: string
  /** Connections that wait for an answer which a fault keeps back. */
  hanging: Set<Socket>
}

const closeGrace_ms = 1_000
// The SDK keeps its connections; a shorter time here would cut some just as they are used again.
const keepAlive_ms = 65_000

/**
 * Listens on `host` and `port` (0: any free one) for the API, the stand-in for Stripe.js, the
 * control plane and the page for people. Throws one sentence when the port is taken.
 */
export async function listen(
  simulator: Simulator,
  control: Control,
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const traffic = newTraffic(() => simulator.settings)
  const house: House = { simulator, control, traffic, host, hanging: new Set() }
  const server = createServer((request, response) => {
    void serve(house, request, response)
  })
  server.keepAliveTimeout = keepAlive_ms
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(host, port) : error)
    })
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return { port: address.port, close: async () => close(server, house) }
}

async function close(server: Server, { hanging }: House): Promise<void> {
  const closed = new Promise((resolve) => {
    server.close(resolve)
  })
  server.closeIdleConnections()
  for (const socket of hanging) socket.destroy()
  const force = setTimeout(() => server.closeAllConnections(), closeGrace_ms)
  await closed
  clearTimeout(force)
}

async function serve(
  house: House,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const read = await readCall(request)
    // Nobody is left to answer.
    if (read === null) return
    const { call, isTooLong } = read
    const answer = isTooLong ? tooLarge(call) : await answerTo(house, call)
    send(house, request, response, answer)
  } catch (error) {
    // A bug in the simulator must not look like an injected fault.
    process.stderr.write(`Stripe simulator: ${(error as Error).stack}\n`)
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
    response.end('The simulator itself is broken; see its log.\n')
  }
}

async function answerTo(house: House, call: ApiCall): Promise<ApiAnswer> {
  const { simulator, control, traffic, host } = house
  if (call.path.startsWith('/_control/')) return answerControl(control, call, host)
  if (isSwitchboard(call.path)) return answerSwitchboard(simulator, call, host)
  if (call.method === 'OPTIONS') return preflight()
  const isApi = call.path.startsWith('/v1/')
  const refuse = (error: ApiError): ApiAnswer => refused(call, null, error)
  if (isApi && traffic.isOneTooMany()) return limited(simulator, call)
  const struck = await strikeBefore(simulator, call, refuse)
  if (typeof struck !== 'number') return struck
  if (isApi) {
    call.delay_ms = struck + traffic.wait_ms()
    return answerApi(simulator, call)
  }
  if (struck > 0) await sleep(struck, undefined, { ref: false })
  return strikeAfter(simulator, call, answerPage(simulator, call), { refuse, isReplay: false })
}

function send(
  { hanging }: House,
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, cut }: ApiAnswer,
): void {
  const { socket } = request
  if (cut === 'reset') {
    socket.resetAndDestroy()
    return
  }
  if (cut === 'hang') {
    if (socket.destroyed) return
    hanging.add(socket)
    socket.once('close', () => hanging.delete(socket))
    return
  }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  if (cut === 'truncate') {
    response.write(body.slice(0, Math.floor(body.length / 2)), () => socket.destroySoon())
    return
  }
  response.end(request.method === 'HEAD' ? undefined : body)
}

function limited({ faults, clock }: Simulator, call: ApiCall): ApiAnswer {
  const subject = `${call.method} ${call.path}`
  const line = { fault: null, effect: 'rate_limit', when: 'before' } as const
  record(faults, clock, { ...line, subject, id: call.requestId })
  return refused(call, null, rateLimited())
}

function tooLarge(call: ApiCall): ApiAnswer {
  const message = `Request entity too large: at most ${bodyBytesMax} bytes are read.`
  return refused(call, null, new ApiError(413, { type: 'invalid_request_error', message }))
}

// Stripe's API may be called from any page: what protects it is the key, never the origin.
function preflight(): ApiAnswer {
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, HEAD, OPTIONS, DELETE',
    'access-control-allow-headers': 'authorization, content-type, idempotency-key, stripe-version',
    'access-control-max-age': '300',
  }
  return { status: 204, headers, body: '' }
}

function portTaken(host: string, port: number): Error {
  return new Error(
    `Port ${port} on ${host} is already in use, so the Stripe simulator cannot listen there. ` +
      'End what uses it, or set STRIPE_SIM_PORT to another.',
  )
}
