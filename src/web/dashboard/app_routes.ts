import type { FastifyInstance } from 'fastify'
import { may, type Permission } from '../../identity/index.ts'
import { memberOf } from '../access.ts'
import { framingHelmet } from '../security.ts'
import type { Site } from '../site.ts'
import { html } from '../storefront/night_routes.ts'
import { goOn, staffView } from './form.ts'
import { appPage, notYetPage } from './pages/index.ts'

/** Where a house begins that has no venue yet. */
const firstStepsPath = '/dashboard/first-steps'

/** The pages that the app draws in the browser, and who may open them. */
export const appPages: [path: string, Permission][] = [
  ['/dashboard', 'night.watch'],
  ['/dashboard/board', 'parties.read'],
  ['/dashboard/door', 'door.work'],
  ['/dashboard/pending', 'orders.read'],
  ['/dashboard/orders', 'orders.read'],
  ['/dashboard/nights/:id/cancellation', 'revenue.read'],
  ['/dashboard/orders/:id', 'orders.read'],
  ['/dashboard/orders/:id/preview', 'orders.read'],
  ['/dashboard/comps', 'comps.ask'],
  ['/dashboard/alerts', 'alerts.handle'],
  ['/dashboard/plans', 'plans.manage'],
  ['/dashboard/plans/:id', 'plans.manage'],
  ['/dashboard/failed', 'revenue.read'],
  ['/dashboard/close', 'revenue.read'],
  ['/dashboard/nights', 'nights.manage'],
  ['/dashboard/nights/:id', 'nights.manage'],
  ['/dashboard/nights/:id/tables', 'nights.manage'],
  ['/dashboard/audit', 'audit.read'],
  [firstStepsPath, 'house.settle'],
  ['/dashboard/settings', 'house.settle'],
  ['/dashboard/settings/guests', 'guests.erase'],
  ['/dashboard/settings/mail', 'house.settle'],
  ['/dashboard/settings/preview', 'house.settle'],
  ['/dashboard/settings/prices', 'house.settle'],
  ['/dashboard/settings/stripe', 'house.settle'],
]

/**
 * The dashboard's pages: one frame for all of them, filled by the app. Without a venue they lead to
 * the first steps, or say who is at them.
 */
export function appRoutes(app: FastifyInstance, site: Site): void {
  // The previews of what guests see are framed, since mails bring their styles with them.
  const helmet = framingHelmet(site.config)
  for (const [path, permission] of appPages)
    app.get(path, { config: { permission }, helmet }, async (request, reply) => {
      const view = await staffView(site, request)
      if (view.venue || path === firstStepsPath) return html(reply, appPage(view))
      const { role } = memberOf(request).member
      return may(role, 'house.settle') ? goOn(reply, firstStepsPath) : html(reply, notYetPage(view))
    })
}
