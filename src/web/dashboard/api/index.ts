import type { FastifyInstance } from 'fastify'
import { limitCallers } from '../../access.ts'
import type { Site } from '../../site.ts'
import { callOffRoutes } from './calloff_routes.ts'
import { closeRoutes } from './close_routes.ts'
import { compsRoutes } from './comps_routes.ts'
import { auditRoutes } from './audit_routes.ts'
import { deskRoutes } from './desk_routes.ts'
import { doorRoutes } from './door_routes.ts'
import { guestsRoutes } from './guests_routes.ts'
import { holdersRoutes } from './holders_routes.ts'
import { guestRoutes } from './guest_routes.ts'
import { failedRoutes } from './failed_routes.ts'
import { alertsRoutes } from './alerts_routes.ts'
import { boardRoutes } from './board_routes.ts'
import { firstStepsRoutes } from './first_steps_routes.ts'
import { liveRoutes } from './live_routes.ts'
import { mailSettingsRoutes } from './mail_settings_routes.ts'
import { priceRatesRoutes } from './price_rates_routes.ts'
import { stripeStatusRoutes } from './stripe_status_routes.ts'
import { venueRoutes } from './venue_routes.ts'
import { tonightRoutes } from './tonight_routes.ts'
import { moveRoutes } from './move_routes.ts'
import { offerRoutes } from './offer_routes.ts'
import { recipientsRoutes } from './recipients_routes.ts'
import { nightsRoutes } from './nights_routes.ts'
import { termsRoutes } from './terms_routes.ts'
import { ordersRoutes } from './orders_routes.ts'
import { pendingRoutes } from './pending_routes.ts'
import { plansRoutes } from './plans_routes.ts'

/** Several screens of one house that look again by themselves, and the people who tap at them. */
const REQUESTS_PER_MINUTE_MAX = 1200

/** What the dashboard's pages ask for and do; members alone, by their sessions. */
export async function dashboardApi(app: FastifyInstance, site: Site): Promise<void> {
  await limitCallers(app, site, 'dashboard api', REQUESTS_PER_MINUTE_MAX)
  doorRoutes(app, site)
  failedRoutes(app, site)
  auditRoutes(app, site)
  stripeStatusRoutes(app, site)
  mailSettingsRoutes(app, site)
  priceRatesRoutes(app, site)
  firstStepsRoutes(app, site)
  await venueRoutes(app, site)
  alertsRoutes(app, site)
  boardRoutes(app, site)
  closeRoutes(app, site)
  liveRoutes(app, site)
  ordersRoutes(app, site)
  pendingRoutes(app, site)
  tonightRoutes(app, site)
  await app.register((scope) => deskRoutes(scope, site))
  await app.register((scope) => moveRoutes(scope, site))
  await app.register((scope) => offerRoutes(scope, site))
  await app.register((scope) => guestRoutes(scope, site))
  await app.register((scope) => guestsRoutes(scope, site))
  await app.register((scope) => holdersRoutes(scope, site))
  await app.register((scope) => callOffRoutes(scope, site))
  await app.register((scope) => compsRoutes(scope, site))
  recipientsRoutes(app, site)
  nightsRoutes(app, site)
  termsRoutes(app, site)
  await app.register((scope) => plansRoutes(scope, site))
}
