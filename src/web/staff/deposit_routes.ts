import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { captureDeposit, resolveLapsed, type LapsedDecision } from '../../checkout/index.ts'
import { isRefused, must, refuse, type Refused } from '../../kernel/index.ts'
import type { Payment } from '../../payments/index.ts'
import { findBooking, type Booking } from '../../tickets/index.ts'
import type { RefusalCode } from '../messages.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { bookingAnswer, unlessRefused } from './answers.ts'
import { actorInput, bookingParams, lapsedInput, orderParams } from './input.ts'

/** A deposit that is only authorised: taken before the doors open, or decided on once it lapsed. */
export function depositRoutes(root: FastifyInstance, { till }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const path = '/api/staff/bookings/:id/deposit'

  const config = { permission: 'money.decide' } as const
  const capture = { config, schema: { params: bookingParams, body: actorInput } }
  app.post(`${path}/capture`, capture, async (request) => {
    const order = await depositOrder(request.params.id, 'deposit_not_authorised')
    ofBooking(await captureDeposit(till, order, request.body.actor))
    return answer(request.params.id)
  })

  const decision = { config, schema: { params: bookingParams, body: lapsedInput } }
  app.post(`${path}/decision`, decision, async (request) => {
    const order_id = await depositOrder(request.params.id, 'deposit_not_lapsed')
    const { actor: by, how } = request.body
    ofBooking(await resolveLapsed(till, { order_id, how, by }))
    return answer(request.params.id)
  })

  // By its order, which the owner's alert names: one that is stuck in issuing has no booking.
  const byOrder = { config, schema: { params: orderParams, body: lapsedInput } }
  app.post('/api/staff/orders/:id/deposit/decision', byOrder, async (request) => {
    const { id: order_id } = request.params
    const { actor: by, how } = request.body
    const decided = await resolveLapsed(till, { order_id, how, by })
    if (isRefused(decided)) throw new RefusedRequest(decided)
    return { order: order_id, decision: decided }
  })

  /** The order that has paid for a booking; a walk-in has none, and so no deposit. */
  async function depositOrder(bookingId: string, refusal: RefusalCode): Promise<string> {
    const booking = unlessRefused(await bookingOf(bookingId))
    if (booking.order_id === null) throw new RefusedRequest(refuse(refusal, 'booking'))
    return booking.order_id
  }

  async function bookingOf(id: string): Promise<Booking | Refused<'booking_unknown'>> {
    return (await findBooking(till.db, id)) ?? refuse('booking_unknown', 'booking')
  }

  async function answer(id: string) {
    return bookingAnswer(till.db, must(await findBooking(till.db, id), `booking ${id}`))
  }
}

/** Who asks about a booking is answered about the booking, not about its order. */
function ofBooking(result: Payment | LapsedDecision['how'] | Refused<RefusalCode>): void {
  if (!isRefused(result)) return
  const field = result.field === 'order_id' ? 'booking' : result.field
  throw new RefusedRequest({ ...result, field })
}
