import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  attemptHistories,
  awaitingOrders,
  countAwaiting,
  countFailedOrders,
  failedOrders,
  nextIssuingTries,
  type AttemptHistory,
  type Cursor,
} from '../../../overview/index.ts'
import type { Site } from '../../site.ts'
import { afterInput } from './lists_input.ts'
import type { PendingCounts } from './pending_answers.ts'

const PAGE_ROWS = 50
/** Nobody reads a larger number beside a menu than "99+". */
const COUNT_MAX = 100

const NOTHING: AttemptHistory = { attempts: [], failures: 0, unique_failures: 0 }
const config = { permission: 'orders.read' } as const
const querystring = z.object({
  part: z.enum(['awaiting', 'failed']).default('awaiting'),
  after: afterInput,
})

/** Payments that have not ended: those that wait for tickets, and those that failed. */
export function pendingRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get('/api/dashboard/pending', { config, schema: { querystring } }, async (request) => {
    const { part, after } = request.query
    return part === 'awaiting' ? awaitingPage(site, after) : failedPage(site, after)
  })

  app.get('/api/dashboard/pending/counts', { config }, async (): Promise<PendingCounts> => {
    const [awaiting, failed] = await Promise.all([
      countAwaiting(db, COUNT_MAX),
      countFailedOrders(db, COUNT_MAX),
    ])
    return { awaiting, failed, max: COUNT_MAX }
  })
}

async function awaitingPage({ till }: Site, after: Cursor | undefined) {
  const found = await awaitingOrders(till.db, after, PAGE_ROWS + 1)
  const orders = found.slice(0, PAGE_ROWS)
  const ids = orders.map(({ id }) => id)
  const waiting = orders.filter((one) => one.waits_for === 'tickets').map(({ id }) => id)
  const [histories, tries] = await Promise.all([
    attemptHistories(till.db, ids),
    nextIssuingTries(till.db, waiting),
  ])
  const rows = orders.map(({ cursor: _, retries, ...order }) => ({
    ...order,
    retries: {
      made: retries,
      of: till.fulfilRetrySeconds.length,
      next_at: tries.get(order.id) ?? null,
    },
    ...(histories.get(order.id) ?? NOTHING),
  }))
  return { rows, next: found.length > PAGE_ROWS ? (orders.at(-1)?.cursor ?? null) : null }
}

async function failedPage({ till }: Site, after: Cursor | undefined) {
  const { orders, next } = await failedOrders(till.db, after, PAGE_ROWS)
  const histories = await attemptHistories(
    till.db,
    orders.map(({ id }) => id),
  )
  const rows = orders.map(({ cursor: _, ...order }) => ({
    ...order,
    ...(histories.get(order.id) ?? NOTHING),
  }))
  return { rows, next }
}
