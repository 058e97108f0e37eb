import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findVenue } from '../../catalog/index.ts'
import { isRefused, must, refuse, transaction, type Refused } from '../../kernel/index.ts'
import { nameGuest, type Order } from '../../orders/index.ts'
import { bookingOfOrder, namePass, replacePass, type Booking } from '../../tickets/index.ts'
import { localeOf } from '../language.ts'
import { refusalSentence, type RefusalCode } from '../messages.ts'
import { authorisedOrder } from '../order_access.ts'
import { placeForVisitor, type Wanted } from '../place_for_visitor.ts'
import { RefusedRequest, setStatus } from '../refusals.ts'
import type { Site } from '../site.ts'
import { html, newPlacement } from './night_routes.ts'
import { readGuestsForm } from './order_form.ts'
import { drawOrder, openOrder, orderRoute, type OrderRoute } from './order_routes.ts'
import { orderPath, passTexts } from './pages/index.ts'
import { passViews } from './party.ts'
import { drawUnpaid } from './unpaid.ts'

type PassOfOrder = { Params: OrderRoute['Params'] & { pass_id: string } }

/**
 * What a booker does on the page of the booking: name a pass, take one back for a new one, get
 * more guests in. Plain forms below the order's permanent link, whose secret is the proof.
 */
export async function bookingRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const { db } = site.till

  app.post<PassOfOrder>(`${orderRoute}/passes/:pass_id/name`, async (request, reply) => {
    const { order, booking } = await openBooking(site, request)
    const pass = { pass_id: request.params.pass_id, booking_id: booking.id }
    const named = await transaction(db, (tx) => namePass(tx, pass, textOf(request.body, 'name')))
    if (isRefused(named)) return drawRefused(site, request, reply, named)
    return reply.redirect(`${orderPath(order)}#${named.id}`, 303)
  })

  app.post<PassOfOrder>(`${orderRoute}/passes/:pass_id/replacement`, async (request, reply) => {
    const { order, booking } = await openBooking(site, request)
    const pass = { pass_id: request.params.pass_id, booking_id: booking.id }
    const replaced = await transaction(db, (tx) => replacePass(tx, pass))
    if (isRefused(replaced)) return drawRefused(site, request, reply, replaced)
    return reply.redirect(`${orderPath(order)}#${replaced}`, 303)
  })

  // For a page that follows it, again and again: no more is read than what changes.
  app.get<OrderRoute>(`${orderRoute}/passes/state`, async (request, reply) => {
    const order = await authorisedOrder(db, request.params.order_id, request.params.secret)
    const booking = await bookingOfOrder(db, order.id)
    if (!booking) throw new RefusedRequest(refuse('booking_unknown', 'order_id'))
    const [venue, passes] = await Promise.all([findVenue(db), passViews(db, booking)])
    const frame = { venue: must(venue, 'the venue'), locale: localeOf(request) }
    // How it has ended only the whole page says.
    const texts = booking.ended_at ? {} : passTexts(frame, { passes })
    return reply.header('cache-control', 'no-store').send({ texts })
  })

  app.post<OrderRoute>(`${orderRoute}/guests`, async (request, reply) => {
    const { order, booking, slug } = await openBooking(site, request)
    const form = readGuestsForm(request.body)
    if (isRefused(form)) return drawRefused(site, request, reply, form)
    const { guests, ...who } = form
    const more = { booking_id: booking.id, booking_secret: order.secret, guests }
    const placement = { ...who, night: slug, locale: localeOf(request), wish: { more } }
    const placed = await placeGuests(site, request, placement)
    if (isRefused(placed)) {
      const unpaid = await drawUnpaid(site, request, placed)
      if (unpaid) return html(setStatus(reply, placed), unpaid)
      return drawRefused(site, request, reply, placed)
    }
    // Their table includes them: they are on the page already.
    if (placed.id === order.id) return reply.redirect(`${orderPath(order)}#your-passes`, 303)
    await nameAsBefore(site, order, placed)
    return reply.redirect(`${orderPath(placed)}/checkout`, 303)
  })
}

/** The booking that the order of this link has paid for; any other order is as good as unknown. */
async function openBooking(
  site: Site,
  request: FastifyRequest<OrderRoute>,
): Promise<{ order: Order; booking: Booking; slug: string }> {
  const { order, purchase } = await openOrder(site, request)
  const booking = await bookingOfOrder(site.till.db, order.id)
  if (!booking) throw new RefusedRequest(refuse('booking_unknown', 'order_id'))
  return { order, booking, slug: purchase.night.slug }
}

/** A guest who went back and chose another number gets a new order for it. */
async function placeGuests(site: Site, request: FastifyRequest, placement: Wanted) {
  const placed = await placeForVisitor(site, request, placement)
  if (!isRefused(placed) || placed.refused !== 'order_changed') return placed
  return placeForVisitor(site, request, { ...placement, ...newPlacement() })
}

/** Who pays for more guests has said before who they are; checkout lets them change it. */
async function nameAsBefore({ till }: Site, { guest_name, ...first }: Order, placed: Order) {
  if (guest_name === null || first.guest_email === null || placed.guest_email !== null) return
  const guest = { name: guest_name, email: first.guest_email, phone: first.guest_phone }
  await nameGuest(till.db, placed.id, guest)
}

/** The page of the booking as it is now, with the reason on top. */
async function drawRefused(
  site: Site,
  request: FastifyRequest<OrderRoute>,
  reply: FastifyReply,
  refused: Refused<RefusalCode>,
): Promise<FastifyReply> {
  const opened = await openOrder(site, request)
  const zone = opened.purchase.venue.time_zone
  const message = refusalSentence(refused, localeOf(request), zone)
  setStatus(reply, refused)
  return html(reply, drawOrder(opened, { field: refused.field, message }))
}

function textOf(body: unknown, field: string): string {
  const value: unknown = Object.entries(body ?? {}).find(([name]) => name === field)?.[1]
  return typeof value === 'string' ? value : ''
}
