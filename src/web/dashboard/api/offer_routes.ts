import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { offerMove, withdrawOffer } from '../../../checkout/index.ts'
import { isId, isRefused } from '../../../kernel/index.ts'
import { nameActor } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import { orderPath } from '../../storefront/pages/index.ts'
import { actorInput, orderParams } from './desk_input.ts'
import type { OfferMadeAnswer } from './move_answers.ts'
import { AMOUNT_MINOR_MAX, idInput, kindsInput } from './move_input.ts'

const path = '/api/dashboard/orders/:id/move/offer'
const offerId = z.string().refine((text) => isId('ord', text))
const offerInput = actorInput.extend({
  offer_id: offerId,
  from_night_id: idInput,
  night_id: idInput,
  choice: kindsInput,
  difference_minor: z.int().min(-AMOUNT_MINOR_MAX).max(AMOUNT_MINOR_MAX),
})

/** Asks a guest to pay first what another night costs more, and takes that back. */
export async function offerRoutes(root: FastifyInstance, { till, config }: Site): Promise<void> {
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()
  const decide = { permission: 'money.decide' } as const

  const offer = { config: decide, schema: { params: orderParams, body: offerInput } }
  app.post(path, offer, async (request, reply): Promise<OfferMadeAnswer> => {
    const wanted = { ...request.body, order_id: request.params.id }
    const order = unlessRefused(await offerMove(till, wanted))
    void reply.code(201)
    return {
      offer_id: order.id,
      pay_url: `${config.publicUrl}${orderPath(order)}/checkout`,
      amount_minor: order.total_minor,
      currency: order.currency,
    }
  })

  const withdrawn = actorInput.extend({ offer_id: offerId })
  const withdraw = { config: decide, schema: { params: orderParams, body: withdrawn } }
  app.post(`${path}/withdrawal`, withdraw, async (request): Promise<object> => {
    const refused = await withdrawOffer(till, { ...request.body, order_id: request.params.id })
    if (isRefused(refused)) throw new RefusedRequest(refused)
    return {}
  })
}
