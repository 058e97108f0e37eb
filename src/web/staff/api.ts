import type { FastifyInstance } from 'fastify'
import { limitCallers, nameActor } from '../access.ts'
import type { Site } from '../site.ts'
import { bookingRoutes } from './booking_routes.ts'
import { depositRoutes } from './deposit_routes.ts'
import { doorTillRoutes } from './door_till_routes.ts'
import { nightRoutes } from './night_routes.ts'

/** A list that looks again every second on several tablets, and the people who tap at them. */
const REQUESTS_PER_MINUTE_MAX = 600

/**
 * The API of the venue's staff for its VIP tables, for members who are signed in, and for devices:
 * these show the key of the setting STAFF_KEY as a bearer token, and with every change the name of
 * the person who makes it, which the audit trail keeps.
 */
export async function staffApi(root: FastifyInstance, site: Site): Promise<void> {
  await limitCallers(root, site, 'staff', REQUESTS_PER_MINUTE_MAX)
  nameActor(root, 'actor')
  nightRoutes(root, site)
  bookingRoutes(root, site)
  depositRoutes(root, site)
  doorTillRoutes(root, site)
}
