import fastify, { type FastifyInstance } from 'fastify'

/**
 * Builds the server of a process that only works: it has no page and tells whoever looks after
 * processes that this one lives.
 */
export function buildBareServer(): FastifyInstance {
  const app = fastify({ forceCloseConnections: true })
  tellHealth(app)
  return app
}

/** Answers whether the process lives; about all that it needs, this says nothing. */
export function tellHealth(app: FastifyInstance): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
}
