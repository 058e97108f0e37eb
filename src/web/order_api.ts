import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { noteReport, place, preparePayment } from '../checkout/index.ts'
import { isId, isRefused, isSecret, refuse, transaction, type Refused } from '../kernel/index.ts'
import { nameGuest, type Order } from '../orders/index.ts'
import { livePaymentOf } from '../payments/index.ts'
import { RefusedRequest } from './refusals.ts'
import { localeOf, type Site } from './site.ts'
import { authorisedOrder } from './order_access.ts'
import { orderPath } from './storefront/pages/index.ts'

/** More kinds than any night sells. */
const LINES_MAX = 50
/** One guest's browser asks far less often; what asks more is a broken page or a script. */
const REQUESTS_PER_MINUTE_MAX = 120

const orderId = z.string().refine((id) => isId('ord', id))
const placement = z.object({
  order_id: orderId,
  order_secret: z.string().refine(isSecret),
  night: z.string().min(1).max(200),
  lines: z
    .array(z.object({ ticket_type_id: z.string().max(100), quantity: z.number() }))
    .max(LINES_MAX),
})
const params = z.object({ order_id: z.string().max(100) })
const guest = z.object({ name: z.string().max(1000), email: z.string().max(1000) })
const code = z.string().max(100).nullish()
const attempt = z.object({
  attempt_key: z.string().min(1).max(200),
  outcome: z.enum(['declined', 'errored']),
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

  app.post('/api/orders', { schema: { body: placement } }, async (request, reply) => {
    const { lines, ...rest } = request.body
    const placed = await place(site.till, { ...rest, choices: lines, locale: localeOf(request) })
    if (isRefused(placed)) throw new RefusedRequest(byPath(placed, lines))
    if (placed.state === 'expired') throw new RefusedRequest(refuse('hold_expired', 'order_id'))
    const url = site.config.publicUrl + orderPath(placed)
    return reply.code(201).send({
      order_id: placed.id,
      url,
      checkout_url: `${url}/checkout`,
      expires_at: placed.hold_expires_at,
    })
  })

  app.get('/api/orders/:order_id', { schema: { params } }, async (request) => {
    const order = await orderOf(site, request, request.params.order_id)
    const payment = await livePaymentOf(site.till.db, order.id)
    return {
      state: order.state,
      fulfilment: order.fulfilment,
      payment: payment?.state ?? null,
      expires_at: order.hold_expires_at,
      now: order.now,
      total_minor: order.total_minor,
      currency: order.currency,
    }
  })

  app.put('/api/orders/:order_id/guest', { schema: { params, body: guest } }, async (request) => {
    const order = await orderOf(site, request, request.params.order_id)
    const named = readGuest(request.body)
    if ('refusals' in named) throw new RefusedRequest(...named.refusals)
    const touched = await transaction(site.till.db, (tx) =>
      nameGuest(tx, order.id, named.name, named.email),
    )
    if (touched === 0) throw new RefusedRequest(refuse('order_not_payable', 'order_id'))
    return {}
  })

  app.post('/api/orders/:order_id/payment', { schema: { params } }, async (request) => {
    const order = await orderOf(site, request, request.params.order_id)
    const payable = await preparePayment(site.till, order)
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

/** A refusal of a quantity names the form's field; here it is the path in the body. */
function byPath<Code extends string>(
  refusal: Refused<Code>,
  lines: { ticket_type_id: string }[],
): Refused<Code> {
  const index = lines.findIndex((line) => refusal.field === `quantity_${line.ticket_type_id}`)
  if (!refusal.field.startsWith('quantity_')) return refusal
  return { ...refusal, field: index < 0 ? 'lines' : `lines.${index}.quantity` }
}

/** The order that the request names and has the secret of; anything else is the same 404. */
async function orderOf(site: Site, request: FastifyRequest, id: string): Promise<Order> {
  const secret = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return authorisedOrder(site.till.db, id, secret)
}

const NAME_LENGTH_MAX = 200
const EMAIL_LENGTH_MAX = 254
const emailAddress = z.email().max(EMAIL_LENGTH_MAX)

function readGuest(
  body: z.infer<typeof guest>,
): { name: string; email: string } | { refusals: Refused<'name_invalid' | 'email_invalid'>[] } {
  const name = body.name.trim().replaceAll(/\s+/g, ' ')
  const email = body.email.trim()
  const refusals: Refused<'name_invalid' | 'email_invalid'>[] = []
  if (name.length < 1 || name.length > NAME_LENGTH_MAX)
    refusals.push(refuse('name_invalid', 'name'))
  if (!emailAddress.safeParse(email).success) refusals.push(refuse('email_invalid', 'email'))
  return refusals.length > 0 ? { refusals } : { name, email }
}
