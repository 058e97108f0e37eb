import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  eraseGuest,
  selectAwaitedComps,
  selectKept,
  settleRetention,
} from '../../../checkout/index.ts'
import { noteInAuditTrail, transaction, type Database } from '../../../kernel/index.ts'
import { guestRetention } from '../../../orders/index.ts'
import { compsOfGuest, exportOfGuest, ordersOfGuest } from '../../../overview/index.ts'
import { nameActor } from '../../access.ts'
import { emailAddress } from '../../guest_input.ts'
import { localeOf } from '../../language.ts'
import { dashboardMessages } from '../../messages.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import { stripePage } from '../../stripe_page.ts'
import { actorInput } from './desk_input.ts'
import type { ErasedAnswer, GuestAnswer, RetentionAnswer } from './guests_answers.ts'
import { handOut } from './hand_out.ts'
import { passwordInput, sureOfSelf } from './sure_of_self.ts'

/** In the body, never in an address: what is asked for by an address stands in logs. */
const guestInput = actorInput.extend({ email: z.string().trim().pipe(emailAddress) })
const erasureInput = guestInput.extend({ password: passwordInput })
const exportInput = guestInput.extend({ format: z.enum(['json', 'html']) })
const retentionInput = actorInput.extend({
  months: z.int().min(6).max(120).nullable(),
  password: passwordInput.optional(),
})

const path = '/api/dashboard/guests'

/** What the house knows of a guest: shown, handed out, and taken out of the books. */
export async function guestsRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { till } = site
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { permission: 'guests.erase' } as const

  const of = { config, schema: { body: guestInput } }
  app.post(`${path}/find`, of, async ({ body }): Promise<GuestAnswer> => {
    return findGuest(site, body.email)
  })

  const erase = { config, schema: { body: erasureInput } }
  app.post(`${path}/erasure`, erase, async (request): Promise<ErasedAnswer> => {
    await sureOfSelf(site, request, request.body.password)
    return unlessRefused(await eraseGuest(till, request.body))
  })

  const taken = { config, schema: { body: exportInput } }
  app.post(`${path}/export`, taken, async (request, reply) => {
    const { email, format, actor } = request.body
    const known = await exportGuest(till.db, email, actor)
    const locale = localeOf(request)
    const title = dashboardMessages(locale).guestExport(email)
    return handOut(reply, { format, locale, title, of: { email } }, known)
  })

  app.get(`${path}/retention`, { config }, async (): Promise<RetentionAnswer> => {
    return { months: await guestRetention(till.db) }
  })

  const keep = { config, schema: { body: retentionInput } }
  app.put(`${path}/retention`, keep, async (request): Promise<RetentionAnswer> => {
    const { password, ...wanted } = request.body
    if (password !== undefined) await sureOfSelf(site, request, password)
    const isSure = password !== undefined
    return unlessRefused(await settleRetention(till.db, { ...wanted, isSure }))
  })
}

async function findGuest({ till: { db }, config }: Site, email: string): Promise<GuestAnswer> {
  const [orders, comps] = await Promise.all([ordersOfGuest(db, email), compsOfGuest(db, email)])
  const [kept, awaited] = await Promise.all([
    selectKept(
      db,
      orders.map(({ order_id }) => order_id),
    ),
    selectAwaitedComps(
      db,
      comps.map(({ comp_id }) => comp_id),
    ),
  ])
  return {
    email,
    orders: orders.map(({ intent, doors_at, placed_at, ...order }) => ({
      ...order,
      doors_at: doors_at.toISOString(),
      placed_at: placed_at.toISOString(),
      stripe_url: intent === null ? null : stripePage(config, intent),
      kept: kept.find(({ id }) => id === order.order_id)?.because ?? [],
    })),
    comps: comps.map(({ asked_at, ...comp }) => ({
      ...comp,
      asked_at: asked_at.toISOString(),
      kept: awaited.includes(comp.comp_id) ? ['comp'] : [],
    })),
  }
}

/** Read and written down in one transaction: who handed out what of which orders. */
function exportGuest(db: Database, email: string, actor: string) {
  return transaction(db, async (tx) => {
    const known = await exportOfGuest(tx, email)
    for (const { order_id } of await ordersOfGuest(tx, email))
      await noteInAuditTrail(tx, {
        action: 'order.exported',
        subject_id: order_id,
        actor,
        detail: {},
      })
    for (const { comp_id } of await compsOfGuest(tx, email))
      await noteInAuditTrail(tx, {
        action: 'comp.exported',
        subject_id: comp_id,
        actor,
        detail: {},
      })
    return known
  })
}
