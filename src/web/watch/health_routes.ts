import type { FastifyInstance } from 'fastify'
import { schemaState, waitAtMost } from '../../kernel/index.ts'
import type { Watched } from './metrics_routes.ts'

/** Why a server should be sent nobody: enough for whoever runs it, and nothing for others. */
type Unready = 'stopping' | 'database_away' | 'schema_behind'

/** A database that takes longer is none that guests can be served from. */
const PATIENCE_MS = 2_000
/** However many ask, the database is asked once in this while. */
const KEPT_MS = 1_000

/**
 * GET /healthz: this process lives, whatever else does. GET /readyz: guests may be sent here; its
 * answer is for a load balancer, which takes a server out of its list while it is 503.
 */
export function healthRoutes(app: FastifyInstance, { till, stopping }: Watched): void {
  let kept: { until_ms: number; found: Promise<Unready | undefined> } | undefined
  const look = async (): Promise<Unready | undefined> => {
    const schema = schemaState(till.db).catch((error: unknown) => {
      till.log.warn({ err: error }, 'readiness.database_away')
      return undefined
    })
    const found = await waitAtMost(PATIENCE_MS, schema)
    if (!found) return 'database_away'
    return found.missing.length > 0 ? 'schema_behind' : undefined
  }
  app.get('/healthz', async (_request, reply) => {
    return reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })
  app.get('/readyz', async (_request, reply) => {
    if (!kept || performance.now() > kept.until_ms)
      kept = { until_ms: performance.now() + KEPT_MS, found: look() }
    const reason = stopping.aborted ? 'stopping' : await kept.found
    reply.header('cache-control', 'no-store')
    return reason ? reply.code(503).send({ status: 'not_ready', reason }) : { status: 'ready' }
  })
}
