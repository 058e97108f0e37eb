import type { ApiAnswer, ApiCall } from './api.ts'
import type { Control } from './control.ts'
import { ApiError } from './wire/errors.ts'

/** Answers `POST /_control/<name>`: calls the control function of that name with the JSON body. */
export async function answerControl(control: Control, call: ApiCall): Promise<ApiAnswer> {
  const name = call.path.slice('/_control/'.length)
  if (call.method !== 'POST') return json(405, { error: 'Use POST.' })
  // A page in a browser cannot send JSON to another origin without asking first, and the control
  // plane never answers such a question: no web page can play with a developer's simulator.
  if (!call.headers['content-type']?.startsWith('application/json')) {
    return json(415, { error: 'Use content-type: application/json.' })
  }
  if (!Object.hasOwn(control, name)) return json(404, { error: `There is no control "${name}".` })
  const run = control[name as keyof Control] as (argument: unknown) => Promise<unknown>
  try {
    const argument: unknown = call.body === '' ? undefined : JSON.parse(call.body)
    return json(200, (await run(argument)) ?? null)
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 400
    return json(status, { error: (error as Error).message })
  }
}

/** The control plane of a simulator in another process. `url` is the simulator's address. */
export function connectControl(url: string): Control {
  const call = async (name: string, argument: unknown): Promise<unknown> => {
    const response = await fetch(new URL(`/_control/${name}`, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(argument ?? {}),
    })
    const answer: unknown = await response.json()
    if (response.ok) return answer
    throw new Error(`Control ${name}: ${(answer as { error: string }).error}`)
  }
  return new Proxy({} as Control, {
    // A promise is recognised by its `then`; this is none.
    get: (_target, name) =>
      name === 'then' ? undefined : async (argument: unknown) => call(String(name), argument),
  })
}

function json(status: number, value: unknown): ApiAnswer {
  const headers = { 'content-type': 'application/json' }
  return { status, headers, body: `${JSON.stringify(value, null, 2)}\n` }
}
