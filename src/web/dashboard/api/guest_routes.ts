import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reissue, renameOrder, renameParty, renameTicketHolder } from '../../../checkout/index.ts'
import { isRefused, refuse, type Refused } from '../../../kernel/index.ts'
import { countDeed } from '../../../identity/index.ts'
import { findBooking } from '../../../tickets/index.ts'
import { memberOf, nameActor } from '../../access.ts'
import type { RefusalCode } from '../../messages.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { previewOf } from '../preview/order_preview.ts'
import { actorInput, orderParams } from './desk_input.ts'
import type { PreviewAnswer, ReissueAnswer, RenameAnswer } from './guest_answers.ts'

const id = z.string().min(1).max(100)
/** Longer ones are refused by what they are names of, with the number. */
const nameInput = actorInput.extend({ name: z.string().max(1000) })
const reissueInput = actorInput.extend({ replacements: z.int().min(0).max(100) })
const passParams = orderParams.extend({ pass_id: id })
const entryParams = orderParams.extend({ entry_id: id })

const MINUTE_SECONDS = 60
/** Each is a mail to the same guest; all of a small order, and some slips. */
const REISSUES_OF_ORDER_MAX = 15
/** Whoever has got hold of an account must not put a whole night's guests out. */
const REISSUES_BY_MEMBER_MAX = 60

const orderPath = '/api/dashboard/orders/:id'

/** What a guest sees, is called, and holds in the hand; no money moves here. */
export async function guestRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { till } = site
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()
  const help = { permission: 'orders.help' } as const

  const read = { config: { permission: 'orders.read' }, schema: { params: orderParams } } as const
  app.get(`${orderPath}/preview`, read, async ({ params }): Promise<PreviewAnswer> => {
    return previewOf(site, params.id)
  })

  const rename = { config: help, schema: { params: orderParams, body: nameInput } }
  app.post(`${orderPath}/name`, rename, async ({ params, body }): Promise<RenameAnswer> => {
    return { outcome: said(await renameOrder(till, { order_id: params.id, ...body })) }
  })

  const holder = { config: help, schema: { params: passParams, body: nameInput } }
  const passPath = `${orderPath}/passes/:pass_id/name`
  app.post(passPath, holder, async ({ params, body }): Promise<RenameAnswer> => {
    const { id: order_id, pass_id } = params
    return { outcome: said(await renameTicketHolder(till, { order_id, pass_id, ...body })) }
  })

  const party = {
    config: { permission: 'parties.manage' },
    schema: { params: orderParams, body: nameInput },
  } as const
  app.post('/api/dashboard/board/parties/:id/name', party, async (request) => {
    const booking = await findBooking(till.db, request.params.id)
    if (!booking) throw new RefusedRequest(refuse('booking_unknown', 'booking_id'))
    const { id: booking_id, order_id } = booking
    const outcome = said(await renameParty(till, { booking_id, order_id, ...request.body }))
    return { outcome } satisfies RenameAnswer
  })

  const anew = { config: help, schema: { params: entryParams, body: reissueInput } }
  const entryPath = `${orderPath}/entries/:entry_id/reissue`
  app.post(entryPath, anew, async (request): Promise<ReissueAnswer> => {
    const { params, body } = request
    const { id: order_id, entry_id } = params
    await limitReissues(site, order_id, memberOf(request).member.id)
    return { outcome: said(await reissue(till, { order_id, entry_id, ...body })) }
  })
}

async function limitReissues({ identity }: Site, orderId: string, memberId: string): Promise<void> {
  const counts = [
    [`reissue of ${orderId}`, REISSUES_OF_ORDER_MAX],
    [`reissue by ${memberId}`, REISSUES_BY_MEMBER_MAX],
  ] as const
  for (const [deed, max] of counts) {
    const limit = { max, seconds: MINUTE_SECONDS, field: 'entry_id' }
    const limited = await countDeed(identity, deed, limit)
    if (isRefused(limited)) throw new RefusedRequest(limited)
  }
}

function said<Outcome extends string>(result: Outcome | Refused<RefusalCode>): Outcome {
  if (typeof result === 'string') return result
  throw new RefusedRequest(result)
}
