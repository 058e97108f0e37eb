import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Permission, Role } from '../identity/index.ts'
import { must, refuse } from '../kernel/index.ts'
import { callerOf, identify, isAllowed, type Caller } from './caller.ts'
import { ownPath } from './own_path.ts'
import { RefusedRequest } from './refusals.ts'
import { SAFE_METHODS } from './security.ts'
import type { Site } from './site.ts'
import { visitorOfRequest } from './visitor.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who of the venue may ask for it; `anybody` on what leads in. Guests' routes have none. */
    permission?: Permission | 'anybody'
  }
}

/** Below these addresses a route without a permission is a fault of ours, and nothing starts. */
const OF_THE_VENUE = /^\/(?:dashboard|api\/(?:dashboard|staff|door))(?:\/|$)/

/** Whoever has neither key nor account has no business here; a few slips are enough. */
const STRANGERS_PER_MINUTE_MAX = 20

/** The page that leads in. */
export const signInPath = '/dashboard/sign-in'

/**
 * The one place that decides who gets in where: each route of the venue's own says beside itself
 * which permission it takes, and whoever lacks it is turned away before the body is looked at.
 */
export function guardRoutes(app: FastifyInstance, site: Site): void {
  app.addHook('onRoute', ({ url, config }) => {
    if (!OF_THE_VENUE.test(url) || config?.permission) return
    throw new Error(`The route ${url} does not say whose it is: give it a permission.`)
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.permission) await identify(site, request, reply)
  })
  // What is the house's own, or came by a program, is kept by no browser and by nothing between.
  app.addHook('onSend', async (request, reply) => {
    const isPrivate =
      request.routeOptions.config.permission !== undefined || request.url.startsWith('/api/')
    if (isPrivate && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  // After the limits, which count what is turned away here as well.
  app.addHook('preParsing', async (request, reply) => {
    const { permission } = request.routeOptions.config
    if (permission === undefined || permission === 'anybody') return
    const caller = callerOf(request)
    if (!isAllowed(caller, permission)) return turnAway(request, reply, caller, permission)
    if (!isSureOfOrigin(request, caller))
      throw new RefusedRequest(refuse('forged_origin', 'origin'))
  })
}

/** How often a part of the venue's own may be asked, by those whom it knows. */
export async function limitCallers(
  app: FastifyInstance,
  { config }: Site,
  name: string,
  requestsPerMinuteMax: number,
  strangersPerMinuteMax = STRANGERS_PER_MINUTE_MAX,
): Promise<void> {
  await app.register(rateLimit, {
    timeWindow: '1 minute',
    // Apart, so that a stranger on the same Wi-Fi cannot keep the house's devices waiting.
    // Of members each has the whole: one who looks at much keeps no colleague from acting.
    keyGenerator: (request) => {
      if (!isKnown(request)) return `stranger ${visitorOfRequest(config, request)}`
      const caller = callerOf(request)
      const who = caller?.kind === 'member' ? caller.member.id : visitorOfRequest(config, request)
      return `${name} ${who}`
    },
    max: (request) => (isKnown(request) ? requestsPerMinuteMax : strangersPerMinuteMax),
  })
}

/** Known for what it asks: a member, or a device, that may. */
function isKnown(request: FastifyRequest): boolean {
  const { permission = 'anybody' } = request.routeOptions.config
  return permission !== 'anybody' && isAllowed(callerOf(request), permission)
}

/** The member who sends a request to a route that nobody else may ask for. */
export function memberOf(request: FastifyRequest): Extract<Caller, { kind: 'member' }> {
  const caller = callerOf(request)
  return must(caller?.kind === 'member' ? caller : undefined, 'the member who asks')
}

/**
 * Whoever is signed in acts in their own name, whatever the body says; a device says who stands at
 * it, in `field`.
 */
export function nameActor(app: FastifyInstance, field: string): void {
  app.addHook('preValidation', async (request) => {
    const caller = callerOf(request)
    if (caller?.kind !== 'member' || SAFE_METHODS.has(request.method)) return
    request.body = { ...Object(request.body ?? {}), [field]: caller.member.name }
  })
}

function turnAway(
  request: FastifyRequest,
  reply: FastifyReply,
  caller: Caller | undefined,
  permission: Permission,
): FastifyReply {
  if (caller?.kind === 'member') throw new RefusedRequest(refuse('not_permitted', 'account'))
  if (request.url.startsWith('/api/')) {
    const refusal = permission === 'guests.admit' ? 'door_key_wrong' : 'staff_key_wrong'
    throw new RefusedRequest(refuse(refusal, 'authorization'))
  }
  const back = request.method === 'GET' ? request.url : '/dashboard'
  return reply
    .header('cache-control', 'no-store')
    .redirect(`${signInPath}?next=${encodeURIComponent(back)}`, 303)
}

/**
 * A session comes with whatever a browser sends, so its writes must say where they come from, as
 * every browser does (security.ts has refused other sites by now). A key is added on purpose.
 */
function isSureOfOrigin({ method, headers }: FastifyRequest, caller: Caller | undefined): boolean {
  if (SAFE_METHODS.has(method) || caller?.kind !== 'member') return true
  return headers['sec-fetch-site'] !== undefined || headers.origin !== undefined
}

/** Where somebody begins who wanted to go nowhere else: whoever works at the door begins there. */
export function firstPath(next: string, role: Role | undefined): string {
  return role === 'door' && next === '/dashboard' ? '/dashboard/door' : next
}

/** Where somebody wanted to go who had to sign in first: a page of ours, or the first one. */
export function nextPath(wanted: unknown): string {
  const path = typeof wanted === 'string' ? ownPath(wanted) : '/'
  return /^\/dashboard(?:[/?]|$)/.test(path) && !path.startsWith(signInPath) ? path : '/dashboard'
}
