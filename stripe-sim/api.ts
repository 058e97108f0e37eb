import type { IncomingHttpHeaders } from 'node:http'
import { routes as accountRoutes } from './account.ts'
import { routes as chargeRoutes } from './charges.ts'
import { sleep } from './clock.ts'
import { routes as eventRoutes } from './events.ts'
import { takeApiFault } from './faults.ts'
import { routes as intentRoutes } from './payment_intents.ts'
import { routes as methodRoutes } from './payment_methods.ts'
import { apiVersion, type Simulator } from './simulator.ts'
import { routes as endpointRoutes } from './webhook_endpoints.ts'
import { ApiError, apiFailure, errorBody, refusal, unknownUrl } from './wire/errors.ts'
import { parseForm, type Form } from './wire/form.ts'
import { claim, keep, release, type KeptAnswer } from './wire/idempotency.ts'
import { callerOf, secretKeyRequired, type Caller } from './wire/keys.ts'
import { readParameters } from './wire/parameters.ts'
import { findRoute, type Route } from './wire/routes.ts'
import { expanded, publicView } from './wire/views.ts'

/** One HTTP request to `/v1`, with its body read. */
export type ApiCall = {
  method: string
  path: string
  query: string
  headers: IncomingHttpHeaders
  body: string
  requestId: string
  /** An injected wait between taking up the request and doing what it asks. */
  delay_ms: number
}
export type ApiAnswer = {
  status: number
  headers: Record<string, string>
  body: string
  /** An injected fault: the connection is cut in place of this answer. */
  reset?: true
}

const routes: Route[] = [
  ...intentRoutes,
  ...chargeRoutes,
  ...methodRoutes,
  ...eventRoutes,
  ...endpointRoutes,
  ...accountRoutes,
]

/** Answers a request as Stripe's API does. Never throws: every refusal is an answer. */
export async function answerApi(simulator: Simulator, call: ApiCall): Promise<ApiAnswer> {
  const key = call.method === 'POST' ? idempotencyKeyOf(call) : null
  let claimed = false
  try {
    const request = accept(simulator, call)
    if (key !== null) {
      const replayed = claim(simulator.ledger.keptAnswers, simulator.clock, {
        key,
        endpoint: `${call.method} ${call.path}`,
        body: call.body,
        requestId: call.requestId,
      })
      if (replayed?.answer) return replay(call, key, replayed, replayed.answer)
      claimed = true
    }
    if (call.delay_ms > 0) await sleep(simulator.clock, call.delay_ms)
    const answer = perform(simulator, call, request, key)
    return await withFaultAfter(simulator, call, key, answer)
  } catch (error) {
    if (claimed && key !== null) release(simulator.ledger.keptAnswers, key)
    if (!(error instanceof ApiError)) throw error
    return refused(call, key, error)
  }
}

/** The answer to a refused request, as JSON with all headers. */
export function refused(call: ApiCall, key: string | null, error: ApiError): ApiAnswer {
  const body = `${JSON.stringify(errorBody(error, call.requestId), null, 2)}\n`
  return { status: error.status, headers: { ...headersOf(call, key), ...error.headers }, body }
}

type Accepted = { route: Route; id: string; caller: Caller; form: Form }

// Everything that is checked before a request counts as begun.
function accept(simulator: Simulator, call: ApiCall): Accepted {
  const { key, ...form } = parseForm(call.method === 'POST' ? call.body : call.query)
  const keyParameter = typeof key === 'string' ? key : undefined
  const caller = callerOf(call.headers, keyParameter, simulator.keys)
  const version = call.headers['stripe-version'] ?? apiVersion
  if (version !== apiVersion) {
    throw refusal(`Invalid Stripe API version: ${String(version)}. Known here: ${apiVersion}.`)
  }
  const found = findRoute(routes, call.method, call.path)
  if (found === null) throw unknownUrl(call.method, call.path)
  if (caller === 'publishable' && !found.route.publishable) throw secretKeyRequired()
  return { ...found, caller, form }
}

// Runs the endpoint and keeps its answer. A refusal that came before any work throws instead.
function perform(
  simulator: Simulator,
  call: ApiCall,
  { route, id, caller, form }: Accepted,
  key: string | null,
): ApiAnswer {
  let answer: ApiAnswer
  try {
    const parameters = readParameters(form, route.schema)
    const cause = { requestId: call.requestId, idempotencyKey: key }
    const result = route.answer({ simulator, caller, cause, parameters, id })
    const seen = caller === 'publishable' ? browserView(result) : result
    const expand = parameters['expand'] as string[] | undefined
    const body = `${JSON.stringify(expanded(seen, expand, simulator.ledger), null, 2)}\n`
    answer = { status: 200, headers: headersOf(call, key), body }
  } catch (error) {
    if (!(error instanceof ApiError) || !error.executed) throw error
    const { payment_intent } = error.fields
    if (caller === 'publishable' && payment_intent) {
      Object.assign(error.fields, { payment_intent: browserView(payment_intent) })
    }
    answer = refused(call, key, error)
  }
  if (key !== null) keep(simulator.ledger.keptAnswers, key, answer.status, answer.body)
  return answer
}

async function withFaultAfter(
  simulator: Simulator,
  call: ApiCall,
  key: string | null,
  answer: ApiAnswer,
): Promise<ApiAnswer> {
  const fault = takeApiFault(simulator, 'after', { ...call, id: call.requestId })
  if (fault === null) return answer
  if (fault.effect === 'reset') return { ...answer, reset: true }
  if (fault.effect === 'error') {
    const failure = refused(call, key, apiFailure(true))
    if (key !== null) keep(simulator.ledger.keptAnswers, key, failure.status, failure.body)
    return { ...failure, headers: { ...failure.headers, 'stripe-should-retry': 'false' } }
  }
  await sleep(simulator.clock, fault.delay_ms)
  return answer
}

function replay(
  call: ApiCall,
  key: string,
  kept: KeptAnswer,
  answer: { status: number; body: string },
): ApiAnswer {
  const headers = {
    ...headersOf(call, key),
    'original-request': kept.request_id,
    'idempotent-replayed': 'true',
    // Asking again would only bring the same answer.
    ...(answer.status >= 400 && { 'stripe-should-retry': 'false' }),
  }
  return { ...answer, headers }
}

function headersOf(call: ApiCall, key: string | null): Record<string, string> {
  return {
    'content-type': 'application/json',
    'cache-control': 'no-cache, no-store',
    'request-id': call.requestId,
    'stripe-version': apiVersion,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'Request-Id, Stripe-Should-Retry',
    ...(key !== null && { 'idempotency-key': key, 'original-request': call.requestId }),
  }
}

function idempotencyKeyOf(call: ApiCall): string | null {
  const header = call.headers['idempotency-key']
  return typeof header === 'string' && header !== '' ? header : null
}

function browserView(result: object): object {
  const isIntent = 'object' in result && result.object === 'payment_intent'
  return isIntent ? publicView(result as Parameters<typeof publicView>[0]) : result
}
