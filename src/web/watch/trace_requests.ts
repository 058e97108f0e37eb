import type { FastifyInstance, FastifyRequest } from 'fastify'
import { beginRequestSpan, isTracing, type RequestSpan } from '../../kernel/index.ts'

const spans = new WeakMap<FastifyRequest, RequestSpan>()

/**
 * Makes a span of each request, named by the route's pattern and never by its address, which may
 * carry a secret. Does nothing at all where no traces are made.
 */
export function traceRequests(app: FastifyInstance): void {
  if (!isTracing()) return
  app.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers
    const span = beginRequestSpan(typeof traceparent === 'string' ? traceparent : undefined)
    if (!span) return done()
    spans.set(request, span)
    return span.run(done)
  })
  // Once more, since reading a body leaves the context that it began in (nodejs/node#34430).
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request)
    return span ? span.run(done) : done()
  })
  app.addHook('onResponse', async (request, reply) => {
    const { url = 'unknown' } = request.routeOptions
    const { statusCode } = reply
    const attributes = {
      'http.request.method': request.method,
      'http.route': url,
      'http.response.status_code': statusCode,
    }
    spans.get(request)?.end(`${request.method} ${url}`, attributes, statusCode >= 500)
  })
}
