import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Till } from '../checkout/index.ts'
import { inLogScope, isId, type LogIds } from '../kernel/index.ts'

const scopes = new WeakMap<FastifyRequest, LogIds>()

/**
 * Puts the request's id, and the order that it names, on every line that is logged while it is
 * answered, and writes one line a request: the route's pattern and never its address, which may
 * carry a secret.
 */
export function logRequests(app: FastifyInstance, till: Till): void {
  // As late as this, since reading a body leaves the scope that it began in (nodejs/node#34430).
  app.addHook('preValidation', (request, _reply, done) => {
    const order = orderNamedBy(request)
    const ids: LogIds = { request: request.id, ...(order && { order }) }
    scopes.set(request, ids)
    inLogScope(ids, done)
  })
  app.addHook('onResponse', async (request, reply) => {
    till.log.info(
      {
        ...idsOf(request),
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        duration_ms: Math.round(reply.elapsedTime),
      },
      'request',
    )
  })
}

/** What is known of a request by now: its id, and whose order, payment or webhook it was about. */
export function idsOf(request: FastifyRequest): LogIds {
  return scopes.get(request) ?? { request: request.id }
}

/** Only what has the form of an order's id: anybody may send anything. */
function orderNamedBy({ params, body }: FastifyRequest): string | undefined {
  const named = [params, body].map((part) => (part as { order_id?: unknown } | null)?.order_id)
  return named.find((id): id is string => typeof id === 'string' && isId('ord', id))
}
