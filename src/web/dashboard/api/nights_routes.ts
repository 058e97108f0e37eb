import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  changeNight,
  changeVipNight,
  copyNight,
  createNight,
  deleteDraft,
  pauseSales,
  publishNight,
  settleHardCapacity,
  ticketTypesOf,
} from '../../../catalog/index.ts'
import { refuse } from '../../../kernel/index.ts'
import {
  houseCapacity,
  managedNights,
  nightInHand,
  typesInHand,
  vipInHand,
} from '../../../overview/index.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { nightTypeRoutes } from './night_types_routes.ts'
import type { HouseAnswer, SavedAnswer } from './nights_answers.ts'
import {
  capacityInput,
  copyInput,
  newNightInput,
  nightInput,
  nightParams,
  nightsQuery,
  salesInput,
  vipInput,
} from './nights_input.ts'
import { settledBy } from './settled_by.ts'

const PAGE_ROWS = 50
const path = '/api/dashboard/nights'
const config = { permission: 'nights.manage' } as const
const byId = { config, schema: { params: nightParams } }

/** The nights of the house: made, changed, published, paused. */
export function nightsRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(path, { config, schema: { querystring: nightsQuery } }, async (request) => {
    const { show, after } = request.query
    const found = await managedNights(db, show, after, PAGE_ROWS + 1)
    const nights = found.slice(0, PAGE_ROWS)
    return { rows: nights, next: found.length > PAGE_ROWS ? (nights.at(-1)?.cursor ?? null) : null }
  })

  app.get(`${path}/:id`, byId, async (request) => nightAnswer(site, request.params.id))

  const create = { config, schema: { body: newNightInput } }
  app.post(path, create, async (request, reply) => {
    const made = await settledBy(site, request, (tx, by) => createNight(tx, request.body, by))
    return reply.code(201).send(made)
  })

  const copy = { config, schema: { params: nightParams, body: copyInput } }
  app.post(`${path}/:id/copy`, copy, async (request, reply) => {
    const { id } = request.params
    const made = await settledBy(site, request, (tx, by) => copyNight(tx, id, request.body, by))
    return reply.code(201).send(made)
  })
  changeRoutes(root, site)
  houseRoutes(root, site)
  nightTypeRoutes(root, site)
}

/** What is done to a night that is there. */
function changeRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  const change = {
    config: { ...config, lines: ['description'] },
    schema: { params: nightParams, body: nightInput },
  }
  app.put(`${path}/:id`, change, async (request): Promise<SavedAnswer> => {
    const { version, ...wanted } = request.body
    const { id } = request.params
    return settledBy(site, request, (tx, by) => changeNight(tx, id, version, wanted, by))
  })

  app.delete(`${path}/:id`, byId, async (request) =>
    settledBy(site, request, (tx, by) => deleteDraft(tx, request.params.id, by)),
  )

  app.post(`${path}/:id/publish`, byId, async (request) =>
    settledBy(site, request, (tx, by) => publishNight(tx, request.params.id, by)),
  )

  const pause = { config, schema: { params: nightParams, body: salesInput } }
  app.post(`${path}/:id/sales`, pause, async (request) => {
    const { side, paused } = request.body
    const { id } = request.params
    return settledBy(site, request, (tx, by) => pauseSales(tx, id, side, paused, by))
  })

  const vip = {
    config: { ...config, lines: ['policy'] },
    schema: { params: nightParams, body: vipInput },
  }
  app.put(`${path}/:id/vip`, vip, async (request): Promise<SavedAnswer> => {
    const { version, ...wanted } = request.body
    const { id } = request.params
    return settledBy(site, request, (tx, by) => changeVipNight(tx, id, version, wanted, by))
  })
}

/** How many fit into the house. */
function houseRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const house = '/api/dashboard/house-capacity'

  app.get(house, { config }, async (): Promise<HouseAnswer> => {
    return { hard_capacity: await houseCapacity(site.till.db) }
  })

  const settle = { config, schema: { body: capacityInput } }
  app.put(house, settle, async (request): Promise<HouseAnswer> => {
    const { hard_capacity, was } = request.body
    return settledBy(site, request, (tx, by) => settleHardCapacity(tx, hard_capacity, was, by))
  })
}

async function nightAnswer({ till: { db } }: Site, id: string) {
  const night = await nightInHand(db, id)
  if (!night) throw new RefusedRequest(refuse('night_unknown', 'night'))
  const [types, onSale, vip] = await Promise.all([
    typesInHand(db, id),
    ticketTypesOf(db, id),
    vipInHand(db, id),
  ])
  const saleOf = (typeId: string) => onSale.find((one) => one.id === typeId)?.sale ?? 'ended'
  const isDraft = night.state === 'draft'
  return {
    night,
    types: types.map((type) => ({ ...type, sale: saleOf(type.id) })),
    vip: vip ?? null,
    page_path: isDraft ? `/dashboard/nights/${id}/preview` : `/nights/${night.slug}`,
  }
}
