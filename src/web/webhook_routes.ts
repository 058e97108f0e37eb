import type { FastifyInstance } from 'fastify'
import { receive } from '../inbox/index.ts'
import { isRefused } from '../kernel/index.ts'
import { RefusedRequest } from './refusals.ts'
import type { Site } from './site.ts'

/** Stripe's largest events are a few hundred kilobytes. */
const WEBHOOK_BYTES_MAX = 1024 * 1024

/** POST /webhooks/stripe. In a scope of its own, since the signature covers the raw bytes. */
export async function webhookRoutes(app: FastifyInstance, site: Site): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/webhooks/stripe', { bodyLimit: WEBHOOK_BYTES_MAX }, async (request, reply) => {
    const signature = request.headers['stripe-signature']
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const result = await receive(site.till, body, typeof signature === 'string' ? signature : '')
    if (isRefused(result)) throw new RefusedRequest(result)
    // Anything but a 2xx, and Stripe delivers it again.
    if (result === 'deferred') return reply.code(409).send({ received: false })
    // A repeated event is skipped silently: Stripe hears the same as the first time.
    return reply.code(200).send({ received: true })
  })
}
