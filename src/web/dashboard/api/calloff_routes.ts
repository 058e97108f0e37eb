import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { findNight, findNightById, findVenue, type Night } from '../../../catalog/index.ts'
import {
  callOffNight,
  cancellationOf,
  nightWorth,
  type NightCancellation,
} from '../../../checkout/index.ts'
import { may, type Member } from '../../../identity/index.ts'
import { must, refuse } from '../../../kernel/index.ts'
import { callOffFailures, callOffProgress } from '../../../overview/index.ts'
import { memberOf, nameActor } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { CallOffAnswer, CancellationAnswer } from './calloff_answers.ts'
import { actorInput } from './desk_input.ts'

const path = '/api/dashboard/nights/:id/cancellation'

/** A night by its id, or by the last part of its address. */
const params = z.object({ id: z.string().min(1).max(200) })
const body = actorInput.extend({
  title: z.string().trim().min(1).max(500),
  reason: z.string().trim().min(1).max(500),
})

/** Calling a night off: what it would mean, doing it, and how far it has come. */
export async function callOffRoutes(root: FastifyInstance, site: Site): Promise<void> {
  nameActor(root, 'actor')
  const app = root.withTypeProvider<ZodTypeProvider>()

  const look = { config: { permission: 'revenue.read' }, schema: { params } } as const
  app.get(path, look, async (request) => answer(site, memberOf(request).member, request.params.id))

  const decide = { config: { permission: 'money.decide' }, schema: { params, body } } as const
  app.post(path, decide, async (request) => {
    const night = await nightOf(site, request.params.id)
    unlessRefused(await callOffNight(site.till, { ...request.body, night_id: night.id }))
    return answer(site, memberOf(request).member, night.id)
  })
}

async function nightOf({ till: { db } }: Site, id: string): Promise<Night> {
  const night = (await findNightById(db, id)) ?? (await findNight(db, id))
  if (!night) throw new RefusedRequest(refuse('night_unknown', 'id'))
  return night
}

async function answer(site: Site, { role }: Member, nightId: string): Promise<CallOffAnswer> {
  const { db } = site.till
  const night = await nightOf(site, nightId)
  const { currency } = must(await findVenue(db), 'the venue')
  const { id, slug, title, state, is_over } = night
  const known = await cancellationOf(db, id)
  return {
    night: { id, slug, title, doors_at: night.doors_at.toISOString(), state, is_over },
    currency,
    can_call_off: may(role, 'money.decide') && state === 'published' && !is_over,
    worth: known ? null : await nightWorth(db, id),
    cancellation: known ? await cancellationAnswer(site, known) : null,
  }
}

async function cancellationAnswer(
  { till: { db } }: Site,
  known: NightCancellation,
): Promise<CancellationAnswer> {
  const { night_id, cancelled_by, reason, orders, money_minor, reserved_minor } = known
  const { moved_at, ...progress } = await callOffProgress(db, night_id)
  const { to_go, waiting, disputed, failed } = progress
  const isFinished = to_go + waiting + disputed + failed === 0
  return {
    by: cancelled_by,
    reason,
    at: known.cancelled_at.toISOString(),
    orders,
    money_minor,
    reserved_minor,
    progress,
    failures: failed > 0 ? await callOffFailures(db, night_id) : [],
    finished_at: isFinished ? (moved_at ?? known.cancelled_at).toISOString() : null,
  }
}
