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
  type Span,
} from '../../../overview/index.ts'
import type { Member } from '../../../identity/index.ts'
import { must } from '../../../kernel/index.ts'
import { memberOf } from '../../access.ts'
import type { Site } from '../../site.ts'
import { actionOrders } from './action_orders.ts'
import { afterInput, pageRows } from './lists_input.ts'
import type { PendingCounts } from './pending_answers.ts'

/** Nobody reads a larger number beside a menu than "99+". */
const COUNT_MAX = 100

const NOTHING: AttemptHistory = { attempts: [], failures: 0, unique_failures: 0 }
const config = { permission: 'orders.read' } as const
const querystring = z.object({
  part: z.enum(['awaiting', 'failed']).default('awaiting'),
  after: afterInput,
  until: afterInput,
})

/** Payments that have not ended: those that wait for tickets, and those that failed. */
export function pendingRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get('/api/dashboard/pending', { config, schema: { querystring } }, async (request) => {
    const { part, ...span } = request.query
    return part === 'awaiting'
      ? awaitingPage(site, memberOf(request).member, span)
      : failedPage(site, memberOf(request).member, span)
  })

  app.get('/api/dashboard/pending/counts', { config }, async (): Promise<PendingCounts> => {
    const [awaiting, failed] = await Promise.all([
      countAwaiting(db, COUNT_MAX),
      countFailedOrders(db, COUNT_MAX),
    ])
    return { awaiting, failed, max: COUNT_MAX }
  })
}

async function awaitingPage(site: Site, member: Member, span: Span) {
  const { db, fulfilRetrySeconds } = site.till
  const size = pageRows(span.after)
  const found = await awaitingOrders(db, span, size + 1)
  const orders = found.slice(0, size)
  const waiting = orders.filter((one) => one.waits_for === 'tickets').map(({ id }) => id)
  const [told, tries] = await Promise.all([
    tellOf(site, member, orders),
    nextIssuingTries(db, waiting),
  ])
  const rows = told.map(({ retries: made, ...order }) => ({
    ...order,
    retries: { made, of: fulfilRetrySeconds.length, next_at: tries.get(order.id) ?? null },
  }))
  return { rows, next: found.length > size ? (orders.at(-1)?.cursor ?? null) : null }
}

async function failedPage(site: Site, member: Member, span: Span) {
  const { orders, next } = await failedOrders(site.till.db, span, pageRows(span.after))
  return { rows: await tellOf(site, member, orders), next }
}

/** Orders with the history of their tries, and with what the member may do about them. */
async function tellOf<Listed extends { id: string; cursor: string }>(
  site: Site,
  member: Member,
  orders: Listed[],
) {
  const ids = orders.map(({ id }) => id)
  const [histories, actions] = await Promise.all([
    attemptHistories(site.till.db, ids),
    actionOrders(site, member, ids),
  ])
  return orders.map((order) => ({
    ...order,
    ...(histories.get(order.id) ?? NOTHING),
    actions: must(actions.get(order.id), `what may be done about ${order.id}`),
  }))
}
