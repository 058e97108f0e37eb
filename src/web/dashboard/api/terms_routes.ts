import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  beginVip,
  changeTables,
  choosePlan,
  copyTermsOfNight,
  copyTermsOfZone,
  findVenue,
  type TableTerms,
} from '../../../catalog/index.ts'
import { refuseAmounts } from '../../../checkout/index.ts'
import { must, type Queryable } from '../../../kernel/index.ts'
import type { Site } from '../../site.ts'
import { nightParams } from './nights_input.ts'
import { settledBy } from './settled_by.ts'
import { termsAnswer } from './terms_answer.ts'
import type { CopiedAnswer } from './terms_answers.ts'
import {
  beginInput,
  copyFromNightInput,
  copyFromZoneInput,
  planChoiceInput,
  termsInput,
} from './terms_input.ts'
import { termsPackageRoutes } from './terms_package_routes.ts'

const path = '/api/dashboard/nights/:id'
const config = { permission: 'nights.manage' } as const

/** What the tables of a night are sold for: read, changed together, copied. */
export function termsRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()

  const read = { config, schema: { params: nightParams } }
  app.get(`${path}/tables`, read, async (request) =>
    termsAnswer(db, request.params.id, await currencyOf(db)),
  )

  const change = { config, schema: { params: nightParams, body: termsInput } }
  app.put(`${path}/tables`, change, async (request) => {
    const { tables, ...set } = request.body
    const wanted = given(set)
    const changes = tables.map((table) => ({ ...table, set: wanted }))
    const { id } = request.params
    return settledBy(site, request, async (tx, by) =>
      changeTables(tx, id, changes, by, await amountsCheck(tx)),
    )
  })
  copyRoutes(root, site)
  beginRoutes(root, site)
  termsPackageRoutes(root, site)
}

function copyRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  const fromNight = { config, schema: { params: nightParams, body: copyFromNightInput } }
  app.post(`${path}/tables/from-night`, fromNight, async (request): Promise<CopiedAnswer> => {
    const { from, tables } = request.body
    const { id } = request.params
    return settledBy(site, request, async (tx, by) =>
      copyTermsOfNight(tx, id, from, tables, by, await amountsCheck(tx)),
    )
  })

  const fromZone = { config, schema: { params: nightParams, body: copyFromZoneInput } }
  app.post(`${path}/tables/from-zone`, fromZone, async (request): Promise<CopiedAnswer> => {
    const { tables, ...zones } = request.body
    const { id } = request.params
    return settledBy(site, request, async (tx, by) =>
      copyTermsOfZone(tx, id, zones, tables, by, await amountsCheck(tx)),
    )
  })
}

/** Before there are tables to settle: the plan that they stand on. */
function beginRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()

  const begin = {
    config: { ...config, lines: ['policy'] },
    schema: { params: nightParams, body: beginInput },
  }
  app.post(`${path}/vip`, begin, async (request, reply) => {
    const { id } = request.params
    const begun = await settledBy(site, request, (tx, by) => beginVip(tx, id, request.body, by))
    return reply.code(201).send(begun)
  })

  const choose = { config, schema: { params: nightParams, body: planChoiceInput } }
  app.put(`${path}/vip/plan`, choose, async (request) => {
    const { floor_plan_id } = request.body
    const { id } = request.params
    return settledBy(site, request, (tx, by) => choosePlan(tx, id, floor_plan_id, by))
  })
}

/** Refuses what no card can pay in the house's currency. */
async function amountsCheck(db: Queryable) {
  const currency = await currencyOf(db)
  return (terms: TableTerms) => refuseAmounts(terms, currency)
}

async function currencyOf(db: Queryable): Promise<string> {
  return must(await findVenue(db), 'the venue').currency
}

/** Only what was said: what is left out is not set to nothing. */
function given(set: { [Name in keyof TableTerms]?: TableTerms[Name] | undefined }) {
  const said = Object.entries(set).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as Partial<TableTerms>
}
