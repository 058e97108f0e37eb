import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findNightById, findVenue, findVipTable } from '../../catalog/index.ts'
import { isRefused, must, refuse, transaction } from '../../kernel/index.ts'
import { findOrder } from '../../orders/index.ts'
import { disputedOrders } from '../../payments/index.ts'
import {
  claimPass,
  findBooking,
  passAdmissionsOf,
  passOfLink,
  type Booking,
  type Pass,
} from '../../tickets/index.ts'
import { refusalSentence } from '../messages.ts'
import { RefusedRequest, statusOf } from '../refusals.ts'
import type { Site } from '../site.ts'
import { passCalendar } from './documents/index.ts'
import { html } from './night_routes.ts'
import { overOf, passPage, passPath, stageOf, type PassPageView } from './pages/index.ts'

interface PassRoute {
  Params: { pass_id: string; claim_secret: string }
}

/** A pass's link, as the booker forwards it. */
const path = '/passes/:pass_id/:claim_secret'

/** The page of one guest of a party. Its link is the proof; there is no account. */
export async function passRoutes(app: FastifyInstance, site: Site): Promise<void> {
  app.get<PassRoute>(path, async (request, reply) => {
    const view = await openPass(site, request)
    // A link that was taken back is gone, and says so only to whoever has it.
    if (stageOf(view) === 'void') reply.code(statusOf('pass_void'))
    return html(reply, passPage(view))
  })

  app.post<PassRoute>(`${path}/claim`, async (request, reply) => {
    const typed = nameIn(request.body)
    const claimed = await transaction(site.till.db, (tx) => claimPass(tx, request.params, typed))
    if (!isRefused(claimed)) return reply.redirect(passPath(claimed), 303)
    const view = await openPass(site, request)
    const message = refusalSentence(claimed, view.locale, view.venue.time_zone)
    reply.code(statusOf(claimed.refused))
    // What has become of the pass says the page itself; only this guest's own slip needs words.
    const problem = { field: claimed.field, message }
    const isSaid = ['pass_void', 'pass_admitted', 'booking_over'].includes(claimed.refused)
    return html(reply, passPage({ ...view, typed, problem: isSaid ? undefined : problem }))
  })

  app.get<PassRoute>(`${path}/night.ics`, async (request, reply) => {
    const view = await openPass(site, request)
    if (stageOf(view) !== 'claimed') throw new RefusedRequest(refuse('pass_unknown', 'pass'))
    return reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="night-${view.pass.id}.ics"`)
      .send(passCalendar(view))
  })
}

/** Reads what a pass's page shows; throws the same 404 for every link that leads to none. */
async function openPass(site: Site, request: FastifyRequest<PassRoute>): Promise<PassPageView> {
  const pass = await passOfLink(site.till.db, request.params)
  if (isRefused(pass)) throw new RefusedRequest(pass)
  return passView(site, site.page(request), pass)
}

/** All that the page of a pass shows, in the frame of whoever looks at it. */
export async function passView(
  site: Site,
  frame: ReturnType<Site['page']>,
  pass: Pass,
): Promise<PassPageView> {
  const { db } = site.till
  const booking = must(await findBooking(db, pass.booking_id), `booking ${pass.booking_id}`)
  const [venue, night, table, host, admissions, is_disputed] = await Promise.all([
    findVenue(db),
    findNightById(db, pass.night_id),
    booking.vip_table_id === null ? undefined : findVipTable(db, booking.vip_table_id),
    hostOf(site, booking),
    passAdmissionsOf(db, [pass.id]),
    isDisputed(site, pass, booking),
  ])
  const known = must(night, `night ${pass.night_id}`)
  return {
    ...frame,
    venue: must(venue, 'the venue'),
    night: known,
    pass: { ...pass, admitted_at: admissions[0]?.admitted_at ?? null, is_disputed },
    host,
    table: table ?? null,
    arrive_by: booking.arrive_by,
    over: overOf(booking, known),
  }
}

/** The first name alone: a link may be forwarded further than its booker thinks. */
async function hostOf({ till }: Site, { order_id, party_name }: Booking): Promise<string> {
  const order = order_id === null ? undefined : await findOrder(till.db, order_id)
  const name = order?.guest_name ?? party_name ?? ''
  return name.split(/\s+/, 1)[0] ?? ''
}

/** As the door sees it: the money of the pass, or of the whole booking. */
async function isDisputed({ till }: Site, pass: Pass, booking: Booking): Promise<boolean> {
  const orders = [pass.order_id, booking.order_id].filter((id) => id !== null)
  return (await disputedOrders(till.db, orders)).size > 0
}

function nameIn(body: unknown): string {
  const name: unknown = Object.entries(body ?? {}).find(([field]) => field === 'name')?.[1]
  return typeof name === 'string' ? name : ''
}
