import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { refuse, type Database } from '../../../kernel/index.ts'
import {
  listedNights,
  momentsOfVenue,
  nightIdOf,
  orderList,
  orderStates,
  readSearch,
  type OrderFilter,
} from '../../../overview/index.ts'
import { localeOf } from '../../language.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { afterInput, localTime, searchText } from './lists_input.ts'
import { ordersCsv } from './orders_csv.ts'

const PAGE_ROWS = 100

const filterInput = z.object({
  q: searchText,
  night: z.string().max(200).optional(),
  state: z.enum(orderStates).optional(),
  kind: z.enum(['ga', 'vip', 'comp']).optional(),
  from: localTime,
  to: localTime,
})
/** A page from one cursor to another one, so that what has been read is read again as it is now. */
const querystring = filterInput.extend({ after: afterInput, until: afterInput })
const read = { config: { permission: 'orders.read' } } as const
const exported = { config: { permission: 'revenue.read' } } as const

/** The list of orders: searched, narrowed down, and as a file. */
export function ordersRoutes(root: FastifyInstance, { till: { db } }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get('/api/dashboard/orders', { ...read, schema: { querystring } }, async (request) => {
    const { after, until } = request.query
    const filter = { ...(await filterOf(db, request.query)), until }
    const found = await orderList(db, filter, after, PAGE_ROWS + 1)
    const orders = found.slice(0, PAGE_ROWS)
    return { rows: orders, next: found.length > PAGE_ROWS ? (orders.at(-1)?.cursor ?? null) : null }
  })

  app.get('/api/dashboard/orders/nights', read, async () => ({
    nights: (await listedNights(db)).map(({ slug, title, doors_at }) => ({
      slug,
      title,
      doors_at,
    })),
  }))

  const csv = { ...exported, schema: { querystring: filterInput } }
  app.get('/api/dashboard/orders.csv', csv, async (request, reply) => {
    const filter = await filterOf(db, request.query)
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${fileName(request)}"`)
      .send(Readable.from(ordersCsv(db, filter, localeOf(request))))
  })
}

/** What a request narrows the list to. Times that the venue's clock cannot show are refused. */
async function filterOf(
  db: Database,
  { q, night, state, kind, from, to }: z.infer<typeof filterInput>,
): Promise<OrderFilter> {
  const night_id = night === undefined ? undefined : await nightIdOf(db, night)
  if (night !== undefined && night_id === undefined)
    throw new RefusedRequest(refuse('night_unknown', 'night'))
  const search = q ? readSearch(q) : undefined
  return { night_id, state, kind, search, ...(await momentsOfVenue(db, from, to)) }
}

/** Says which night it is of, in letters that every system takes. */
function fileName(request: FastifyRequest): string {
  const { night } = Object(request.query) as { night?: string }
  const part = night && /^[a-z0-9-]{1,80}$/.test(night) ? `-${night}` : ''
  return `orders${part}.csv`
}
