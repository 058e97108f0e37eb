import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerApi, refused, type ApiAnswer, type ApiCall } from './api.ts'
import { sleep } from './clock.ts'
import type { Control } from './control.ts'
import { answerControl } from './control_http.ts'
import { takeApiFault, type ApiFault } from './faults.ts'
import { newId } from './ids.ts'
import { answerPage } from './pages.ts'
import type { Simulator } from './simulator.ts'
import { ApiError, apiFailure, rateLimited } from './wire/errors.ts'

/** One HTTP answer, whoever of the simulator's faces gives it. */
export type Answer = ApiAnswer

// Far above any request of the SDK, far below what would hurt.
const bodyBytesMax = 1_000_000
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
  const server = createServer((request, response) => {
    void serve(simulator, control, request, response)
  })
  server.keepAliveTimeout = keepAlive_ms
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(host, port) : error)
    })
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return { port: address.port, close: async () => close(server) }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => {
    server.close(resolve)
  })
  server.closeIdleConnections()
  const force = setTimeout(() => server.closeAllConnections(), closeGrace_ms)
  await closed
  clearTimeout(force)
}

async function serve(
  simulator: Simulator,
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const answer = await answerRequest(simulator, control, request)
    if (answer.reset) {
      request.socket.resetAndDestroy()
      return
    }
    const length = { 'content-length': Buffer.byteLength(answer.body) }
    response.writeHead(answer.status, { ...answer.headers, ...length })
    response.end(request.method === 'HEAD' ? undefined : answer.body)
  } catch (error) {
    // A bug in the simulator must not look like an injected fault.
    process.stderr.write(`Stripe simulator: ${(error as Error).stack}\n`)
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
    response.end('The simulator itself is broken; see its log.\n')
  }
}

async function answerRequest(
  simulator: Simulator,
  control: Control,
  request: IncomingMessage,
): Promise<Answer> {
  const [pathname = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s)
  const call: ApiCall = {
    method: request.method ?? 'GET',
    path: pathname,
    query,
    headers: request.headers,
    body: '',
    requestId: newId('req'),
    delay_ms: 0,
  }
  const body = await readBody(request)
  if (body === null) return tooLarge(call)
  call.body = body
  if (pathname.startsWith('/_control/')) return answerControl(control, call)
  if (call.method === 'OPTIONS') return preflight()
  const fault = takeApiFault(simulator, 'before', { ...call, id: call.requestId })
  if (fault !== null && fault.effect !== 'delay') return struck(fault, call)
  const delay_ms = fault?.delay_ms ?? 0
  if (pathname.startsWith('/v1/')) return answerApi(simulator, { ...call, delay_ms })
  if (delay_ms > 0) await sleep(simulator.clock, delay_ms)
  return answerPage(simulator, call)
}

function struck(fault: ApiFault, call: ApiCall): Answer {
  const error = fault.effect === 'rate_limit' ? rateLimited() : apiFailure(false)
  const answer = refused(call, null, error)
  return fault.effect === 'reset' ? { ...answer, reset: true } : answer
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += (chunk as Buffer).length
    if (length > bodyBytesMax) return null
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function tooLarge(call: ApiCall): Answer {
  const message = `Request entity too large: at most ${bodyBytesMax} bytes are read.`
  return refused(call, null, new ApiError(413, { type: 'invalid_request_error', message }))
}

// Stripe's API may be called from any page: what protects it is the key, never the origin.
function preflight(): Answer {
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
