import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { requestRefund, resend, resendTo, retryNow } from '../../../checkout/index.ts'
import { may } from '../../../identity/index.ts'
import { isRefused, must, refuse } from '../../../kernel/index.ts'
import { findOrder, writeNote } from '../../../orders/index.ts'
import { memberOf, nameActor } from '../../access.ts'
import { localeOf } from '../../language.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { IssueAnswer, OrderAnswer, RefundAnswer, ResendAnswer } from './desk_answers.ts'
import { actorInput, emailInput, noteInput, orderParams, refundInput } from './desk_input.ts'
import { orderAnswer } from './order_answer.ts'

const path = '/api/dashboard/orders/:id'

/** One order: everything about it, and what is done for its guest. */
export async function deskRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { till } = site
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()

  const read = { config: { permission: 'orders.read' }, schema: { params: orderParams } } as const
  app.get(path, read, async (request): Promise<OrderAnswer> => {
    const order = await findOrder(till.db, request.params.id)
    if (!order) throw new RefusedRequest(refuse('order_unknown', 'order_id'))
    return orderAnswer(site, memberOf(request).member, order, localeOf(request))
  })

  const decide = { permission: 'money.decide' } as const
  const issue = { config: decide, schema: { params: orderParams, body: actorInput } }
  app.post(`${path}/issue`, issue, async (request): Promise<IssueAnswer> => {
    const { id } = request.params
    const outcome = await retryNow(till, id, request.body.actor)
    if (outcome === 'failed') throw new RefusedRequest(refuse('issue_failed', 'order_id'))
    if (!isRefused(outcome)) return { outcome }
    const order = await findOrder(till.db, id)
    // Somebody else was faster, or it has healed by itself: it is as it was meant to be.
    if (order?.state === 'fulfilled') return { outcome: 'issued_already' }
    throw new RefusedRequest(outcome)
  })

  const refund = { config: decide, schema: { params: orderParams, body: refundInput } }
  app.post(`${path}/refund`, refund, async (request, reply): Promise<RefundAnswer> => {
    const { actor: requested_by, ...wanted } = request.body
    const asked = { ...wanted, order_id: request.params.id, requested_by }
    const given = unlessRefused(await requestRefund(till, asked))
    const { amount_minor } = given
    void reply.code(201)
    if ('currency' in given) return { outcome: 'requested', amount_minor, currency: given.currency }
    const { currency } = must(await findOrder(till.db, asked.order_id), 'the order released')
    return { outcome: 'released', amount_minor, currency }
  })
  helpRoutes(root, site)
}

/** What helps a guest and moves no money. */
function helpRoutes(root: FastifyInstance, { till }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const help = { permission: 'orders.help' } as const

  const again = { config: help, schema: { params: orderParams, body: actorInput } }
  app.post(`${path}/resend`, again, async (request): Promise<ResendAnswer> => {
    const { actor } = request.body
    const outcome = await resend(till, { order_id: request.params.id, actor })
    if (isRefused(outcome)) throw new RefusedRequest(outcome)
    return { outcome }
  })

  const corrected = { config: help, schema: { params: orderParams, body: emailInput } }
  app.post(`${path}/email`, corrected, async (request): Promise<ResendAnswer> => {
    const may_redirect = may(memberOf(request).member.role, 'money.decide')
    const corrected_to = { order_id: request.params.id, ...request.body, may_redirect }
    const outcome = await resendTo(till, corrected_to)
    if (isRefused(outcome)) throw new RefusedRequest(outcome)
    return { outcome }
  })

  const note = {
    config: { ...help, lines: ['text'] },
    schema: { params: orderParams, body: noteInput },
  }
  app.post(`${path}/note`, note, async (request, reply) => {
    const { note_id: id, text: body, actor: written_by } = request.body
    const order_id = request.params.id
    const { written_at } = unlessRefused(
      await writeNote(till.db, { id, order_id, body, written_by }),
    )
    return reply.code(201).send({ note_id: id, written_at })
  })
}
