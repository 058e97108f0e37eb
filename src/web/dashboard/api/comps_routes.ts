import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { approveComp, askComp, refuseComp, withdrawComp } from '../../../checkout/index.ts'
import { may, type Role } from '../../../identity/index.ts'
import { must, refuse } from '../../../kernel/index.ts'
import {
  compList,
  compNights,
  countWaitingComps,
  type ListedComp,
} from '../../../overview/index.ts'
import { memberOf, nameActor } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { CompAnswer, CompsWaiting, ShownComp } from './comps_answers.ts'
import { compInput, compParams, compRefusalInput, compsQuery } from './comps_input.ts'
import { actorInput } from './desk_input.ts'
import { pageRows } from './lists_input.ts'

const path = '/api/dashboard/comps'
const ask = { permission: 'comps.ask' } as const
const decide = { permission: 'comps.approve' } as const

/** What the house gives: asked for, decided about, taken back. */
export async function compsRoutes(root: FastifyInstance, site: Site): Promise<void> {
  const { db } = site.till
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(path, { config: ask, schema: { querystring: compsQuery } }, async (request) => {
    const { night, state, after, until } = request.query
    const size = pageRows(after)
    const found = await compList(db, { night_id: night, state, until }, after, size + 1)
    const listed = found.slice(0, size)
    const { role } = memberOf(request).member
    const next = found.length > size ? (listed.at(-1)?.cursor ?? null) : null
    return { rows: listed.map((comp) => compRow(comp, role)), next }
  })

  app.get(`${path}/choices`, { config: ask }, async () => ({ nights: await compNights(db) }))

  app.get(`${path}/waiting`, { config: decide }, async (): Promise<CompsWaiting> => {
    return { waiting: await countWaitingComps(db) }
  })

  app.post(path, { config: ask, schema: { body: compInput } }, async (request, reply) => {
    const { role } = memberOf(request).member
    const wanted = request.body
    // Asking is a host's; that the same press gives it at once is not.
    if (wanted.approves && !may(role, 'comps.approve'))
      throw new RefusedRequest(refuse('not_permitted', 'approves'))
    const { state } = unlessRefused(await askComp(site.till, compWanted(wanted)))
    const outcome = state === 'approved' ? 'approved' : 'asked'
    return reply.code(201).send(await answer(site, wanted.comp_id, role, outcome))
  })
  decisionRoutes(root, site)
}

/** What only somebody does who may give the house's things away. */
function decisionRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const bare = { config: decide, schema: { params: compParams, body: actorInput } }

  app.post(`${path}/:id/approve`, bare, async (request) => {
    const { id: comp_id } = request.params
    const { actor } = request.body
    const { is_new } = unlessRefused(await approveComp(site.till, { comp_id, actor }))
    const outcome = is_new ? 'approved' : 'approved_already'
    return answer(site, comp_id, memberOf(request).member.role, outcome)
  })

  const no = { config: decide, schema: { params: compParams, body: compRefusalInput } }
  app.post(`${path}/:id/refuse`, no, async (request) => {
    const { id: comp_id } = request.params
    const { actor, reason: refusal } = request.body
    unlessRefused(await refuseComp(site.till, { comp_id, actor, refusal }))
    return answer(site, comp_id, memberOf(request).member.role, 'refused')
  })

  app.post(`${path}/:id/withdraw`, bare, async (request) => {
    const { id: comp_id } = request.params
    unlessRefused(await withdrawComp(site.till, { comp_id, actor: request.body.actor }))
    return answer(site, comp_id, memberOf(request).member.role, 'withdrawn')
  })
}

function compWanted(input: z.infer<typeof compInput>) {
  const { comp_id: id, night: night_id, actor: asked_by, approves } = input
  const { quantity, guest_name, guest_email, locale, reason } = input
  const what =
    input.kind === 'ga'
      ? { ticket_type_id: input.ticket_type_id, vip_table_id: null }
      : { ticket_type_id: null, vip_table_id: input.table }
  const words = { guest_name, guest_email, locale, reason }
  return { id, night_id, ...what, quantity, ...words, asked_by, approves }
}

async function answer(
  { till }: Site,
  id: string,
  role: Role,
  outcome: CompAnswer['outcome'],
): Promise<{ outcome: CompAnswer['outcome']; comp: ShownComp }> {
  const [comp] = await compList(till.db, { id }, undefined, 1)
  return { outcome, comp: compRow(must(comp, `comp ${id}`), role) }
}

/** With what the comp allows, and whoever asks may do. */
function compRow(comp: ListedComp, role: Role): ShownComp {
  const { state, night, inside } = comp
  const decides = may(role, 'comps.approve')
  const isWaiting = state === 'asked' && !night.is_over
  const actions = {
    approve: decides && isWaiting,
    refuse: decides && isWaiting,
    withdraw: decides && state === 'approved' && inside === 0,
    resend: state === 'approved',
  }
  const can = (Object.keys(actions) as ShownComp['can']).filter((action) => actions[action])
  return { ...comp, can }
}
