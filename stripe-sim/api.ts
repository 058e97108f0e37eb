import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { routes as balanceRoutes } from './balance/balance_transactions.ts'
import { routes as tokenRoutes } from './confirmation_tokens/confirmation_tokens.ts'
import { routes as customerRoutes } from './customers/customers.ts'
import { routes as disputeRoutes } from './disputes/disputes.ts'
import { routes as fraudWarningRoutes } from './disputes/fraud_warnings.ts'
import { accountId, routes as accountRoutes } from './payments/account.ts'
import { routes as chargeRoutes } from './payments/charges.ts'
import { routes as eventRoutes } from './webhooks/event_routes.ts'
import { strikeAfter, strikeInstead, type Cut } from './faults/striking.ts'
import { routes as intentRoutes } from './payments/intents.ts'
import { routes as methodRoutes } from './payments/payment_methods_routes.ts'
import { routes as searchRoutes } from './payments/searches.ts'
import { routes as refundRoutes } from './refunds/refunds.ts'
import { apiVersion, type Simulator } from './state/simulator.ts'
import { routes as endpointRoutes } from './webhooks/endpoints.ts'
import { ApiError, errorBody, unknownUrl } from './wire/errors.ts'
import { resultOf } from './wire/expandable.ts'
import { parseForm, type Form } from './wire/form.ts'
import { answerHeaders, checkHeaders, idempotencyKeyOf, isForm, notAForm } from './wire/headers.ts'
import { claim, keep, release, type KeptAnswer } from './wire/idempotency.ts'
import { jsonFor } from './wire/json.ts'
import { callerOf, secretKeyRequired, type Caller } from './wire/keys.ts'
import { readParameters } from './wire/parameters.ts'
import { findRoute, type FoundRoute, type Route } from './wire/routes.ts'
import { checkBrowserExpand, checkExpand, expanded, publicView } from './wire/views.ts'

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
  /** An injected fault: how this answer is spoiled on its way. */
  cut?: Cut
}

/** Every endpoint of the API. */
export const routes: Route[] = [
  ...intentRoutes,
  ...chargeRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...fraudWarningRoutes,
  ...balanceRoutes,
  ...customerRoutes,
  ...methodRoutes,
  ...tokenRoutes,
  ...searchRoutes,
  ...eventRoutes,
  ...endpointRoutes,
  ...accountRoutes,
]

/** Answers a request as Stripe's API does. Never throws: every refusal is an answer. */
export async function answerApi(simulator: Simulator, call: ApiCall): Promise<ApiAnswer> {
  const key = idempotencyKeyOf(call.method, call.headers)
  let claimed = false
  try {
    const request = accept(simulator, call)
    if (key !== null) {
      const replayed = claim(simulator, {
        key,
        endpoint: `${call.method} ${call.path}`,
        caller: request.caller,
        parameters: request.form,
        requestId: call.requestId,
      })
      if (replayed !== null) {
        const answer = replay(call, key, replayed)
        const refuse = (error: ApiError) => refused(call, key, error)
        return await strikeAfter(simulator, call, answer, { refuse, isReplay: true })
      }
      claimed = true
    }
    if (call.delay_ms > 0) await sleep(call.delay_ms)
    const failure = await strikeInstead(simulator, call)
    if (failure) return keepAnswer(simulator, key, refused(call, key, failure))
    const answer = perform(simulator, call, request, key)
    const refuse = (error: ApiError) => keepAnswer(simulator, key, refused(call, key, error))
    return await strikeAfter(simulator, call, answer, { refuse, isReplay: false })
  } catch (error) {
    if (claimed && key !== null) release(simulator, key)
    if (!(error instanceof ApiError)) throw error
    return refused(call, key, error)
  }
}

/** The answer to a refused request, as JSON with all headers. */
export function refused(call: ApiCall, key: string | null, error: ApiError): ApiAnswer {
  const body = jsonFor(call.headers, errorBody(error, call.requestId))
  // Asking again for what is refused for good would only bring the same answer.
  const isFinal = key !== null && [400, 402, 403, 404].includes(error.status)
  const retry = isFinal ? { 'stripe-should-retry': 'false' } : {}
  const headers = { ...headersOf(call, key), ...retry, ...error.headers }
  return { status: error.status, headers, body }
}

type Accepted = FoundRoute & { caller: Caller; form: Form }

// Everything that is checked before a request counts as begun.
function accept(simulator: Simulator, call: ApiCall): Accepted {
  const isReadable = call.method !== 'POST' || call.body === '' || isForm(call.headers)
  const body = call.method === 'POST' && isReadable ? call.body : ''
  const { key, ...form } = parseForm([call.query, body].filter((text) => text !== '').join('&'))
  const keyParameter = typeof key === 'string' ? key : undefined
  const caller = callerOf(call.headers, keyParameter, simulator.keys)
  checkHeaders(call.headers, { version: apiVersion, account: accountId })
  if (!isReadable) throw notAForm()
  const found = findRoute(routes, call.method === 'HEAD' ? 'GET' : call.method, call.path)
  if (found === null) throw unknownUrl(call.method, call.path)
  if (caller === 'publishable' && !found.route.publishable) throw secretKeyRequired()
  return { ...found, caller, form }
}

// Runs the endpoint and keeps its answer. A refusal that came before any work throws instead.
function perform(
  simulator: Simulator,
  call: ApiCall,
  { route, id, innerId, caller, form }: Accepted,
  key: string | null,
): ApiAnswer {
  let answer: ApiAnswer
  try {
    const parameters = readParameters(form, route.schema)
    const expand = parameters['expand'] as string[] | undefined
    if (caller === 'publishable') checkBrowserExpand(expand)
    checkExpand(resultOf(route), expand)
    const cause = { requestId: call.requestId, idempotencyKey: key }
    const result = route.answer({ simulator, caller, cause, parameters, id, innerId })
    const seen = caller === 'publishable' ? browserView(result) : result
    const body = jsonFor(call.headers, expanded(seen, expand, simulator.ledger))
    answer = { status: 200, headers: headersOf(call, key), body }
  } catch (error) {
    if (!(error instanceof ApiError) || !error.executed) throw error
    const { payment_intent } = error.fields
    if (caller === 'publishable' && payment_intent) {
      Object.assign(error.fields, { payment_intent: browserView(payment_intent) })
    }
    answer = refused(call, key, error)
  }
  return keepAnswer(simulator, key, answer)
}

function keepAnswer(simulator: Simulator, key: string | null, answer: ApiAnswer): ApiAnswer {
  if (key !== null) keep(simulator, key, answer.status, answer.body)
  return answer
}

function replay(call: ApiCall, key: string, { request_id, answer }: KeptAnswer): ApiAnswer {
  const headers = {
    ...headersOf(call, key),
    'original-request': request_id,
    'idempotent-replayed': 'true',
    // Asking again would only bring the same answer.
    ...(answer.status >= 400 && { 'stripe-should-retry': 'false' }),
  }
  return { ...answer, headers }
}

function headersOf(call: ApiCall, key: string | null): Record<string, string> {
  return answerHeaders(call.requestId, apiVersion, key)
}

function browserView(result: object): object {
  const isIntent = 'object' in result && result.object === 'payment_intent'
  return isIntent ? publicView(result as Parameters<typeof publicView>[0]) : result
}
