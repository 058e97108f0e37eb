import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findNightById } from '../catalog/index.ts'
import { extendHold, noteReport, preparePayment } from '../checkout/index.ts'
import { isRefused, refuse } from '../kernel/index.ts'
import { nameGuest, type Order } from '../orders/index.ts'
import { livePaymentOf } from '../payments/index.ts'
import { guestInput, readGuest } from './guest_input.ts'
import { localeOf } from './language.ts'
import { placeForVisitor } from './place_for_visitor.ts'
import { byPath, placementInput, readPlacement } from './placement_input.ts'
import { proofInput } from './proof_input.ts'
import { RefusedRequest } from './refusals.ts'
import type { Site } from './site.ts'
import { authorisedOrder } from './order_access.ts'
import { orderPath } from './storefront/pages/index.ts'

/** One guest's browser asks far less often; what asks more is a broken page or a script. */
const REQUESTS_PER_MINUTE_MAX = 120

const params = z.object({ order_id: z.string().max(100) })
const code = z.string().max(100).nullish()
const attempt = z.object({
  attempt_key: z.string().min(1).max(200),
  outcome: z.enum(['declined', 'errored']),
  took_ms: z.int().min(0).optional(),
  code,
  decline_code: code,
})

/** The JSON API that the checkout page speaks. An order's secret is its bearer token. */
export async function orderApi(root: FastifyInstance, site: Site): Promise<void> {
  const app = root.withTypeProvider<ZodTypeProvider>()
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE_MAX,
    timeWindow: '1 minute',
    // By the order's secret and not by address: a whole club shares its Wi-Fi.
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
    allowList: (request) => !request.headers.authorization,
  })

  app.post('/api/orders', { schema: { body: placementInput } }, async (request, reply) => {
    const wanted = readPlacement(request.body, localeOf(request))
    const placed = await placeForVisitor(site, request, wanted)
    if (isRefused(placed)) throw new RefusedRequest(byPath(placed, request.body))
    if (placed.state === 'expired') throw new RefusedRequest(refuse('hold_expired', 'order_id'))
    const url = site.config.publicUrl + orderPath(placed)
    return reply.code(201).send({
      // Of guests whom their table includes, the order of the table: they have their passes.
      order_id: placed.id,
      state: placed.state,
      url,
      checkout_url: `${url}/checkout`,
      expires_at: placed.hold_expires_at,
    })
  })

  app.get('/api/orders/:order_id', { schema: { params } }, async (request) => {
    return describe(site, await orderOf(site, request, request.params.order_id))
  })

  app.post('/api/orders/:order_id/hold/extension', { schema: { params } }, async (request) => {
    const order = await orderOf(site, request, request.params.order_id)
    const extended = await extendHold(site.till, order.id)
    if (isRefused(extended)) throw new RefusedRequest(extended)
    return describe(site, extended)
  })

  const guest = { schema: { params, body: guestInput } }
  app.put('/api/orders/:order_id/guest', guest, async (request) => {
    const order = await orderOf(site, request, request.params.order_id)
    const named = readGuest(order, request.body)
    if ('refusals' in named) throw new RefusedRequest(...named.refusals)
    const touched = await nameGuest(site.till.db, order.id, named)
    if (touched === 0) throw new RefusedRequest(refuse('order_not_payable', 'order_id'))
    return {}
  })

  const toPay = { schema: { params, body: z.object({ proof: proofInput.optional() }).nullish() } }
  app.post('/api/orders/:order_id/payment', toPay, async (request) => {
    const order = await orderOf(site, request, request.params.order_id)
    await refuseCalledOff(site, order)
    const payable = await preparePayment(site.till, order, request.body?.proof)
    if (isRefused(payable)) throw new RefusedRequest(payable)
    return payable
  })

  app.post(
    '/api/orders/:order_id/attempts',
    { schema: { params, body: attempt } },
    async (request, reply) => {
      const order = await orderOf(site, request, request.params.order_id)
      await noteReport(site.till, order.id, request.body)
      return reply.code(204).send()
    },
  )
}

/** Nobody is asked to pay for a night that does not take place; what was paid is looked up. */
async function refuseCalledOff({ till }: Site, { state, night_id }: Order): Promise<void> {
  if (state !== 'open') return
  const night = await findNightById(till.db, night_id)
  if (night?.state === 'cancelled') throw new RefusedRequest(refuse('night_cancelled', 'order_id'))
}

/** An order, as its checkout page follows it. */
async function describe(site: Site, order: Order): Promise<object> {
  const payment = await livePaymentOf(site.till.db, order.id)
  return {
    state: order.state,
    fulfilment: order.fulfilment,
    payment: payment?.state ?? null,
    expires_at: order.hold_expires_at,
    extended: order.hold_extended,
    now: order.now,
    total_minor: order.total_minor,
    currency: order.currency,
  }
}

/** The order that the request names and has the secret of; anything else is the same 404. */
async function orderOf(site: Site, request: FastifyRequest, id: string): Promise<Order> {
  const secret = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return authorisedOrder(site.till.db, id, secret)
}
