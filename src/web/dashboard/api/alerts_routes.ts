import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  acknowledge,
  assign,
  openAlertCounts,
  readAlert,
  readAllAlerts,
  resolveByHand,
  unreadAlerts,
} from '../../../alerts/index.ts'
import { resolveLapsed } from '../../../checkout/index.ts'
import { may, membersOf, type Member } from '../../../identity/index.ts'
import { isRefused, refuse } from '../../../kernel/index.ts'
import { inboxAlert, inboxPage } from '../../../overview/index.ts'
import { memberOf } from '../../access.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import { unlessRefused } from '../../staff/answers.ts'
import type { AlertAnswer, AlertDeskAnswer, AlertsAnswer } from './alerts_answers.ts'
import { alertAnswers } from './answer_alerts.ts'

const path = '/api/dashboard/alerts'
const config = { permission: 'alerts.handle' } as const

const id = z.string().min(1).max(100)
const params = z.object({ id })
const filters = z.object({
  show: z.enum(['open', 'mine', 'all']).default('open'),
  after: z.string().max(100).default(''),
  until: z.string().max(100).optional(),
})
/** More than a sentence or two belongs elsewhere. */
const REASON_LENGTH_MAX = 500
const reasonInput = z.object({ reason: z.string().trim().min(1).max(REASON_LENGTH_MAX) })

/** The inbox of alerts: what is open, and who sees to it. */
export function alertsRoutes(root: FastifyInstance, site: Site): void {
  const { db } = site.till
  const app = root.withTypeProvider<ZodTypeProvider>()

  const list = { config, schema: { querystring: filters } }
  app.get(path, list, async (request): Promise<AlertsAnswer> => {
    const { show, after, until } = request.query
    const { id: member } = memberOf(request).member
    const { alerts, next } = await inboxPage(db, member, show, after, until)
    return { rows: await alertAnswers(db, site.config, alerts), next }
  })

  app.get(`${path}/desk`, { config }, async (request): Promise<AlertDeskAnswer> => {
    const { member } = memberOf(request)
    const [counts, unread, members] = await Promise.all([
      openAlertCounts(db, member.id),
      unreadAlerts(db, member.id),
      membersOf(db),
    ])
    return { ...counts, unread, members: members.filter(isFitFor).map(named) }
  })

  app.get(`${path}/unread`, { config }, async (request) => ({
    unread: await unreadAlerts(db, memberOf(request).member.id),
  }))

  app.post(
    `${path}/read`,
    { config, schema: { body: z.object({ up_to: id }) } },
    async (request) => {
      const { member } = memberOf(request)
      await readAllAlerts(db, member.id, request.body.up_to)
      return { unread: await unreadAlerts(db, member.id) }
    },
  )

  app.get(`${path}/:id`, { config, schema: { params } }, async (request) =>
    answer(memberOf(request).member, request.params.id),
  )
  changeRoutes(root, site, answer)

  /** One alert, as it stands now. */
  async function answer(member: Member, alertId: string): Promise<AlertAnswer> {
    const alert = await inboxAlert(db, member.id, alertId)
    const [told] = await alertAnswers(db, site.config, alert ? [alert] : [])
    if (!told) throw new RefusedRequest(refuse('alert_unknown', 'alert'))
    return told
  }
}

/** What is done to one alert; each is answered with the alert as it stands then. */
function changeRoutes(
  root: FastifyInstance,
  { till }: Site,
  answer: (member: Member, alertId: string) => Promise<AlertAnswer>,
): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const { db } = till
  const byId = { config, schema: { params } }

  app.post(`${path}/:id/read`, byId, async (request) => {
    const { member } = memberOf(request)
    await readAlert(db, member.id, request.params.id)
    return answer(member, request.params.id)
  })

  app.post(`${path}/:id/acknowledge`, byId, async (request) => {
    const { member } = memberOf(request)
    unlessRefused(await acknowledge(db, member, request.params.id))
    return answer(member, request.params.id)
  })

  const assignment = { config, schema: { params, body: z.object({ member: id.nullable() }) } }
  app.post(`${path}/:id/assign`, assignment, async (request) => {
    const { member } = memberOf(request)
    const { member: to } = request.body
    const isFit = to === null || (await membersOf(db)).some((one) => one.id === to && isFitFor(one))
    if (!isFit) throw new RefusedRequest(refuse('member_unknown', 'member'))
    unlessRefused(await assign(db, member, request.params.id, to))
    return answer(member, request.params.id)
  })

  // What lapsed is the one thing that is decided on and not just seen to: it changes a booking.
  const decision = {
    config,
    schema: { params, body: z.object({ how: z.enum(['keep', 'cancel']) }) },
  }
  app.post(`${path}/:id/decide`, decision, async (request) => {
    const { member } = memberOf(request)
    if (!may(member.role, 'money.decide'))
      throw new RefusedRequest(refuse('not_permitted', 'account'))
    const { kind, order } = await answer(member, request.params.id)
    if (kind !== 'authorisation_expired' || !order)
      throw new RefusedRequest(refuse('deposit_not_lapsed', 'alert'))
    const { how } = request.body
    const decided = await resolveLapsed(till, { order_id: order.id, how, by: member.name })
    if (isRefused(decided)) throw new RefusedRequest(decided)
    return answer(member, request.params.id)
  })

  const resolution = {
    config: { ...config, lines: ['reason'] },
    schema: { params, body: reasonInput },
  }
  app.post(`${path}/:id/resolve`, resolution, async (request) => {
    const { member } = memberOf(request)
    unlessRefused(await resolveByHand(db, member, request.params.id, request.body.reason))
    return answer(member, request.params.id)
  })
}

/** Whoever may see to alerts may be given one. */
const isFitFor = ({ role }: Member) => may(role, config.permission)
const named = ({ id: memberId, name }: Member) => ({ id: memberId, name })
