import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  arrive,
  assign,
  cancelBooking,
  declareNoShow,
  lock,
  releaseParty,
  seat,
  swap,
  unassign,
  undoArrival,
  undoNoShow,
  undoRelease,
  undoSeating,
  unlock,
} from '../../checkout/index.ts'
import { refuse } from '../../kernel/index.ts'
import { doorPaymentsOf, findBooking, passesOf } from '../../tickets/index.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { bookingAnswer, doorPaymentAnswer, unlessRefused } from './answers.ts'
import { changesOf } from './changes.ts'
import { actorInput, bookingParams, cancellationInput, swapInput, tableInput } from './input.ts'
import { passAnswers } from './pass_answers.ts'

const path = '/api/staff/bookings/:id'
const read = { permission: 'parties.read' } as const
const manage = { permission: 'parties.manage' } as const

/** A booking: where its party sits, whether it may be moved, and how far its evening has come. */
export function bookingRoutes(root: FastifyInstance, site: Site): void {
  const { till } = site
  const app = root.withTypeProvider<ZodTypeProvider>()

  const byId = { config: read, schema: { params: bookingParams } }
  app.get(path, byId, async (request) => {
    const booking = await findBooking(till.db, request.params.id)
    if (!booking) throw new RefusedRequest(refuse('booking_unknown', 'booking'))
    const held = await passesOf(till.db, booking.id)
    const [answer, passes, payments, changes] = await Promise.all([
      bookingAnswer(till.db, booking),
      passAnswers(site, booking, held),
      doorPaymentsOf(till.db, booking.id),
      changesOf(till.db, booking, held),
    ])
    return { ...answer, passes, door_payments: payments.map(doorPaymentAnswer), changes }
  })

  const tableSchema = { config: manage, schema: { params: bookingParams, body: tableInput } }
  app.post(`${path}/table`, tableSchema, async (request) => {
    const { table, actor } = request.body
    const wanted = { booking_id: request.params.id, actor, vip_table_id: table }
    return bookingAnswer(till.db, unlessRefused(await assign(till, wanted)))
  })

  const exchange = { config: manage, schema: { body: swapInput } }
  app.post('/api/staff/swaps', exchange, async (request, reply) => {
    const { booking: booking_id, other: other_id, actor } = request.body
    const { booking, other } = unlessRefused(await swap(till, { booking_id, other_id, actor }))
    const bookings = [await bookingAnswer(till.db, booking), await bookingAnswer(till.db, other)]
    return reply.code(201).send({ bookings })
  })

  const cancellation = {
    config: { permission: 'money.decide' },
    schema: { params: bookingParams, body: cancellationInput },
  } as const
  app.post(`${path}/cancellation`, cancellation, async (request) => {
    const wanted = { booking_id: request.params.id, ...request.body }
    return bookingAnswer(till.db, unlessRefused(await cancelBooking(till, wanted)))
  })
  stepRoutes(root, site)
}

/** The evening of a party, step by step: each takes nothing but the name of who makes it. */
function stepRoutes(root: FastifyInstance, { till }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const changes = [
    ['DELETE', 'table', unassign],
    ['POST', 'lock', lock],
    ['DELETE', 'lock', unlock],
    ['POST', 'arrival', arrive],
    ['POST', 'arrival/reversal', undoArrival],
    ['POST', 'seating', seat],
    ['POST', 'seating/reversal', undoSeating],
    ['POST', 'release', releaseParty],
    ['POST', 'release/reversal', undoRelease],
    ['POST', 'no_show', declareNoShow],
    ['POST', 'no_show/reversal', undoNoShow],
  ] as const
  for (const [method, resource, make] of changes) {
    app.route({
      method,
      url: `${path}/${resource}`,
      config: manage,
      schema: { params: bookingParams, body: actorInput },
      handler: async (request) => {
        const { actor } = request.body
        const booking = await make(till, { booking_id: request.params.id, actor })
        return bookingAnswer(till.db, unlessRefused(booking))
      },
    })
  }
}
