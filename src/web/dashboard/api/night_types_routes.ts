import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  addTicketType,
  changeTicketType,
  orderTicketTypes,
  removeTicketType,
} from '../../../catalog/index.ts'
import type { Site } from '../../site.ts'
import type { SavedAnswer } from './nights_answers.ts'
import { newTypeInput, nightParams, typeInput, typeOrderInput, typeParams } from './nights_input.ts'
import { settledBy } from './settled_by.ts'

const path = '/api/dashboard/nights/:id/types'
const config = { permission: 'nights.manage' } as const

/** The kinds of ticket of a night: what they cost, how many there are, and when they open. */
export function nightTypeRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  const add = { config, schema: { params: nightParams, body: newTypeInput } }
  app.post(path, add, async (request, reply) => {
    const { id, ...wanted } = request.body
    const night = request.params.id
    const made = await settledBy(site, request, (tx, by) =>
      addTicketType(tx, night, id, wanted, by),
    )
    return reply.code(201).send(made)
  })

  const change = { config, schema: { params: typeParams, body: typeInput } }
  app.put(`${path}/:type`, change, async (request): Promise<SavedAnswer> => {
    const { version, ...wanted } = request.body
    const { id, type } = request.params
    return settledBy(site, request, (tx, by) => changeTicketType(tx, id, type, version, wanted, by))
  })

  app.delete(`${path}/:type`, { config, schema: { params: typeParams } }, async (request) => {
    const { id, type } = request.params
    return settledBy(site, request, (tx, by) => removeTicketType(tx, id, type, by))
  })

  const order = { config, schema: { params: nightParams, body: typeOrderInput } }
  app.put(path, order, async (request) => {
    const { ids } = request.body
    return settledBy(site, request, (tx, by) => orderTicketTypes(tx, request.params.id, ids, by))
  })
}
