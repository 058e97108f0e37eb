import type { FastifyInstance, FastifyRequest } from 'fastify'
import { lookUp, release, soon, type Till } from '../../checkout/index.ts'
import { refuse } from '../../kernel/index.ts'
import type { Order } from '../../orders/index.ts'
import { authorisedOrder } from '../order_access.ts'
import { RefusedRequest } from '../refusals.ts'
import { checkoutHelmet } from '../security.ts'
import type { Site } from '../site.ts'
import { nightCalendar, receiptPdf } from './documents/index.ts'
import { html, newPlacement } from './night_routes.ts'
import {
  checkoutPage,
  choicePath,
  hasReceipt,
  orderPage,
  orderPath,
  takesNobody,
  type FieldProblem,
} from './pages/index.ts'
import { loadPurchase, versionOf, type Purchase } from './purchase.ts'

export interface OrderRoute {
  Params: { order_id: string; secret: string }
}

/** An order's permanent link. */
export const orderRoute = '/orders/:order_id/:secret'
const path = orderRoute

/**
 * Stripe is asked about one payment at most this often, however many pages wait for it: by those
 * that follow it, and by one that is opened, as it is when its guest comes back from paying.
 */
const ASK_AGAIN_SECONDS = { following: 3, opened: 1 }

/** The pages below an order's permanent link. */
export async function orderRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const helmet = checkoutHelmet(site.config)

  app.get<OrderRoute>(`${path}/checkout`, { helmet }, async (request, reply) => {
    const { order, purchase, view } = await openOrder(site, request)
    // Paid, expired, overdue, of a party that takes nobody or of a night that does not take place:
    // the order page has words for each.
    const { hold_expires_at, hold_extended, now } = order
    const takesPlace = purchase.night.state === 'published'
    const isPayable = order.state === 'open' && takesPlace && !takesNobody(purchase.party)
    if (!isPayable || !hold_expires_at || hold_expires_at <= now)
      return reply.redirect(orderPath(order), 303)
    return html(
      reply,
      checkoutPage({
        ...view,
        ...purchase,
        hold_expires_at,
        hold_extended,
        now,
        publishableKey: site.config.stripe.publishableKey,
      }),
    )
  })

  app.get<OrderRoute>(path, async (request, reply) => {
    const { order, is_sure } = await findOut(site, request, ASK_AGAIN_SECONDS.opened)
    return html(reply, drawOrder({ ...(await openOrder(site, request, order)), is_sure }))
  })

  // The guest chooses again: the stock goes back first, so that nobody competes with themselves.
  app.post<OrderRoute>(`${path}/release`, async (request, reply) => {
    const { order, purchase } = await openOrder(site, request)
    if (order.state !== 'open') return reply.redirect(orderPath(order), 303)
    await soon(site.till, order.id, release)
    return reply.redirect(choicePath(purchase), 303)
  })

  app.get<OrderRoute>(`${path}/state`, async (request, reply) => {
    const known = await findOut(site, request, ASK_AGAIN_SECONDS.following)
    const { order, purchase } = await openOrder(site, request, known.order)
    const answer = { state: order.state, version: versionOf(purchase) }
    return reply.header('cache-control', 'no-store').send(answer)
  })
}

/** What a guest keeps: the receipt and the entry for the calendar. */
export async function documentRoutes(app: FastifyInstance, site: Site): Promise<void> {
  app.get<OrderRoute>(`${path}/receipt.pdf`, async (request, reply) => {
    const { order, purchase, view } = await openPaid(site, request)
    if (!hasReceipt(purchase)) throw new RefusedRequest(refuse('order_unknown', 'order_id'))
    return reply
      .type('application/pdf')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `inline; filename="receipt-${order.id}.pdf"`)
      .send(await receiptPdf({ ...view, ...purchase }))
  })

  app.get<OrderRoute>(`${path}/night.ics`, async (request, reply) => {
    const { order, purchase, view } = await openPaid(site, request)
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="night-${order.id}.ics"`)
      .send(nightCalendar({ ...view, ...purchase }))
  })
}

/** The page of an order, with why what the guest has just asked for was not done. */
export function drawOrder(opened: Opened, problem?: FieldProblem): string {
  const { order, purchase, view, is_sure } = opened
  return orderPage({
    ...view,
    ...purchase,
    hold_expires_at: order.hold_expires_at,
    now: order.now,
    is_sure,
    // In doubt the page is no version of what is known, and drawn anew as soon as it asks.
    version: is_sure ? versionOf(purchase) : `${versionOf(purchase)}-unsure`,
    placement: newPlacement(),
    problem,
  })
}

/** An order with all that belongs to it, for whoever has its link. */
export interface Opened {
  order: Order
  purchase: Purchase
  view: ReturnType<Site['page']>
  /** Nothing can have happened to its payment that is not booked. */
  is_sure: boolean
}

/** Opens the order that a request has the link of; throws a 404 for any other link. */
export async function openOrder(
  site: Site,
  request: FastifyRequest<OrderRoute>,
  known?: Order,
): Promise<Opened> {
  const order = known ?? (await orderOf(site, request))
  const purchase = await loadPurchase(site.till.db, order)
  return { order, purchase, view: site.page(request), is_sure: order.state !== 'open' }
}

function orderOf(site: Site, request: FastifyRequest<OrderRoute>): Promise<Order> {
  return authorisedOrder(site.till.db, request.params.order_id, request.params.secret)
}

/** A receipt and a calendar entry exist once there is something to show, for money or as a gift. */
async function openPaid(site: Site, request: FastifyRequest<OrderRoute>): Promise<Opened> {
  const opened = await openOrder(site, request)
  const { paid_at, comp_id, state } = opened.order
  if (paid_at || (comp_id && state === 'fulfilled')) return opened
  throw new RefusedRequest(refuse('order_unknown', 'order_id'))
}

/**
 * The order as it stands now. Stripe is asked about an open one first, so that a guest who comes
 * back from paying finds the tickets even when the webhook is late or lost. The page never waits
 * for long, and never fails because Stripe does; then it is not sure.
 */
async function findOut(
  site: Site,
  request: FastifyRequest<OrderRoute>,
  again_seconds: number,
): Promise<{ order: Order; is_sure: boolean }> {
  const order = await orderOf(site, request)
  if (order.state !== 'open') return { order, is_sure: true }
  const ask = (till: Till, id: string) => lookUp(till, id, again_seconds)
  const isBooked = await soon(site.till, order.id, ask)
  return { order: await orderOf(site, request), is_sure: isBooked ?? false }
}
