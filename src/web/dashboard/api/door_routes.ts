import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { letIn, takeBackEntrance } from '../../../checkout/index.ts'
import { may } from '../../../identity/index.ts'
import { must, refuse } from '../../../kernel/index.ts'
import {
  doorCount,
  doorEntrances,
  doorOrders,
  doorParties,
  nightIdOf,
  openTonight,
  wordsQuery,
} from '../../../overview/index.ts'
import { memberOf } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { DoorAnswer, DoorSearchAnswer, DoorUndoAnswer, DoorVerdict } from './door_answers.ts'
import { doorQuery, entranceInput, entranceParams, searchQuery } from './door_input.ts'
import { balanceFor, verdictOf } from './door_verdict.ts'
import { nightAnswer } from './tonight_routes.ts'

const ENTRANCES_SHOWN = 10
/** More nobody reads at a door: more letters find fewer. */
const FOUND_MAX = 20

const path = '/api/dashboard/door'
const work = { permission: 'door.work' } as const

/**
 * The page of the door: who is in, whom a name means, letting in and taking that back. No money,
 * but for whoever may take some.
 */
export function doorRoutes(root: FastifyInstance, site: Site): void {
  const { till } = site
  const app = root.withTypeProvider<ZodTypeProvider>()
  const tonight = openTonight(till.db)

  const look = { config: work, schema: { querystring: doorQuery } }
  app.get(path, look, async (request): Promise<DoorAnswer> => {
    const { member } = memberOf(request)
    const { choices, chosen } = await tonight.nights(request.query.night)
    const nights = choices.map(nightAnswer)
    if (!chosen) {
      if (request.query.night !== undefined) throw nightUnknown()
      return { nights, night: null, count: null, entrances: [] }
    }
    const whose = may(member.role, 'admissions.undo') ? null : member.id
    const [count, found] = await Promise.all([
      doorCount(till.db, chosen.id),
      doorEntrances(till.db, chosen.id, whose, ENTRANCES_SHOWN),
    ])
    const entrances = found.map((one) => ({
      ...one,
      at: one.at.toISOString(),
      undone_at: one.undone_at?.toISOString() ?? null,
    }))
    return { nights, night: nightAnswer(chosen), count, entrances }
  })

  searchRoute(root, site)
  entranceRoutes(root, site)
}

function searchRoute(root: FastifyInstance, { till: { db } }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const search = { config: work, schema: { querystring: searchQuery } }
  app.get(`${path}/search`, search, async (request): Promise<DoorSearchAnswer> => {
    const { role } = memberOf(request).member
    const nightId = await nightIdOf(db, request.query.night)
    if (!nightId) throw nightUnknown()
    const words = wordsQuery(request.query.q)
    if (words === null) return { parties: [], orders: [], is_more: false }
    const [parties, orders] = await Promise.all([
      doorParties(db, nightId, words, FOUND_MAX + 1),
      doorOrders(db, nightId, words, FOUND_MAX + 1),
    ])
    return {
      parties: parties.slice(0, FOUND_MAX).map(({ due_minor, currency, ...party }) => ({
        ...party,
        balance: balanceFor(role, { due_minor, currency }),
      })),
      orders: orders.slice(0, Math.max(0, FOUND_MAX - parties.length)),
      is_more: parties.length + orders.length > FOUND_MAX,
    }
  })
}

function entranceRoutes(root: FastifyInstance, { till }: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  const enter = { config: work, schema: { body: entranceInput } }
  app.post(`${path}/entrances`, enter, async (request): Promise<DoorVerdict> => {
    const { member } = memberOf(request)
    const { night, ...wanted } = request.body
    const nightId = await nightIdOf(till.db, night)
    if (!nightId) throw nightUnknown()
    const whose = { night_id: nightId, member_id: member.id, admitted_by: member.name }
    return verdictOf(till.db, member.role, await letIn(till, { ...wanted, ...whose }))
  })

  const undo = { config: work, schema: { params: entranceParams } }
  app.post(`${path}/entrances/:id/undo`, undo, async (request): Promise<DoorUndoAnswer> => {
    const { member } = memberOf(request)
    const wanted = { id: request.params.id, member_id: member.id, actor: member.name }
    const may_undo_others = may(member.role, 'admissions.undo')
    const { id, undone_at } = unlessRefused(
      await takeBackEntrance(till, { ...wanted, may_undo_others }),
    )
    return { entrance_id: id, undone_at: must(undone_at, 'when it was undone').toISOString() }
  })
}

const nightUnknown = () => new RefusedRequest(refuse('night_unknown', 'night'))
