import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findVenue } from '../../../catalog/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { failedSpans, keepFailedFigures, type FailedFigures } from '../../../overview/index.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import { toCsv } from './csv.ts'
import { failedTables } from './failed_tables.ts'

const path = '/api/dashboard/failed'
const config = { permission: 'revenue.read' } as const

/** A day of the venue's, or a moment. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })])
/** What is looked at; a range and two ends of it exclude each other. */
const scopeInput = z
  .object({
    from: moment.optional(),
    to: moment.optional(),
    range: z.enum(failedSpans).optional(),
    night: z.string().min(1).max(200).optional(),
    kind: z.enum(['ga', 'vip']).optional(),
  })
  .refine(({ from, to, range }) => range === undefined || (from ?? to) === undefined, {
    path: ['range'],
  })

/** What failed when guests paid, and what became of it: as one answer, and each chart as CSV. */
export function failedRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const figuresOf = keepFailedFigures(site.till.db)
  const answer = async (wish: z.infer<typeof scopeInput>): Promise<FailedFigures> => {
    const venue = await findVenue(site.till.db)
    if (!venue) throw new RefusedRequest(refuse('not_open_yet', 'venue'))
    const { time_zone, currency } = venue
    return unlessRefused(await figuresOf({ time_zone, currency }, wish))
  }

  const schema = { querystring: scopeInput }
  app.get(path, { config, schema }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    return answer(request.query)
  })

  for (const [chart, tableOf] of Object.entries(failedTables))
    app.get(`${path}/${chart}.csv`, { config, schema }, async (request, reply) => {
      const figures = await answer(request.query)
      const { heading, rows } = tableOf(figures)
      const name = `failed-${chart}-${figures.from.slice(0, 10)}-${figures.to.slice(0, 10)}.csv`
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(toCsv(heading, rows))
    })
}
