import type { FastifyInstance, FastifyRequest } from 'fastify'
import { passCode, signIn, signOut } from '../../identity/index.ts'
import { isRefused } from '../../kernel/index.ts'
import { firstPath, nextPath, signInPath } from '../access.ts'
import { browserOf, callerOf } from '../caller.ts'
import type { Site } from '../site.ts'
import { html } from '../storefront/night_routes.ts'
import { visitorOfRequest } from '../visitor.ts'
import { formOf, goOn, sayWhy, staffView } from './form.ts'
import { codePage, signInPage } from './pages/index.ts'

const anybody = { config: { permission: 'anybody' } } as const
const codePath = `${signInPath}/code`

/** The ways in and out: password, second factor, sign-out. */
export function signInRoutes(app: FastifyInstance, site: Site): void {
  app.get(signInPath, anybody, async (request, reply) => {
    const next = nextOf(request)
    const caller = callerOf(request)
    if (caller?.kind === 'member') return goOn(reply, firstPath(next, caller.member.role))
    const is_reset = 'reset' in Object(request.query)
    return html(reply, signInPage({ ...(await staffView(site, request)), next, is_reset }))
  })

  app.post(signInPath, anybody, async (request, reply) => {
    const form = formOf(request)
    const next = nextPath(form('next'))
    const email = form('email')
    const visitor = visitorOfRequest(site.config, request)
    const shown = { email, password: form('password'), visitor }
    const signedIn = await signIn(site.identity, browserOf(request), shown)
    if (isRefused(signedIn)) {
      const view = { ...(await staffView(site, request)), next, email, member: undefined }
      return sayWhy(reply, view, signedIn, signInPage)
    }
    const first = firstPath(next, signedIn.role)
    const on = signedIn.needs_code ? `${codePath}?next=${encodeURIComponent(first)}` : first
    return goOn(reply, on, signedIn.cookies)
  })

  app.get(codePath, anybody, async (request, reply) => {
    return html(reply, codePage({ ...(await staffView(site, request)), next: nextOf(request) }))
  })

  app.post(codePath, anybody, async (request, reply) => {
    const form = formOf(request)
    const next = nextPath(form('next'))
    const visitor = visitorOfRequest(site.config, request)
    const shown = { code: form('code'), visitor }
    const passed = await passCode(site.identity, browserOf(request), shown)
    if (!isRefused(passed)) return goOn(reply, next, passed.cookies)
    const view = { ...(await staffView(site, request)), next, member: undefined }
    return sayWhy(reply, view, passed, passed.refused === 'code_expired' ? signInPage : codePage)
  })

  app.post('/dashboard/sign-out', anybody, async (request, reply) => {
    return goOn(reply, signInPath, await signOut(site.identity, browserOf(request)))
  })
}

const nextOf = ({ query }: FastifyRequest) => nextPath(Object(query)['next'])
