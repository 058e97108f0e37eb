import type { FastifyInstance } from 'fastify'
import { refuse } from '../../kernel/index.ts'
import { hasKey } from '../caller.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { watchBooks } from './books.ts'
import { watchPool, watchRequests, watchWork } from './metrics.ts'

/** What there is to tell of a process. */
export type Watched = Pick<Site, 'till' | 'config' | 'stopping'>

/**
 * GET /metrics in the format of Prometheus, for whoever shows the token of the setting
 * METRICS_TOKEN. Without that setting there is no such address, and nothing is measured.
 */
export async function metricsRoutes(
  app: FastifyInstance,
  { config, till }: Watched,
): Promise<void> {
  const token = config.watch.metricsToken
  if (token === undefined) return
  const prom = await import('prom-client')
  const registry = new prom.Registry()
  prom.collectDefaultMetrics({ register: registry })
  watchRequests(prom, registry, app)
  watchPool(prom, registry, till.db)
  const stopWatching = watchWork(prom, registry)
  const readBooks = watchBooks(prom, registry, till.db, till.log)
  app.addHook('onClose', async () => stopWatching())
  app.get('/metrics', async (request, reply) => {
    if (!hasKey(request, token))
      throw new RefusedRequest(refuse('metrics_token_wrong', 'authorization'))
    await readBooks()
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
}
