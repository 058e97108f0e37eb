import type { FastifyInstance } from 'fastify'
import { findNightById, ticketTypesOf } from '../../catalog/index.ts'
import { refuse } from '../../kernel/index.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { loadVipSummary } from '../storefront/floor.ts'
import { html, newPlacement } from '../storefront/night_routes.ts'
import { nightPage } from '../storefront/pages/index.ts'
import { staffView } from './form.ts'

interface PreviewRoute {
  Params: { id: string }
}

/** A night as guests will see it, drawn for members alone: nothing can be bought there. */
export function nightPreviewRoutes(app: FastifyInstance, site: Site): void {
  const config = { permission: 'nights.manage' } as const
  app.get<PreviewRoute>('/dashboard/nights/:id/preview', { config }, async (request, reply) => {
    const { db } = site.till
    const found = await findNightById(db, request.params.id)
    const { venue } = await staffView(site, request)
    if (!found || !venue) throw new RefusedRequest(refuse('night_unknown', 'night'))
    const night = { ...found, state: found.state === 'draft' ? 'published' : found.state } as const
    const page = nightPage({
      ...site.page(request),
      venue,
      night,
      ticketTypes: await ticketTypesOf(db, night.id),
      vip: await loadVipSummary(db, night),
      placement: newPlacement(),
      isPreview: true,
    })
    return html(reply, page)
  })
}
