import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { mailedAbout, recipientsMax } from '../../../alerts/index.ts'
import {
  closeMailDueAt,
  closeSettings,
  readAnew,
  settleClose,
  type CloseSettings,
} from '../../../closing/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { keepNightCloses, nightsToClose, type CloseNight } from '../../../overview/index.ts'
import { memberOf } from '../../access.ts'
import { closeWords } from '../../messages.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { closeLook } from '../close/close_look.ts'
import { closePdf } from '../close/close_pdf.ts'
import { closeColumns, closeRows } from '../close/close_rows.ts'
import { toCloseReport } from '../close/to_report.ts'
import type { CloseAnswer, CloseReport, CloseSettingsAnswer } from './close_answers.ts'
import { toCsv } from './csv.ts'
import { addressFaults } from './recipients_routes.ts'

const path = '/api/dashboard/close'
const config = { permission: 'revenue.read' } as const
const querystring = z.object({ night: z.string().min(1).max(200).optional() })
const oneNight = z.object({ night: z.string().min(1).max(200) })
const settingsInput = z.object({
  is_mailed: z.boolean(),
  mail_at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  addresses: z.array(z.string().max(1000)).max(recipientsMax),
})

/** The report of a night: as one answer, as CSV and as PDF; and how it is mailed. */
export function closeRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()
  const closeOf = keepNightCloses(db)
  const reportOf = async (night: string): Promise<CloseReport> => {
    const close = await closeOf(night)
    if (!close) throw new RefusedRequest(refuse('night_unknown', 'night'))
    return toCloseReport(close)
  }

  app.get(path, { config, schema: { querystring } }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const nights = await nightsToClose(db)
    const wanted = request.query.night ?? nightMeant(nights)?.id
    const close = wanted === undefined ? null : await reportOf(wanted)
    const { is_mailed } = await closeSettings(db)
    const due =
      close && is_mailed && close.books.orders > 0
        ? await closeMailDueAt(db, close.night.id)
        : undefined
    const mail_due_at = due && close && due > new Date(close.night.now) ? due.toISOString() : null
    return { nights: nights.map(nightAnswer), close, mail_due_at } satisfies CloseAnswer
  })

  const file = { config, schema: { querystring: oneNight } }
  app.get(`${path}.csv`, file, async (request, reply) => {
    const report = await reportOf(request.query.night)
    const rows = closeRows(report, closeWords(localeOf(request)))
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${nameOf(report)}.csv"`)
      .header('cache-control', 'no-store')
      .send(toCsv(closeColumns, rows))
  })

  app.get(`${path}.pdf`, file, async (request, reply) => {
    const report = await reportOf(request.query.night)
    const locale = localeOf(request)
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${nameOf(report)}.pdf"`)
      .header('cache-control', 'no-store')
      .send(await closePdf(report, closeWords(locale), locale, await closeLook(db)))
  })

  const decide = { config: { permission: 'money.decide' }, schema: { body: oneNight } } as const
  app.post(`${path}/readings`, decide, async (request) => {
    const { night } = await reportOf(request.body.night)
    return { is_reading: await readAnew(db, night.id) }
  })

  settingsRoutes(app, site)

  function localeOf(request: FastifyRequest): string {
    return site.page(request).locale
  }
}

/** The owner settles when the mail goes and to whom; whoever sees the report may see it. */
function settingsRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()
  const answer = async (settings: CloseSettings): Promise<CloseSettingsAnswer> => ({
    ...settings,
    inherited: await mailedAbout(db, site.config.ownerEmail),
    max: recipientsMax,
  })

  app.get(`${path}/settings`, { config }, async () => answer(await closeSettings(db)))

  const settle = {
    config: { permission: 'alerts.settle' },
    schema: { body: settingsInput },
  } as const
  app.put(`${path}/settings`, settle, async (request) => {
    const addresses = request.body.addresses.map((text) => text.trim().toLowerCase())
    const faults = addressFaults(addresses)
    if (faults.length > 0) throw new RefusedRequest(...faults)
    const to = { ...request.body, addresses }
    return answer(await settleClose(db, memberOf(request).member, to))
  })
}

/** The night that is on; else the last one that is over, since it is closed in the morning. */
function nightMeant(nights: CloseNight[]): CloseNight | undefined {
  const first = (phase: CloseNight['phase']) => nights.find((one) => one.phase === phase)
  return first('on') ?? first('over') ?? nights.at(-1)
}

function nightAnswer({ doors_at, ends_at, ...night }: CloseNight): CloseAnswer['nights'][number] {
  return { ...night, doors_at: doors_at.toISOString(), ends_at: ends_at.toISOString() }
}

function nameOf({ night: { slug, doors_at } }: CloseReport): string {
  return `close-${slug}-${doors_at.slice(0, 10)}`
}
