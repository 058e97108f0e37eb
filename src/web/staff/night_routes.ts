import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  findNight,
  findVipNight,
  tableBlocksOf,
  tableOffersOf,
  waitingPartiesOf,
  type VipNight,
} from '../../catalog/index.ts'
import { block, partiesOfNight, unblock, walkIn } from '../../checkout/index.ts'
import { refuse, type Database } from '../../kernel/index.ts'
import { passesOf } from '../../tickets/index.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { bookingAnswer, partyAnswer, unlessRefused } from './answers.ts'
import { actorInput, blockInput, nightParams, tableParams, walkInInput } from './input.ts'
import { passAnswers } from './pass_answers.ts'

const path = '/api/staff/nights/:slug'
const read = { config: { permission: 'parties.read' }, schema: { params: nightParams } } as const
const config = { permission: 'parties.manage' } as const

/** A night's bookings and tables, who walks in, and which tables are blocked. */
export function nightRoutes(root: FastifyInstance, site: Site): void {
  const { till } = site
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(`${path}/bookings`, read, async (request) => {
    const vip = await vipNightOf(till.db, request.params.slug)
    const [waiting, parties] = await Promise.all([
      waitingPartiesOf(till.db, vip.night_id),
      partiesOfNight(till.db, vip.night_id),
    ])
    return { unassigned: waiting.length, bookings: parties.map(partyAnswer) }
  })

  app.get(`${path}/tables`, read, async (request) => {
    const { night_id } = await vipNightOf(till.db, request.params.slug)
    const [offers, blocks] = await Promise.all([
      tableOffersOf(till.db, night_id),
      tableBlocksOf(till.db, night_id),
    ])
    const tables = offers.map((offer) => {
      const blocked = blocks.find(({ vip_table_id }) => vip_table_id === offer.vip_table_id)
      return {
        id: offer.vip_table_id,
        name: offer.name,
        zone: offer.zone,
        state: offer.state,
        heads: offer.heads,
        guests_max: offer.guests_max,
        booking: offer.booking_id,
        block: blocked
          ? { at: blocked.blocked_at, by: blocked.blocked_by, reason: blocked.block_reason }
          : null,
      }
    })
    return { tables }
  })
  tableRoutes(root, site)
}

/** Who walks in, and which tables are blocked. */
function tableRoutes(root: FastifyInstance, site: Site): void {
  const { till } = site
  const app = root.withTypeProvider<ZodTypeProvider>()
  const walkInRoute = { config, schema: { params: nightParams, body: walkInInput } }
  app.post(`${path}/walk_ins`, walkInRoute, async (request, reply) => {
    const { table, ...party } = request.body
    const wanted = { ...party, vip_table_id: table }
    const booking = unlessRefused(await walkIn(till, request.params.slug, wanted))
    const [answer, passes] = await Promise.all([
      bookingAnswer(till.db, booking),
      passAnswers(site, booking, await passesOf(till.db, booking.id)),
    ])
    return reply.code(201).send({ ...answer, passes })
  })

  const blockPath = `${path}/tables/:id/block`
  const blockRoute = { config, schema: { params: tableParams, body: blockInput } }
  app.post(blockPath, blockRoute, async (request, reply) => {
    const { slug, id } = request.params
    unlessRefused(await block(till, { night: slug, vip_table_id: id, ...request.body }))
    return reply.code(201).send({ table: id, state: 'blocked' })
  })

  const unblockRoute = { config, schema: { params: tableParams, body: actorInput } }
  app.delete(blockPath, unblockRoute, async (request) => {
    const { slug, id } = request.params
    unlessRefused(await unblock(till, { night: slug, vip_table_id: id, ...request.body }))
    return { table: id }
  })
}

async function vipNightOf(db: Database, slug: string): Promise<VipNight> {
  const night = await findNight(db, slug)
  if (!night) throw new RefusedRequest(refuse('night_unknown', 'night'))
  const vip = await findVipNight(db, night.id)
  if (!vip) throw new RefusedRequest(refuse('vip_not_offered', 'night'))
  return vip
}
