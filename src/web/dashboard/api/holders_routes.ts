import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { eraseHolder } from '../../../checkout/index.ts'
import { noteInAuditTrail, transaction, type Database } from '../../../kernel/index.ts'
import { exportOfHolder, passesHeldBy } from '../../../overview/index.ts'
import { nameActor } from '../../access.ts'
import { localeOf } from '../../language.ts'
import { dashboardMessages } from '../../messages.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import { actorInput } from './desk_input.ts'
import type { HolderAnswer, HolderErasedAnswer } from './guests_answers.ts'
import { handOut } from './hand_out.ts'
import { passwordInput, sureOfSelf } from './sure_of_self.ts'

/** Far more than somebody chooses one by one. */
const PASSES_MAX = 1000

/** As a pass's name is stored. */
const name = z
  .string()
  .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
  .pipe(z.string().min(1).max(100))
const holderInput = actorInput.extend({ name })
/** With the last pass that is known, where those after it are asked for. */
const findInput = holderInput.extend({ after: z.string().min(1).max(60).nullable().default(null) })
/** One text, so that a form can send them too. */
const pass_ids = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().min(1).max(60)).min(1).max(PASSES_MAX))
const exportInput = holderInput.extend({ pass_ids, format: z.enum(['json', 'html']) })
const erasureInput = holderInput.extend({ pass_ids, password: passwordInput })

const path = '/api/dashboard/guests/holders'

/**
 * What the house knows of somebody who only claimed a pass of somebody else's party: their name.
 * There may be several of that name, so it is said which passes are meant.
 */
export async function holdersRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { till } = site
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { permission: 'guests.erase' } as const

  const find = { config, schema: { body: findInput } }
  app.post(`${path}/find`, find, async ({ body }): Promise<HolderAnswer> => {
    const found = await passesHeldBy(till.db, body.name, body.after)
    const passes = found.passes.map((one) => ({ ...one, doors_at: one.doors_at.toISOString() }))
    return { name: body.name, passes, has_more: found.hasMore }
  })

  const taken = { config, schema: { body: exportInput } }
  app.post(`${path}/export`, taken, async (request, reply) => {
    const { body } = request
    const known = await exportHolder(till.db, body)
    const locale = localeOf(request)
    const title = dashboardMessages(locale).guestExport(body.name)
    return handOut(reply, { format: body.format, locale, title, of: { name: body.name } }, known)
  })

  const erase = { config, schema: { body: erasureInput } }
  app.post(`${path}/erasure`, erase, async (request): Promise<HolderErasedAnswer> => {
    await sureOfSelf(site, request, request.body.password)
    return unlessRefused(await eraseHolder(till, request.body))
  })
}

/** Read and written down in one transaction: who handed out what of which passes. */
function exportHolder(
  db: Database,
  { name: called, pass_ids: ids, actor }: z.output<typeof exportInput>,
) {
  return transaction(db, async (tx) => {
    const known = await exportOfHolder(tx, called, ids)
    for (const { pass_id } of known.passes)
      await noteInAuditTrail(tx, {
        action: 'pass.exported',
        subject_id: String(pass_id),
        actor,
        detail: {},
      })
    return known
  })
}
