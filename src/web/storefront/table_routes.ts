import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { quoteTable } from '../../checkout/index.ts'
import { isRefused, refuse, type Refused } from '../../kernel/index.ts'
import { localeOf } from '../language.ts'
import type { RefusalCode } from '../messages.ts'
import { placeForVisitor } from '../place_for_visitor.ts'
import { RefusedRequest, setStatus, statusOf } from '../refusals.ts'
import type { Site } from '../site.ts'
import { drawBooking, drawFloor, type BookingForm } from './draw_tables.ts'
import { openLiveStates } from './live_states.ts'
import { html, newPlacement } from './night_routes.ts'
import { openFloor, openTable } from './open_floor.ts'
import { orderPath } from './pages/index.ts'
import { liveTexts, sumOf } from './pages/tables/index.ts'
import { readParty, readTableForm, type TableForm } from './table_form.ts'
import { drawUnpaid } from './unpaid.ts'

interface FloorRoute {
  Params: { slug: string }
}
interface TableRoute {
  Params: { slug: string; wished_id: string }
  Querystring: Record<string, unknown>
}

/** Refusals that are answered with the plan, where another table can be chosen. */
const BACK_TO_PLAN = new Set<RefusalCode>([
  'sale_ended',
  'sale_not_started',
  'sales_paused',
  'table_taken',
  'zone_full',
])
/** Refusals of what the form says; any other one leaves no form to mend. */
const SHOWN_IN_FORM = new Set<RefusalCode>([
  'input_invalid',
  'order_changed',
  'order_taken',
  'package_unknown',
  'party_size_invalid',
  'party_too_large',
  'terms_changed',
  'total_too_large',
  'total_too_small',
])

/** A night's floor plan, and the form that books a table. All of it works without JavaScript. */
export async function tableRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const { db } = site.till
  const statesOf = openLiveStates(db)

  app.get<FloorRoute>('/nights/:slug/tables', async (request, reply) => {
    const page = drawFloor(site, request, await openFloor(site, request.params.slug))
    return html(reply, page, 'no-cache')
  })

  app.get<FloorRoute>('/nights/:slug/tables/state', async (request, reply) => {
    const floor = await statesOf(request.params.slug)
    if (!floor) throw new RefusedRequest(refuse('page_unknown', 'night'))
    const states = floor.tables.map(({ vip_table_id, state }) => [vip_table_id, state])
    const texts = liveTexts(localeOf(request), floor)
    return answer(reply, { tables: Object.fromEntries(states) as object, texts })
  })

  app.get<TableRoute>('/nights/:slug/tables/:wished_id', async (request, reply) => {
    const opened = await openOf(site, request)
    const isAsked = request.query['party_size'] !== undefined
    const party = readParty(request.query)
    const wish = { wished_id: opened.wished_id, ...party }
    const quote = isAsked && (await quoteTable(db, opened.floor.night, opened.venue.currency, wish))
    if (isRefused(quote)) return redraw(site, request, reply, { party }, quote)
    const page = await drawBooking(site, request, opened, isAsked ? { party } : {})
    // Kept for the Back button, which must find the same order's id in the form.
    return html(reply, page, 'no-cache')
  })

  app.get<TableRoute>('/nights/:slug/tables/:wished_id/quote', async (request, reply) => {
    const { floor, venue, wished_id } = await openOf(site, request)
    const wish = { wished_id, ...readParty(request.query) }
    const quote = await quoteTable(db, floor.night, venue.currency, wish)
    if (isRefused(quote)) throw new RefusedRequest(quote)
    const { order_id: _none, policy: _policy, ...agreement } = quote.agreement
    const sum = sumOf({ night: floor.night, venue, locale: localeOf(request) }, quote)
    return answer(reply, { agreement, currency: venue.currency, sum })
  })

  app.post<TableRoute>('/nights/:slug/tables/:wished_id', async (request, reply) => {
    const form = readTableForm(request.params.wished_id, request.body)
    if (isRefused(form)) return redraw(site, request, reply, {}, form)
    if (form.isQuestion) return answerQuestion(site, request, reply, form)
    const placed = await placeForm(site, request, form)
    if (!isRefused(placed)) return reply.redirect(`${orderPath(placed)}/checkout`, 303)
    const unpaid = await drawUnpaid(site, request, placed)
    if (unpaid) return html(setStatus(reply, placed), unpaid)
    return redraw(site, request, reply, { party: form.wish }, placed)
  })
}

const openOf = (site: Site, { params }: FastifyRequest<TableRoute>) =>
  openTable(site, params.slug, params.wished_id)

function answer(reply: FastifyReply, body: object): FastifyReply {
  return reply.header('cache-control', 'no-store').send(body)
}

/** Places what the form says. A guest who went back and chose otherwise gets a new order for it. */
async function placeForm(site: Site, request: FastifyRequest<TableRoute>, form: TableForm) {
  const { order_id, order_secret, wish } = form
  const night = request.params.slug
  const locale = localeOf(request)
  const placement = { order_id, order_secret, night, locale, wish: { table: wish } }
  const placed = await placeForVisitor(site, request, placement)
  if (!isRefused(placed) || placed.refused !== 'order_changed') return placed
  return placeForVisitor(site, request, { ...placement, ...newPlacement() })
}

/** What the choice comes to, for a guest whose browser cannot ask by itself. Nothing is placed. */
async function answerQuestion(
  site: Site,
  request: FastifyRequest<TableRoute>,
  reply: FastifyReply,
  form: TableForm,
): Promise<FastifyReply> {
  const { order_id, order_secret, wish } = form
  const opened = await openOf(site, request)
  const { floor, venue, wished_id } = opened
  const { party_size, package_id } = wish
  const party = { party_size, package_id }
  const asked = { wished_id, ...party }
  const quote = await quoteTable(site.till.db, floor.night, venue.currency, asked)
  if (isRefused(quote)) return redraw(site, request, reply, { party }, quote)
  const drawn = { party, placement: { order_id, order_secret } }
  return html(reply, await drawBooking(site, request, opened, drawn))
}

/** The form again, or the plan where there is nothing to mend in it, and why. */
async function redraw(
  site: Site,
  request: FastifyRequest<TableRoute>,
  reply: FastifyReply,
  form: Pick<BookingForm, 'party'>,
  refused: Refused<RefusalCode>,
): Promise<FastifyReply> {
  const isForPlan = BACK_TO_PLAN.has(refused.refused)
  if (!isForPlan && !SHOWN_IN_FORM.has(refused.refused)) throw new RefusedRequest(refused)
  // A fresh id: what was refused under the old one must not stand in the way of the next try.
  const page = isForPlan
    ? drawFloor(site, request, await openFloor(site, request.params.slug), refused)
    : await drawBooking(site, request, await openOf(site, request), { ...form, refused })
  return html(reply.code(statusOf(refused.refused)), page)
}
