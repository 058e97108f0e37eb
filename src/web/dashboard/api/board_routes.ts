import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findVipNight } from '../../../catalog/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { openTonight, tableEvents } from '../../../overview/index.ts'
import { findBooking } from '../../../tickets/index.ts'
import { callerOf, isAllowed } from '../../caller.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import type { Can } from './board_actions.ts'
import type { BoardAnswer, BoardPartyAnswer, BoardTableAnswer } from './board_answers.ts'
import { boardOf } from './board_night.ts'
import { boardParty } from './board_party.ts'
import { nightAnswer } from './tonight_routes.ts'

const config = { permission: 'parties.read' } as const
const ofNight = z.object({ night: z.string().min(1).max(200) })
const querystring = ofNight.partial()
const params = z.object({ id: z.string().min(1).max(100) })

/**
 * The VIP board: who sits where on a night, and one party in all it takes to look after it. What is
 * done with them goes by the staff's API.
 */
export function boardRoutes(root: FastifyInstance, site: Site): void {
  const { till } = site
  const app = root.withTypeProvider<ZodTypeProvider>()
  const tonight = openTonight(till.db)

  const board = { config, schema: { querystring } }
  app.get('/api/dashboard/board', board, async (request): Promise<BoardAnswer> => {
    const { night } = request.query
    const { choices, chosen } = await tonight.nights(night)
    if (night !== undefined && !chosen) throw nightUnknown()
    const vip = chosen && (await findVipNight(till.db, chosen.id))
    return {
      nights: choices.map(nightAnswer),
      night: chosen ? nightAnswer(chosen) : null,
      board: vip ? await boardOf(till.db, vip, canOf(request)) : null,
    }
  })

  const party = { config, schema: { params } }
  app.get('/api/dashboard/board/parties/:id', party, async (request): Promise<BoardPartyAnswer> => {
    const booking = await findBooking(till.db, request.params.id)
    if (!booking) throw new RefusedRequest(refuse('booking_unknown', 'booking'))
    return boardParty(site, canOf(request), booking)
  })

  const table = { config, schema: { params, querystring: ofNight } }
  app.get('/api/dashboard/board/tables/:id', table, async (request): Promise<BoardTableAnswer> => {
    const { id } = request.params
    const { chosen } = await tonight.nights(request.query.night)
    if (!chosen) throw nightUnknown()
    const events = await tableEvents(till.db, chosen.id, id)
    return {
      id,
      entries: events.map(({ at, action, actor, booking_id, party: name }) => ({
        at: at.toISOString(),
        action,
        actor,
        party: booking_id === null ? null : { id: booking_id, name: name ?? '' },
      })),
    }
  })
}

const nightUnknown = () => new RefusedRequest(refuse('night_unknown', 'night'))

/** Members by their roles, and devices by their keys: they look after parties, too. */
function canOf(request: FastifyRequest): Can {
  return (permission) => isAllowed(callerOf(request), permission)
}
