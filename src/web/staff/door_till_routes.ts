import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { payAtDoor, reverseAtDoor } from '../../checkout/index.ts'
import type { Site } from '../site.ts'
import { doorPaymentAnswer, unlessRefused } from './answers.ts'
import { actorInput, bookingParams, doorPaymentInput, doorPaymentParams } from './input.ts'

/** What a party pays at the door, and what of it was a mistake. */
export function doorTillRoutes(root: FastifyInstance, { till }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const path = '/api/staff/bookings/:id/door_payments'

  const config = { permission: 'door_money.take' } as const
  const payment = { config, schema: { params: bookingParams, body: doorPaymentInput } }
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
