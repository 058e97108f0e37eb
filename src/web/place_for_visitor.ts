import type { FastifyInstance, FastifyRequest } from 'fastify'
import { place, type Placement } from '../checkout/index.ts'
import { refuse, type Config } from '../kernel/index.ts'
import { proofOfForm } from './proof_input.ts'
import type { Site } from './site.ts'
import { visitorOfRequest } from './visitor.ts'

/** What a page asks for; who asks is known by where the request comes from. */
export type Wanted = Omit<Placement, 'visitor'>

/** Counts one more try to place an order; says how long to wait where it was one too many. */
export type CountTries = (request: FastifyRequest) => Promise<{ wait_seconds: number }>

/**
 * Places an order for whoever sends a request, unless too many tries have come from there within a
 * minute, or too many places are held there without having been paid for (F76). By address, since
 * whatever else a guest could be known by a script leaves out. All of a club may share one, so both
 * limits are wide; the second one is what keeps a night from being held by one visitor.
 */
export async function placeForVisitor(site: Site, request: FastifyRequest, wanted: Wanted) {
  const { wait_seconds } = await site.countTries(request)
  if (wait_seconds > 0) return refuse('rate_limited', 'night', { seconds: wait_seconds })
  const visitor = visitorOfRequest(site.config, request)
  const proof = wanted.proof ?? proofOfForm(request.body)
  return place(site.till, { ...wanted, visitor, proof })
}

/**
 * Counts tries in this process alone: of several, each counts its own, since what is to be spared
 * is the work. What a visitor holds is counted in the database.
 */
export function countTriesOf(app: FastifyInstance, config: Config): CountTries {
  const count = app.createRateLimit({
    max: config.placing.triesPerMinuteMax,
    timeWindow: '1 minute',
    keyGenerator: (request) => visitorOfRequest(config, request),
  })
  return async (request) => {
    const tries = await count(request)
    return { wait_seconds: !tries.isAllowed && tries.isExceeded ? tries.ttlInSeconds : 0 }
  }
}
