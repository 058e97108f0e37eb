import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findVenue } from '../../../catalog/index.ts'
import { refuse, type Database } from '../../../kernel/index.ts'
import {
  auditActors,
  auditKinds,
  auditLog,
  auditSubjects,
  momentsOfVenue,
  nightIdOf,
  nightSubjects,
  type AuditFilter,
} from '../../../overview/index.ts'
import { localeOf } from '../../language.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import type { AuditChoices, AuditRow } from './audit_answers.ts'
import { auditCsv } from './audit_csv.ts'
import { auditRow } from './audit_entry.ts'
import { afterInput, localTime, searchText } from './lists_input.ts'

const PAGE_ROWS = 100
const path = '/api/dashboard/audit'
const read = { config: { permission: 'audit.read' } } as const
const exported = { config: { permission: 'house.settle' } } as const

const filterInput = z
  .object({
    q: searchText,
    who: z.string().min(1).max(200).optional(),
    kind: z
      .string()
      .regex(/^[a-z_]{1,60}$/)
      .optional(),
    night: z.string().max(200).optional(),
    from: localTime,
    to: localTime,
    after: afterInput,
    until: afterInput,
  })
  // What is looked for is one thing: a night, or what was typed.
  .refine(({ q, night }) => !q || night === undefined, { path: ['night'] })

/** Who did what: searched, narrowed down, and as a file. */
export function auditRoutes(root: FastifyInstance, { till: { db } }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const schema = { querystring: filterInput }
  const currencyOf = async () => (await findVenue(db))?.currency ?? 'eur'

  app.get(path, { ...read, schema }, async (request) => {
    const filter = await filterOf(db, request.query)
    const found = await auditLog(db, filter, request.query.after, PAGE_ROWS + 1)
    const entries = found.slice(0, PAGE_ROWS)
    const currency = await currencyOf()
    const rows: AuditRow[] = entries.map((one) => auditRow(one, localeOf(request), currency))
    return { rows, next: found.length > PAGE_ROWS ? (entries.at(-1)?.cursor ?? null) : null }
  })

  app.get(`${path}/choices`, read, async (): Promise<AuditChoices> => {
    const [actors, kinds] = await Promise.all([auditActors(db), auditKinds(db)])
    return { actors, kinds }
  })

  app.get(`${path}.csv`, { ...exported, schema }, async (request, reply) => {
    const filter = await filterOf(db, request.query)
    const lines = auditCsv(db, filter, localeOf(request), await currencyOf())
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(Readable.from(lines))
  })
}

async function filterOf(
  db: Database,
  { q, who, kind, night, from, to, until }: z.infer<typeof filterInput>,
): Promise<AuditFilter> {
  const night_id = night === undefined ? undefined : await nightIdOf(db, night)
  if (night !== undefined && night_id === undefined)
    throw new RefusedRequest(refuse('night_unknown', 'night'))
  const typed = q ? await auditSubjects(db, q) : undefined
  const subjects = night_id === undefined ? typed : await nightSubjects(db, night_id)
  return { actor: who, kind, subjects, until, ...(await momentsOfVenue(db, from, to)) }
}
