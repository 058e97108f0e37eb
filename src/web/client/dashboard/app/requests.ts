/** What the server said no to, in words for whoever asked. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly code: string
  /** Which of the inputs was wrong; undefined where it is none. */
  readonly field: string | undefined
  /** Every one that was, and why. */
  readonly errors: { field: string; message: string }[]
  constructor(status: number, problem: Problem) {
    super(problem.detail)
    this.status = status
    this.code = problem.code
    this.errors = problem.errors ?? []
    this.field = this.errors[0]?.field
  }
}

interface Problem {
  code: string
  detail: string
  errors?: { field: string; message: string }[]
}

/** A dashboard that waits for longer is better told so. */
const ANSWER_MS_MAX = 20_000

/**
 * Asks the dashboard's API; `path` is below /api/dashboard, or that of another API of the house
 * where it begins with /api/. Throws a Refusal for what the server
 * refuses, and whatever `fetch` throws where there is no server.
 */
export function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>('GET', path, undefined, signal)
}

/** Does something by the dashboard's API: the same as `ask`, for what changes something. */
export function act<Answer = unknown>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: object = {},
): Promise<Answer> {
  return send<Answer>(method, path, JSON.stringify(body))
}

/** Hands in a file, as it is. */
export function sendFile<Answer>(path: string, file: Blob): Promise<Answer> {
  return send<Answer>('POST', path, file)
}

async function send<Answer>(
  method: string,
  path: string,
  body?: string | Blob,
  signal?: AbortSignal,
): Promise<Answer> {
  const type = body instanceof Blob ? body.type : 'application/json'
  const response = await fetch(path.startsWith('/api/') ? path : `/api/dashboard${path}`, {
    method,
    cache: 'no-store',
    signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS_MAX), ...(signal ? [signal] : [])]),
    ...(body !== undefined && { body, headers: { 'content-type': type } }),
  })
  if (response.status === 204) return undefined as Answer
  if (response.ok) return (await response.json()) as Answer
  throw new Refusal(response.status, await problemOf(response))
}

/** A proxy in between may answer anything. */
async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem
  } catch {
    return { code: 'unreadable', detail: '' }
  }
}
