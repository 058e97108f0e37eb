import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  addPlan,
  countComingNights,
  drawnZonesOf,
  findPlanVersion,
  moveNights,
  newestPlans,
  savePlan,
  type Drawing,
} from '../../../catalog/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { memberOf } from '../../access.ts'
import { planFaults } from '../../plan/plan_faults.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import { drawingAnswer, planAnswer } from './plan_answer.ts'
import { pictureRoutes } from './plan_picture_routes.ts'
import type { NightsMovedAnswer, PlanAnswer, PlansAnswer } from './plans_answers.ts'
import { newPlanInput, nightsInput, planInput, planParams } from './plans_input.ts'

const path = '/api/dashboard/plans'
/** A large house in full is far smaller. */
const PLAN_BYTES_MAX = 512 * 1024

/** The floor plans of the house: the list, each of them, and what is drawn on it. */
export async function plansRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { permission: 'plans.manage' } as const
  const bodyLimit = PLAN_BYTES_MAX

  app.get(path, { config }, async (): Promise<PlansAnswer> => {
    const newest = await newestPlans(db)
    const zones = await drawnZonesOf(
      db,
      newest.map(({ id }) => id),
    )
    const nights = await countComingNights(db)
    return {
      plans: newest.map((plan) => ({
        id: plan.id,
        version: plan.version,
        saved_at: plan.saved_at.toISOString(),
        saved_by: plan.saved_by,
        nights: nights.get(plan.line_id) ?? 0,
        drawing: drawingAnswer(plan, zones.get(plan.id) ?? []),
      })),
    }
  })

  const add = { config, bodyLimit, schema: { body: newPlanInput } }
  app.post(path, add, async (request, reply): Promise<PlanAnswer> => {
    const { save_id, ...drawing } = checked(request.body)
    const actor = memberOf(request).member.name
    const added = unlessRefused(await addPlan(db, { drawing, save_id, actor }))
    void reply.code(201)
    return planAnswer(db, added)
  })

  const read = { config, schema: { params: planParams } }
  app.get(`${path}/:id`, read, async (request): Promise<PlanAnswer> => {
    const plan = await findPlanVersion(db, request.params.id)
    if (!plan) throw new RefusedRequest(refuse('plan_unknown', 'plan'))
    return planAnswer(db, plan)
  })

  const save = { config, bodyLimit, schema: { params: planParams, body: planInput } }
  app.put(`${path}/:id`, save, async (request): Promise<PlanAnswer> => {
    const { save_id, revision, as_new_version, ...drawing } = checked(request.body)
    const seen = { id: request.params.id, revision }
    const actor = memberOf(request).member.name
    const written = { drawing, save_id, actor, as_new_version }
    return planAnswer(db, unlessRefused(await savePlan(db, seen, written)))
  })

  const move = { config, schema: { params: planParams, body: nightsInput } }
  app.post(`${path}/:id/nights`, move, async (request): Promise<NightsMovedAnswer> => {
    const actor = memberOf(request).member.name
    const { nights } = request.body
    return { moved: unlessRefused(await moveNights(db, request.params.id, nights, actor)) }
  })
  await root.register((scope) => pictureRoutes(scope, site))
}

/** The input, unless the plan in it breaks a rule of plans: then all that is wrong with it. */
function checked<Input extends Drawing>(input: Input): Input {
  const faults = planFaults(input).map(({ code, field }) => refuse(code, field))
  if (faults.length > 0) throw new RefusedRequest(...faults)
  return input
}
