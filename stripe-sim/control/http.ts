import { isIP } from 'node:net'
import type { ApiAnswer, ApiCall } from '../api.ts'
import { InvalidArgument } from '../state/validation.ts'
import { ApiError } from '../wire/errors.ts'
import { jsonFor } from '../wire/json.ts'
import type { Control } from './control.ts'
import { controlList } from './summaries.ts'

const prefix = '/_control/'
const text = 'text/plain; charset=utf-8'

/** What is answered: a text for people, or anything else as JSON. */
type Outcome = {
  status: number
  list?: string
  value?: unknown
  headers?: Record<string, string>
}

/**
 * Answers `POST /_control/<name>`: calls the control function of that name with the JSON body. The
 * list of all functions is at `GET /_control/`. `host` is the name by which the simulator listens.
 */
export async function answerControl(
  control: Control,
  call: ApiCall,
  host: string,
): Promise<ApiAnswer> {
  const { status, list, value, headers } = await outcomeOf(control, call, host)
  if (list) return { status, headers: { 'content-type': text }, body: list }
  const body = jsonFor(call.headers, value)
  return { status, headers: { 'content-type': 'application/json', ...headers }, body }
}

/** The control plane of a simulator in another process. `url` is the simulator's address. */
export function connectControl(url: string): Control {
  const call = async (name: string, argument: unknown): Promise<unknown> => {
    const response = await fetch(new URL(prefix + name, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(argument ?? {}),
    })
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    if (!isJson) throw new Error(`Control ${name}: ${await response.text()}`)
    const answer: unknown = await response.json()
    if (response.ok) return answer ?? undefined
    throw new Error(`Control ${name}: ${(answer as { error: string }).error}`)
  }
  return new Proxy({} as Control, {
    // A promise is recognised by its `then`; this is none.
    get: (_target, name) =>
      name === 'then' ? undefined : async (argument: unknown) => call(String(name), argument),
  })
}

async function outcomeOf(control: Control, call: ApiCall, host: string): Promise<Outcome> {
  const name = call.path.slice(prefix.length)
  if (!isOwnHost(call.headers.host ?? '', host)) {
    const own = host === 'localhost' ? host : `localhost or ${host}`
    return failed(403, `The control plane is only answered at ${own}.`)
  }
  if (name === '' && call.method === 'GET') return { status: 200, list: controlList() }
  if (call.method !== 'POST') return { ...failed(405, 'Use POST.'), headers: { allow: 'POST' } }
  // A page in a browser cannot send JSON to another origin without asking first, and the control
  // plane never answers such a question: no web page can play with a developer's simulator.
  if (!call.headers['content-type']?.startsWith('application/json')) {
    return failed(415, 'Use content-type: application/json.')
  }
  if (!Object.hasOwn(control, name)) {
    return failed(404, `There is no control "${name}"; GET ${prefix} lists all.`)
  }
  return run(control, name as keyof Control, call.body)
}

async function run(control: Control, name: keyof Control, body: string): Promise<Outcome> {
  const ask = control[name] as (argument: unknown) => Promise<unknown>
  try {
    return { status: 200, value: (await ask(argumentOf(body))) ?? null }
  } catch (error) {
    if (error instanceof ApiError) return failed(error.status, error.message)
    if (error instanceof InvalidArgument) return failed(400, error.message)
    // What can be said in one sentence is said so; anything else is a bug and belongs in the log.
    const { constructor, message } = error as Error
    if (constructor === Error) return failed(409, message)
    throw error
  }
}

function argumentOf(body: string): unknown {
  let argument: unknown = {}
  try {
    if (body !== '') argument = JSON.parse(body)
  } catch (error) {
    throw new InvalidArgument(`The body is no JSON: ${(error as Error).message}.`)
  }
  if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) {
    throw new InvalidArgument('The argument must be a JSON object.')
  }
  return argument
}

/**
 * Whether the `Host` of a request is this machine's or the one listened on. A page of another
 * origin whose name was made to point here (DNS rebinding) still asks under its own name.
 */
export function isOwnHost(header: string, host: string): boolean {
  const name = header
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name === host.toLowerCase()) {
    return true
  }
  if (name === '::1' || name.startsWith('127.')) return isIP(name) !== 0
  // Whoever listens on every address is asked by any of them, but never by a stranger's name.
  return (host === '0.0.0.0' || host === '::') && isIP(name) !== 0
}

function failed(status: number, error: string): Outcome {
  return { status, value: { error } }
}
