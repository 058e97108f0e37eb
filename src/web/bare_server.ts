import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { RefusedRequest, statusOf } from './refusals.ts'
import { healthRoutes } from './watch/health_routes.ts'
import { metricsRoutes, type Watched } from './watch/metrics_routes.ts'

/**
 * Builds the server of a process that only works: it has no page and tells whoever looks after
 * processes how this one is.
 */
export async function buildBareServer(watched: Watched): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true })
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const [refusal] = error instanceof RefusedRequest ? error.refusals : []
    const code = refusal?.refused ?? 'internal'
    return reply.code(statusOf(code)).send({ status: statusOf(code), code })
  })
  healthRoutes(app, watched)
  await metricsRoutes(app, watched)
  return app
}
