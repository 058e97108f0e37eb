import type { ApiAnswer, ApiCall } from '../../api.ts'
import { routes } from '../../api.ts'
import { isOwnHost } from '../../control/http.ts'
import { newId } from '../../state/ids.ts'
import type { Simulator } from '../../state/simulator.ts'
import { ApiError } from '../../wire/errors.ts'
import { readParameters } from '../../wire/parameters.ts'
import { findRoute } from '../../wire/routes.ts'

// What a person does at Stripe's dashboard and a server by API. No fault strikes it, and the page
// needs no key: a key on the page would be a secret on the page.
const requests: Record<string, (id: string) => { path: string; form: Record<string, string> }> = {
  capture: (id) => ({ path: `/v1/payment_intents/${id}/capture`, form: {} }),
  cancel: (id) => ({ path: `/v1/payment_intents/${id}/cancel`, form: {} }),
  refund: (id) => ({ path: '/v1/refunds', form: { payment_intent: id } }),
  enable: (id) => ({ path: `/v1/webhook_endpoints/${id}`, form: { disabled: 'false' } }),
}

/**
 * Answers `POST /switchboard/<capture|cancel|refund|enable>` with `{id}` as JSON: the whole of that
 * payment intent is captured, cancelled or refunded at once, or that webhook endpoint enabled.
 */
export function answerRequest(simulator: Simulator, call: ApiCall, host: string): ApiAnswer {
  const name = call.path.slice('/switchboard/'.length)
  if (!Object.hasOwn(requests, name)) return json(404, { error: `There is no request "${name}".` })
  // As for the control plane: no page of another origin, and none of a borrowed name, may ask.
  if (!isOwnHost(call.headers.host ?? '', host)) {
    return json(403, { error: 'This is only answered under the name of this machine.' })
  }
  if (!call.headers['content-type']?.startsWith('application/json')) {
    return json(415, { error: 'Use content-type: application/json.' })
  }
  try {
    const { id } = JSON.parse(call.body) as { id?: unknown }
    if (typeof id !== 'string') throw new Error('The id is missing.')
    const { path, form } = requests[name]?.(id) ?? { path: '', form: {} }
    return json(200, perform(simulator, path, form))
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 400
    return json(status, { error: (error as Error).message })
  }
}

function perform(simulator: Simulator, path: string, form: Record<string, string>): object {
  const found = findRoute(routes, 'POST', path)
  if (found === null) throw new Error('The simulator cannot do that yet.')
  const { route, id } = found
  const parameters = readParameters(form, route.schema)
  const cause = { requestId: newId('req'), idempotencyKey: null }
  return route.answer({ simulator, caller: 'secret', cause, parameters, id })
}

function json(status: number, value: object): ApiAnswer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return { status, headers, body: JSON.stringify(value) }
}
