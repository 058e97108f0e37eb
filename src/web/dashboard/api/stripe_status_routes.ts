import type { FastifyInstance } from 'fastify'
import { keepStripeStatus } from '../../../inbox/index.ts'
import type { Site } from '../../site.ts'

/** How the house stands with Stripe. */
export function stripeStatusRoutes(app: FastifyInstance, { till, config }: Site): void {
  const statusNow = keepStripeStatus(till, config)
  const read = { config: { permission: 'house.settle' } } as const
  app.get('/api/dashboard/settings/stripe', read, (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return statusNow()
  })
}
