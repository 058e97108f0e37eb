import { createHash, timingSafeEqual } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findNight } from '../catalog/index.ts'
import { admitTicket } from '../checkout/index.ts'
import { isRefused, refuse } from '../kernel/index.ts'
import { RefusedRequest } from './refusals.ts'
import type { Site } from './site.ts'

/** All the scanners of a house share one address: ten people a second, at several doors. */
const SCANS_PER_MINUTE_MAX = 600
/** Whoever has no key has no business here; a few slips of a new scanner are enough. */
const STRANGERS_PER_MINUTE_MAX = 20

const scan = z.object({
  code: z.string().min(1).max(200),
  night: z.string().min(1).max(200),
  /** The door, or the person at it; kept with the admission. */
  door: z.string().trim().min(1).max(100).default('door'),
})

/**
 * The API of the door: `POST /api/door/admissions` lets a ticket in, once (F66). A scanner shows
 * the key of the setting DOOR_KEY as its bearer token; without it there is no such address.
 */
export async function doorApi(root: FastifyInstance, site: Site): Promise<void> {
  const { doorKey } = site.config
  if (doorKey === undefined) return
  const app = root.withTypeProvider<ZodTypeProvider>()
  const isDoor = (request: FastifyRequest) => isKey(doorKey, request)
  await app.register(rateLimit, {
    timeWindow: '1 minute',
    // Apart, so that a stranger on the same Wi-Fi cannot keep the door's scanners waiting.
    keyGenerator: (request) => `${isDoor(request) ? 'door' : 'stranger'} ${request.ip}`,
    max: (request) => (isDoor(request) ? SCANS_PER_MINUTE_MAX : STRANGERS_PER_MINUTE_MAX),
  })
  // After the limit, which counts wrong keys too, and before the body is looked at.
  app.addHook('preParsing', async (request) => {
    if (!isDoor(request)) throw new RefusedRequest(refuse('door_key_wrong', 'authorization'))
  })

  app.post('/api/door/admissions', { schema: { body: scan } }, async (request, reply) => {
    const { code, door } = request.body
    const night = await findNight(site.till.db, request.body.night)
    if (!night) throw new RefusedRequest(refuse('night_unknown', 'night'))
    const admitted = await admitTicket(site.till, { code, night_id: night.id, admitted_by: door })
    if (isRefused(admitted)) throw new RefusedRequest(admitted)
    return reply.code(201).send({
      ticket: admitted.ticket_id,
      type: admitted.ticket_type,
      admitted_at: admitted.admitted_at,
      admitted_by: admitted.admitted_by,
    })
  })
}

/** Compares digests, which are of one length: so neither content nor length is told by the time. */
function isKey(known: string, request: FastifyRequest): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(known), digest(given))
}

const digest = (key: string) => createHash('sha256').update(key).digest()
