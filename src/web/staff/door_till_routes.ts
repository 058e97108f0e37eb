import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { payAtDoor, reverseAtDoor } from '../../checkout/index.ts'
import { refuse } from '../../kernel/index.ts'
import { callerOf, isAllowed } from '../caller.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { doorPaymentAnswer, unlessRefused } from './answers.ts'
import { actorInput, bookingParams, doorPaymentInput, doorPaymentParams } from './input.ts'

/** What a party pays at the door, and what of it was a mistake. */
export function doorTillRoutes(root: FastifyInstance, { till }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const path = '/api/staff/bookings/:id/door_payments'

  const config = { permission: 'door_money.take' } as const
  const schema = { params: bookingParams, body: doorPaymentInput }
  const payment = { config, schema, preValidation: nameApprover }
  app.post(path, payment, async (request, reply) => {
    const taken = { booking_id: request.params.id, ...request.body }
    return reply.code(201).send(doorPaymentAnswer(unlessRefused(await payAtDoor(till, taken))))
  })

  const reversal = { config, schema: { params: doorPaymentParams, body: actorInput } }
  app.post(`${path}/:payment_id/reversal`, reversal, async (request) => {
    const { id: booking_id, payment_id: id } = request.params
    const reversed = await reverseAtDoor(till, { booking_id, id, ...request.body })
    return doorPaymentAnswer(unlessRefused(reversed))
  })
}

/**
 * What the house gives away is approved by the member who gives it, and not every member may; a
 * device says who stands at it.
 */
async function nameApprover(request: FastifyRequest): Promise<void> {
  const caller = callerOf(request)
  const body = Object(request.body)
  if (caller?.kind !== 'member' || body.kind !== 'comp') return
  if (!isAllowed(caller, 'money.decide'))
    throw new RefusedRequest(refuse('not_permitted', 'approved_by'))
  request.body = { ...body, approved_by: caller.member.name }
}
