import { createHash, timingSafeEqual } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../kernel/index.ts'
import type { RefusalCode } from './messages.ts'
import { RefusedRequest } from './refusals.ts'

/** Whoever has no key has no business here; a few slips of a new device are enough. */
const STRANGERS_PER_MINUTE_MAX = 20

/** One key that opens all addresses of a part of the API, and how often they may be asked. */
export interface KeyedPart {
  /** Parts are limited apart from each other. */
  name: string
  key: string
  requestsPerMinuteMax: number
  /** What a missing or wrong key is told. */
  refusal: RefusalCode
}

/** Lets nobody in to the routes of `app` but who shows the key as a bearer token. */
export async function requireKey(app: FastifyInstance, part: KeyedPart): Promise<void> {
  const isKnown = (request: FastifyRequest) => isKey(part.key, request)
  await app.register(rateLimit, {
    timeWindow: '1 minute',
    // Apart, so that a stranger on the same Wi-Fi cannot keep the house's devices waiting.
    keyGenerator: (request) => `${isKnown(request) ? part.name : 'stranger'} ${request.ip}`,
    max: (request) => (isKnown(request) ? part.requestsPerMinuteMax : STRANGERS_PER_MINUTE_MAX),
  })
  // After the limit, which counts wrong keys too, and before the body is looked at.
  app.addHook('preParsing', async (request) => {
    if (!isKnown(request)) throw new RefusedRequest(refuse(part.refusal, 'authorization'))
  })
}

/** Compares digests, which are of one length: so neither content nor length is told by the time. */
function isKey(known: string, request: FastifyRequest): boolean {
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(known), digest(given))
}

const digest = (key: string) => createHash('sha256').update(key).digest()
