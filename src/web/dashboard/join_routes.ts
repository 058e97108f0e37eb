import type { FastifyInstance, FastifyRequest } from 'fastify'
import { join, openInvitation, signIn } from '../../identity/index.ts'
import { isRefused } from '../../kernel/index.ts'
import { firstPath } from '../access.ts'
import { browserOf } from '../caller.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { html } from '../storefront/night_routes.ts'
import { visitorOfRequest } from '../visitor.ts'
import { formOf, goOn, sayWhy, staffView } from './form.ts'
import { joinPage } from './pages/index.ts'

interface JoinRoute {
  Params: { id: string; token: string }
}

const anybody = { config: { permission: 'anybody' } } as const
const path = '/dashboard/join/:id/:token'

/** The page that an invitation leads to, and the first owner's link. The link is the proof. */
export function joinRoutes(app: FastifyInstance, site: Site): void {
  app.get<JoinRoute>(path, anybody, async (request, reply) => {
    return html(reply, joinPage(await openJoin(site, request)))
  })

  app.post<JoinRoute>(path, anybody, async (request, reply) => {
    const view = await openJoin(site, request)
    const form = formOf(request)
    const typed = { name: form('name'), email: form('email') }
    const password = form('password')
    const joined = await join(site.identity, { ...request.params, ...typed, password })
    if (isRefused(joined)) return sayWhy(reply, { ...view, typed }, joined, joinPage)
    const visitor = visitorOfRequest(site.config, request)
    const shown = { email: joined.email, password, visitor }
    const signedIn = await signIn(site.identity, browserOf(request), shown)
    if (isRefused(signedIn)) return goOn(reply, '/dashboard')
    return goOn(reply, firstPath('/dashboard', signedIn.role), signedIn.cookies)
  })
}

/** Throws the same refusal for every link that does not open. */
async function openJoin(site: Site, request: FastifyRequest<JoinRoute>) {
  const { id, token } = request.params
  const invitation = await openInvitation(site.identity, id, token)
  if (isRefused(invitation)) throw new RefusedRequest(invitation)
  const view = await staffView(site, request)
  return { ...view, here: request.url, member: undefined, invitation }
}
