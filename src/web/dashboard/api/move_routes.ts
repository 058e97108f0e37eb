import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findNightById } from '../../../catalog/index.ts'
import { moveOrder, quoteMove, type MoveChoices } from '../../../checkout/index.ts'
import { isId, must } from '../../../kernel/index.ts'
import { findOrder } from '../../../orders/index.ts'
import { nightsToMoveTo } from '../../../overview/index.ts'
import { nameActor } from '../../access.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import { actorInput, orderParams } from './desk_input.ts'
import type { MoveAnswer, MoveQuoteAnswer } from './move_answers.ts'
import { AMOUNT_MINOR_MAX, idInput, kindsInput } from './move_input.ts'

const path = '/api/dashboard/orders/:id/move'
const quoteInput = z.object({ night: idInput.optional() })
const moveInput = actorInput.extend({
  move_id: z.string().refine((text) => isId('mov', text)),
  from_night_id: idInput,
  night_id: idInput,
  choice: z.union([
    kindsInput,
    z.object({ vip_table_id: idInput, package_id: idInput.nullable() }),
  ]),
  difference_minor: z.int().min(-AMOUNT_MINOR_MAX).max(AMOUNT_MINOR_MAX),
  waives: z.boolean(),
})

/** Moves an order to another night, after somebody has seen what that takes. */
export async function moveRoutes(root: FastifyInstance, { till }: Site): Promise<void> {
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { permission: 'money.decide' } as const

  const quote = { config, schema: { params: orderParams, querystring: quoteInput } }
  app.get(path, quote, async (request): Promise<MoveQuoteAnswer> => {
    const asked = { order_id: request.params.id, night_id: request.query.night }
    const { from, to, ...rest } = unlessRefused(await quoteMove(till, asked))
    const nights = await nightsToMoveTo(till.db, from.id, rest.party !== null)
    return {
      ...rest,
      from_night_id: from.id,
      nights: nights.map((one) => ({ ...one, doors_at: one.doors_at.toISOString() })),
      to: to && choicesOf(to),
    }
  })

  const move = { config, schema: { params: orderParams, body: moveInput } }
  app.post(path, move, async (request): Promise<MoveAnswer> => {
    const wanted = { ...request.body, order_id: request.params.id }
    const moved = unlessRefused(await moveOrder(till, wanted))
    const night = must(await findNightById(till.db, moved.to_night_id), 'the night moved to')
    const { currency } = must(await findOrder(till.db, moved.order_id), 'the order moved')
    return {
      night: { title: night.title, doors_at: night.doors_at.toISOString() },
      difference_minor: moved.price_minor - moved.paid_minor,
      currency,
    }
  })
}

const choicesOf = ({ night, ...choices }: MoveChoices) => ({ night_id: night.id, ...choices })
