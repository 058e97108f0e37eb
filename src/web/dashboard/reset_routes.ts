import type { FastifyInstance, FastifyRequest } from 'fastify'
import { askReset, openReset, resetPassword } from '../../identity/index.ts'
import { isRefused } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { signInPath } from '../access.ts'
import { workAfterAnswers } from '../after_answer.ts'
import { localeOf } from '../language.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { html } from '../storefront/night_routes.ts'
import { visitorOfRequest } from '../visitor.ts'
import { formOf, goOn, sayWhy, staffView } from './form.ts'
import { forgottenPage, resetPage } from './pages/index.ts'
import { resetMail } from './reset_mail.ts'

interface ResetRoute {
  Params: { token: string }
}

const anybody = { config: { permission: 'anybody' } } as const
const forgottenPath = `${signInPath}/forgotten`
const path = '/dashboard/reset/:token'

/** The way back in for a member who has forgotten the password: a link by mail, and its page. */
export function resetRoutes(app: FastifyInstance, site: Site): void {
  const { identity, config } = site
  const afterAnswer = workAfterAnswers(app, site.till)

  app.get(forgottenPath, anybody, async (request, reply) => {
    const is_sent = 'sent' in Object(request.query)
    const view = { ...(await staffView(site, request)), member: undefined }
    return html(reply, forgottenPage({ ...view, is_sent }))
  })

  app.post(forgottenPath, anybody, async (request, reply) => {
    const email = formOf(request)('email')
    const asking = { email, visitor: visitorOfRequest(config, request), locale: localeOf(request) }
    const asked = await askReset(identity, asking, (tx, id) => oweMail(tx, resetMail, id))
    if (!isRefused(asked)) {
      afterAnswer(reply, asked.later)
      return goOn(reply, `${forgottenPath}?sent`)
    }
    const view = { ...(await staffView(site, request)), member: undefined, is_sent: false, email }
    return sayWhy(reply, view, asked, forgottenPage)
  })

  app.get<ResetRoute>(path, anybody, async (request, reply) => {
    return html(reply, resetPage(await open(site, request)))
  })

  app.post<ResetRoute>(path, anybody, async (request, reply) => {
    const view = await open(site, request)
    const password = formOf(request)('password')
    const reset = await resetPassword(identity, request.params.token, password)
    if (!isRefused(reset)) return goOn(reply, `${signInPath}?reset`)
    if (reset.refused === 'reset_over') throw new RefusedRequest(reset)
    return sayWhy(reply, view, reset, resetPage)
  })
}

/** Throws the same refusal for every link that does not open. */
async function open(site: Site, request: FastifyRequest<ResetRoute>) {
  const member = await openReset(site.identity, request.params.token)
  if (isRefused(member)) throw new RefusedRequest(member)
  const view = await staffView(site, request)
  return { ...view, here: request.url, member: undefined, email: member.email }
}
