import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endOwnSession,
  removeSecondFactor,
  rename,
  sessionsOf,
} from '../../identity/index.ts'
import { isRefused, type Refused } from '../../kernel/index.ts'
import { memberOf } from '../access.ts'
import type { RefusalCode } from '../messages.ts'
import type { Site } from '../site.ts'
import { html } from '../storefront/night_routes.ts'
import { formOf, goOn, ownOf, sayWhy, staffView } from './form.ts'
import { accountPage, type AccountView } from './pages/index.ts'

const own = { config: { permission: 'account.use' } } as const
const path = '/dashboard/account'
const saved = `${path}?saved`
/** More than anybody has browsers. */
const SESSIONS_MAX = 50

/** One's own account: name, password, second factor, sessions. */
export function accountRoutes(app: FastifyInstance, site: Site): void {
  const { identity } = site

  app.get(path, own, async (request, reply) => {
    const is_saved = 'saved' in Object(request.query)
    return html(reply, accountPage({ ...(await openAccount(site, request)), is_saved }))
  })

  app.post(`${path}/name`, own, async (request, reply) => {
    const { member } = memberOf(request)
    const refused = await rename(site.till.db, member, formOf(request)('name'))
    return refused ? again(site, request, reply, refused) : goOn(reply, saved)
  })

  app.post(`${path}/password`, own, async (request, reply) => {
    const form = formOf(request)
    const wish = { current: form('current'), wanted: form('password') }
    const changed = await changePassword(identity, ownOf(site, request), wish)
    if (isRefused(changed)) return again(site, request, reply, changed, { sent: 'change' })
    return goOn(reply, saved, changed.cookies)
  })

  app.post(`${path}/second-factor`, own, async (request, reply) => {
    const password = formOf(request)('current')
    const setup = await beginSecondFactor(identity, ownOf(site, request), password)
    if (isRefused(setup)) return again(site, request, reply, setup, { sent: 'second' })
    return html(reply, accountPage({ ...(await openAccount(site, request)), setup }))
  })

  app.post(`${path}/second-factor/confirmation`, own, async (request, reply) => {
    const code = formOf(request)('code')
    const confirmed = await confirmSecondFactor(identity, ownOf(site, request), code)
    if (isRefused(confirmed)) return again(site, request, reply, confirmed, { setup: 'again' })
    return goOn(reply, saved, confirmed.cookies)
  })

  app.post(`${path}/second-factor/removal`, own, async (request, reply) => {
    const password = formOf(request)('current')
    const removed = await removeSecondFactor(identity, ownOf(site, request), password)
    if (isRefused(removed)) return again(site, request, reply, removed, { sent: 'second' })
    return goOn(reply, saved, removed.cookies)
  })

  app.post<{ Params: { id: string } }>(`${path}/sessions/:id/end`, own, async (request, reply) => {
    await endOwnSession(identity, memberOf(request).member, request.params.id)
    return goOn(reply, saved)
  })
}

async function again(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused<RefusalCode>,
  more: Partial<AccountView> = {},
): Promise<FastifyReply> {
  const view = { ...(await openAccount(site, request)), ...more }
  return sayWhy(reply, view, refused, accountPage)
}

async function openAccount(site: Site, request: FastifyRequest): Promise<AccountView> {
  const { member, session_id } = memberOf(request)
  const [view, sessions] = await Promise.all([
    staffView(site, request),
    sessionsOf(site.till.db, member.id, SESSIONS_MAX),
  ])
  return { ...view, here: path, member, session_id, sessions, is_saved: false }
}
