import { setTimeout as sleep } from 'node:timers/promises'
import type { Server } from '../processes.ts'
import type { Stage } from './stage.ts'

/** What a guest's browser sends, to whichever server is there. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** The route, for people: a path holds ids. */
  route: string
  json?: unknown
  form?: Record<string, string>
  bearer?: string
  /** Which server is asked first. */
  server: number
}

export interface Reply {
  status: number
  text: string
  location: string
  /** The problem document's code; '' where there is none. */
  code: string
}

/** No page waits longer; what does is a fault of its own. */
const ANSWER_MS_MAX = 60_000
/** With every server down a guest looks again this often, for as long. */
const LOOK_AGAIN_MS = 150
const DOWN_MS_MAX = 150_000
/** A server's death is known to the guest's connection a moment before it is known here. */
const NOTICE_MS = 15_000

/** Said to come again later, a guest does so; the header asks for 5 s, and nobody waits so long. */
const COME_AGAIN_MS = 1_000

/**
 * Asks the product as a guest's browser does, and asks again, maybe the other server, when the one
 * that was asked is just ending, or says that its database is too busy (503), as it may be on a
 * machine that has other things to do. Every other failure is written down as a fault of the night:
 * a 5xx, a connection lost for no reason, silence. Only 503 with the code `stripe_unreachable` is
 * handed on, since the page has words for it.
 */
export async function ask(stage: Stage, request: Request): Promise<Reply> {
  const deadline_ms = Date.now() + DOWN_MS_MAX
  for (let turn = request.server; Date.now() < deadline_ms; turn += 1) {
    const up = stage.shifts.up()
    const server = up[turn % Math.max(1, up.length)]
    if (!server) {
      await sleep(LOOK_AGAIN_MS)
      continue
    }
    const began_ms = Date.now()
    const reply = await send(server, request)
    if (typeof reply === 'object' && isFine(reply)) return reply
    if (typeof reply === 'object' && reply.status === 503) {
      stage.tally.count('told to come again')
      await sleep(COME_AGAIN_MS)
      continue
    }
    if (!(await isEnding(stage, server, began_ms))) {
      const what = typeof reply === 'string' ? reply : `${reply.status} ${reply.code}`
      stage.tally.fault(`${request.method} ${request.route}: ${what}`)
      return typeof reply === 'object' ? reply : { status: 0, text: '', location: '', code: '' }
    }
    stage.tally.count('turned away by a restart')
    await sleep(LOOK_AGAIN_MS)
  }
  stage.tally.fault(`${request.method} ${request.route}: no server for ${DOWN_MS_MAX} ms`)
  return { status: 0, text: '', location: '', code: '' }
}

const isFine = ({ status, code }: Reply) => status < 500 || code === 'stripe_unreachable'

async function isEnding(stage: Stage, server: Server, since_ms: number): Promise<boolean> {
  const deadline_ms = Date.now() + NOTICE_MS
  while (!stage.shifts.wasDown(server, since_ms)) {
    if (Date.now() > deadline_ms) return false
    await sleep(20)
  }
  return true
}

/** The reply, or why there was none. */
async function send({ url }: Server, request: Request): Promise<Reply | string> {
  const { method, path, json, form, bearer } = request
  const body = form ? new URLSearchParams(form) : json === undefined ? null : JSON.stringify(json)
  try {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      headers: {
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body,
    })
    const text = await response.text()
    const location = response.headers.get('location') ?? ''
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
    const code = isProblem ? String((JSON.parse(text) as { code?: unknown }).code) : ''
    return { status: response.status, text, location, code }
  } catch (error) {
    const { name, message, cause } = error as Error
    return `${name}: ${message} ${cause instanceof Error ? cause.message : ''}`.trim()
  }
}
