import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { addPackage, changePackage, findVenue, orderPackages } from '../../../catalog/index.ts'
import { refusePackagePrice } from '../../../checkout/index.ts'
import { must, type Refused, type Tx } from '../../../kernel/index.ts'
import type { RefusalCode } from '../../messages.ts'
import type { Site } from '../../site.ts'
import { nightParams } from './nights_input.ts'
import type { SavedAnswer } from './nights_answers.ts'
import { settledBy } from './settled_by.ts'
import { newPackageInput, packageInput, packageOrderInput, packageParams } from './terms_input.ts'

const path = '/api/dashboard/nights/:id/packages'
const config = { permission: 'nights.manage' } as const

/** The packages of a night: what is in them, what they cost, and whether they can be ordered. */
export function termsPackageRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  const add = { config, schema: { params: nightParams, body: newPackageInput } }
  app.post(path, add, async (request, reply) => {
    const { id, ...wanted } = request.body
    const night = request.params.id
    const made = await settledBy(site, request, (tx, by) =>
      payable(tx, wanted.price_minor, () => addPackage(tx, night, id, wanted, by)),
    )
    return reply.code(201).send(made)
  })

  const change = { config, schema: { params: packageParams, body: packageInput } }
  app.put(`${path}/:package`, change, async (request): Promise<SavedAnswer> => {
    const { version, ...wanted } = request.body
    const { id, package: one } = request.params
    return settledBy(site, request, (tx, by) =>
      payable(tx, wanted.price_minor, () => changePackage(tx, id, one, version, wanted, by)),
    )
  })

  const order = { config, schema: { params: nightParams, body: packageOrderInput } }
  app.put(path, order, async (request) => {
    const { ids } = request.body
    return settledBy(site, request, (tx, by) => orderPackages(tx, request.params.id, ids, by))
  })
}

/** Does it unless no card can pay the price. */
async function payable<Result extends object>(
  tx: Tx,
  price_minor: number,
  deed: () => Promise<Result | Refused<RefusalCode>>,
): Promise<Result | Refused<RefusalCode>> {
  const { currency } = must(await findVenue(tx), 'the venue')
  return refusePackagePrice(price_minor, currency) ?? deed()
}
