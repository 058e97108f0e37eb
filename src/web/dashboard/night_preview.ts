import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findNightById, findVenue, ticketTypesOf } from '../../catalog/index.ts'
import { quoteTable } from '../../checkout/index.ts'
import { isRefused, must, refuse } from '../../kernel/index.ts'
import { localeOf } from '../language.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { drawBooking, drawFloor } from '../storefront/draw_tables.ts'
import { loadVipSummary } from '../storefront/floor.ts'
import { html, newPlacement } from '../storefront/night_routes.ts'
import { floorOf, tableOf } from '../storefront/open_floor.ts'
import { nightPage, type ShownNight } from '../storefront/pages/index.ts'
import { sumOf } from '../storefront/pages/tables/index.ts'
import { readParty } from '../storefront/table_form.ts'

interface PreviewRoute {
  Params: { id: string }
}
interface TableRoute {
  Params: { id: string; wished_id: string }
  Querystring: Record<string, unknown>
}

const path = '/dashboard/nights/:id/preview'
const config = { permission: 'nights.manage' } as const

/**
 * A night as guests will see it, with its floor plan and the terms of its tables, drawn for members
 * alone: nothing can be bought there.
 */
export function nightPreviewRoutes(app: FastifyInstance, site: Site): void {
  const { db } = site.till
  app.get<PreviewRoute>(path, { config }, async (request, reply) => {
    const night = await previewed(site, request.params.id)
    const page = nightPage({
      ...site.page(request),
      venue: must(await findVenue(db), 'the venue'),
      night,
      ticketTypes: await ticketTypesOf(db, night.id),
      vip: await loadVipSummary(db, night),
      placement: newPlacement(),
    })
    return html(reply, page)
  })

  app.get<PreviewRoute>(`${path}/tables`, { config }, async (request, reply) => {
    const opened = await floorOf(site, await previewed(site, request.params.id))
    return html(reply, drawFloor(site, request, opened))
  })

  app.get<TableRoute>(`${path}/tables/:wished_id`, { config }, async (request, reply) => {
    const opened = await openOf(site, request)
    const isAsked = request.query['party_size'] !== undefined
    const form = isAsked ? { party: readParty(request.query) } : {}
    return html(reply, await drawBooking(site, request, opened, form))
  })

  app.get<TableRoute>(`${path}/tables/:wished_id/quote`, { config }, async (request, reply) => {
    const { floor, venue, wished_id } = await openOf(site, request)
    const wish = { wished_id, ...readParty(request.query) }
    const quote = await quoteTable(db, floor.night, venue.currency, wish)
    if (isRefused(quote)) throw new RefusedRequest(quote)
    const sum = sumOf({ night: floor.night, venue, locale: localeOf(request) }, quote)
    return reply.header('cache-control', 'no-store').send({ sum })
  })
}

async function openOf(site: Site, { params }: FastifyRequest<TableRoute>) {
  return tableOf(await floorOf(site, await previewed(site, params.id)), params.wished_id)
}

/** The night as if it were published, under the addresses of its preview. */
async function previewed({ till: { db } }: Site, id: string): Promise<ShownNight> {
  const found = await findNightById(db, id)
  if (!found) throw new RefusedRequest(refuse('night_unknown', 'night'))
  const state = found.state === 'draft' ? 'published' : found.state
  return { ...found, state, preview_path: `/dashboard/nights/${encodeURIComponent(id)}/preview` }
}
