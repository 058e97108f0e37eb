import type { FastifyInstance } from 'fastify'
import { whoIs } from '../../../identity/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { followChanges } from '../../../overview/index.ts'
import { browserOf } from '../../caller.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'

/** Proxies cut what is silent for longer; and so often it is asked whether the session still is. */
const SIGN_OF_LIFE_MS = 15_000
/** A house has fewer screens; whoever is beyond asks again by itself. */
const STREAMS_MAX = 200

/**
 * The stream that says what there may be news of: names of topics, and nothing that only some may
 * see. Whoever hears it asks for what they show, as ever. It ends with the session.
 */
export function liveRoutes(app: FastifyInstance, site: Site): void {
  const { log } = site.till
  const changes = followChanges(site.till.db, (error) => log.warn({ err: error }, 'live.failed'))
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })

  const watch = { config: { permission: 'account.use' }, exposeHeadRoute: false } as const
  app.get('/api/dashboard/live', watch, async (request, reply) => {
    if (open.size >= STREAMS_MAX) throw new RefusedRequest(refuse('unavailable', 'server'))
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      ...sentHeaders(reply.getHeaders()),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Nginx would keep it back until there is more.
      'x-accel-buffering': 'no',
    })
    const browser = browserOf(request)
    raw.write('retry: 2000\n\n')
    const stopListening = changes.listen((topics) => raw.write(`data: ${topics.join(' ')}\n\n`))
    const pulse = setInterval(() => {
      void whoIs(site.identity, browser).then(
        (member) => (member ? raw.write(': here\n\n') : end()),
        () => end(),
      )
    }, SIGN_OF_LIFE_MS)
    const end = () => {
      clearInterval(pulse)
      stopListening()
      open.delete(end)
      raw.end()
    }
    open.add(end)
    request.raw.once('close', end)
  })
}

/** What the hooks have put on the answer so far, as Node takes it. */
function sentHeaders(headers: Record<string, number | string | string[] | undefined>) {
  return Object.fromEntries(
    Object.entries(headers).filter(([, value]) => value !== undefined),
  ) as Record<string, number | string | string[]>
}
