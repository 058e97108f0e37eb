import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { findVenue } from '../catalog/index.ts'
import { isDatabaseAway, refuse, type Refused } from '../kernel/index.ts'
import { StripeUnreachable } from '../payments/index.ts'
import { idsOf } from './log_requests.ts'
import { localeOf } from './language.ts'
import { dashboardMessages, refusalSentence, type RefusalCode } from './messages.ts'
import { RefusedRequest, setStatus, statusOf } from './refusals.ts'
import { problemPage } from './storefront/pages/index.ts'
import type { Site } from './site.ts'

/** Programs, not people, read the answers below these paths: they get problem documents. */
const MACHINE_PATHS =
  /^\/(api|webhooks|healthz|readyz|metrics|nights\/[^/?]+\/tables\/(state|[^/?]+\/quote))(\/|\?|$)/

/** Pages of those who work here. */
const OF_DASHBOARD = /^\/dashboard(?:[/?]|$)/

/** Answers whatever a route throws, and every unknown address: as a page or a problem document. */
export function answerFailures(app: FastifyInstance, site: Site): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusals = refusalsOf(error)
    const main = refusals[0]?.refused ?? 'internal'
    const about = { ...idsOf(request), route: request.routeOptions.url, code: main }
    if (statusOf(main) >= 500) site.till.log.error({ ...about, err: error }, 'request.failed')
    else site.till.log.info(about, 'request.refused')
    return answer(site, request, reply, refusals)
  })
  app.setNotFoundHandler((request, reply) => answerUnknown(site, request, reply))
}

/** Answers an address that leads nowhere, or that is none. */
export function answerUnknown(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return answer(site, request, reply, [refuse('page_unknown', 'path')])
}

function refusalsOf(error: FastifyError): Refused<RefusalCode>[] {
  if (error instanceof RefusedRequest) return error.refusals
  if (error instanceof StripeUnreachable) return [refuse('stripe_unreachable', 'payment')]
  if (hasZodFastifySchemaValidationErrors(error)) {
    return error.validation.map((issue) =>
      refuse('input_invalid', issue.instancePath.slice(1).replaceAll('/', '.') || 'body'),
    )
  }
  if (error.statusCode === 413) return [refuse('body_too_large', 'body')]
  if (error.statusCode === 429) return [refuse('rate_limited', 'request')]
  // A kind of ticket that was taken away between the guest's choice and its being written.
  if (Object(error)['constraint'] === 'order_lines_ticket_type_id_fkey')
    return [refuse('ticket_type_unknown', 'lines')]
  if (isDatabaseAway(error)) return [refuse('unavailable', 'server')]
  // Fastify's own 4xx: a body that is no JSON, a content type that nothing here reads.
  const isFastifys = error.code?.startsWith('FST_') && (error.statusCode ?? 500) < 500
  if (isFastifys) return [refuse('input_invalid', 'body')]
  return [refuse('internal', 'server')]
}

/** Answers `refusals` to whoever asked. The first one decides the status. */
async function answer(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refusals: Refused<RefusalCode>[],
): Promise<FastifyReply> {
  const main = refusals[0] ?? refuse('internal', 'server')
  const status = statusOf(main.refused)
  const locale = localeOf(request)
  const timeZone = main.detail?.['at'] ? await timeZoneOf(site) : 'UTC'
  const sentence = (one: Refused) => refusalSentence(one, locale, timeZone)
  setStatus(reply, main).header('cache-control', 'no-store')
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (!MACHINE_PATHS.test(request.url)) {
    const words = main.refused === 'internal' ? {} : { sentence: sentence(main), field: main.field }
    const home = homeOf(request.url, locale)
    // The address is not repeated, since it may hold a secret: another language leads home.
    return reply
      .type('text/html; charset=utf-8')
      .send(problemPage({ status, ...words, ...site.page(request), here: home?.path ?? '/', home }))
  }
  return reply.type('application/problem+json; charset=utf-8').send(
    JSON.stringify({
      type: 'about:blank',
      title: STATUS_CODES[status],
      status,
      code: main.refused,
      detail: sentence(main),
      errors: refusals.map((one) => ({
        field: one.field,
        code: one.refused,
        message: sentence(one),
        ...(one.detail && { detail: one.detail }),
      })),
    }),
  )
}

/** Where those who work here are led back to; guests have a page of their own for that. */
function homeOf(url: string, locale: string): { path: string; name: string } | undefined {
  if (!OF_DASHBOARD.test(url)) return undefined
  return { path: '/dashboard', name: dashboardMessages(locale).backHome }
}

/** The venue's clock, for the few sentences that tell a time. */
async function timeZoneOf(site: Site): Promise<string> {
  return (await findVenue(site.till.db))?.time_zone ?? 'UTC'
}
