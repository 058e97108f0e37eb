import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findNight, findVenue, ticketTypesOf, upcomingNights } from '../../catalog/index.ts'
import { isRefused, must, newId, newSecret, refuse, type Refused } from '../../kernel/index.ts'
import { localeOf } from '../language.ts'
import { refusalSentence, type RefusalCode } from '../messages.ts'
import { placeForVisitor } from '../place_for_visitor.ts'
import { RefusedRequest, setStatus } from '../refusals.ts'
import { shareWork } from '../shared_work.ts'
import type { Site } from '../site.ts'
import { previewPng } from './documents/index.ts'
import { loadVipSummary } from './floor.ts'
import { nightPage, openingSoonPage, orderPath, venuePage } from './pages/index.ts'
import { readChosen, readOrderForm, type OrderForm } from './order_form.ts'
import { drawUnpaid } from './unpaid.ts'

/**
 * The venue's page, the nights' pages, and the form that places an order. All work without
 * JavaScript.
 */
export async function nightRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const { db } = site.till

  app.get('/', async (request, reply) => {
    const venue = await findVenue(db)
    if (!venue) return html(reply, openingSoonPage(site.page(request)), 'no-cache')
    const nights = await upcomingNights(db, venue.id)
    return html(reply, venuePage({ venue, nights, ...site.page(request) }))
  })

  app.get<NightRoute>('/nights/:slug', async (request, reply) => {
    const page = await shareNight(site, request)
    // Kept for the Back button, which must find the same order's id in the form.
    return html(reply, page, 'no-cache')
  })

  app.get('/preview.png', async (_request, reply) => {
    const venue = await findVenue(db)
    if (!venue) throw new RefusedRequest(refuse('page_unknown', 'path'))
    return picture(reply, venue.slug)
  })

  app.get<NightRoute>('/nights/:slug/preview.png', async (request, reply) => {
    const night = await findNight(db, request.params.slug)
    if (!night || night.state === 'draft')
      throw new RefusedRequest(refuse('night_unknown', 'night'))
    return picture(reply, night.slug)
  })

  app.post<NightRoute>('/nights/:slug/orders', async (request, reply) => {
    const form = readOrderForm(request.body)
    const placed = isRefused(form) ? form : await placeForm(site, request, form)
    if (!isRefused(placed)) return reply.redirect(`${orderPath(placed)}/checkout`, 303)
    setStatus(reply, placed)
    const unpaid = await drawUnpaid(site, request, placed)
    if (unpaid) return html(reply, unpaid)
    // A fresh id: what was refused under the old one must not stand in the way of the next try.
    const drawn = { placement: newPlacement(), chosen: readChosen(request.body), refused: placed }
    return html(reply, await drawNight(site, request, drawn))
  })
}

/** Sends a page's picture; it never changes, and other sites are meant to show it. */
function picture(reply: FastifyReply, slug: string): FastifyReply {
  return reply
    .type('image/png')
    .header('cache-control', 'public, max-age=86400')
    .header('cross-origin-resource-policy', 'cross-origin')
    .send(previewPng(slug))
}

interface NightRoute {
  Params: { slug: string }
}

/** Places what the form says. A guest who went back and chose otherwise gets a new order for it. */
async function placeForm(site: Site, request: FastifyRequest<NightRoute>, form: OrderForm) {
  const night = request.params.slug
  const { choices, ...who } = form
  const placement = { ...who, night, locale: localeOf(request), wish: { choices } }
  const placed = await placeForVisitor(site, request, placement)
  if (!isRefused(placed) || placed.refused !== 'order_changed') return placed
  return placeForVisitor(site, request, { ...placement, ...newPlacement() })
}

async function drawNight(
  site: Site,
  request: FastifyRequest<NightRoute>,
  form: {
    placement: { order_id: string; order_secret: string }
    chosen?: Record<string, string>
    refused?: Refused<RefusalCode>
  },
): Promise<string> {
  const { db } = site.till
  const night = await findNight(db, request.params.slug)
  if (!night || night.state === 'draft') throw new RefusedRequest(refuse('night_unknown', 'night'))
  const venue = must(await findVenue(db), 'the venue')
  const ticketTypes = await ticketTypesOf(db, night.id)
  const vip = await loadVipSummary(db, night)
  const locale = localeOf(request)
  const { refused, chosen, placement } = form
  const problems = refused && [
    {
      field: refused.field,
      message: refusalSentence(refused, locale, venue.time_zone),
      isGeneral: refused.refused === 'nothing_chosen',
    },
  ]
  return nightPage({
    venue,
    night,
    ticketTypes,
    vip,
    placement,
    chosen,
    problems,
    ...site.page(request),
  })
}

const shared = shareWork<string>()
/** Stands in a page that is drawn for several guests at once, where each has a placement. */
const anybodys = newPlacement()

/**
 * A night's page, drawn once for all who ask for it at the same moment, as hundreds do when a sale
 * begins; all of them have asked before anything of it was read.
 */
async function shareNight(site: Site, request: FastifyRequest<NightRoute>): Promise<string> {
  const key = `${localeOf(request)} ${request.url}`
  const page = await shared(key, () => drawNight(site, request, { placement: anybodys }))
  const { order_id, order_secret } = newPlacement()
  return page
    .replaceAll(anybodys.order_id, order_id)
    .replaceAll(anybodys.order_secret, order_secret)
}

/** Made for a page, so that posting its form twice places one order. */
export function newPlacement(): { order_id: string; order_secret: string } {
  return { order_id: newId('ord'), order_secret: newSecret() }
}

/** Sends a page. It is made for one guest at one moment, so nothing may hand it to another. */
export function html(
  reply: FastifyReply,
  page: string,
  cache: 'no-store' | 'no-cache' = 'no-store',
): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', `private, ${cache}`)
    .send(page)
}
