import type { FastifyReply, FastifyRequest } from 'fastify'
import { findVenue } from '../../catalog/index.ts'
import type { Own } from '../../identity/index.ts'
import type { Refused } from '../../kernel/index.ts'
import { memberOf } from '../access.ts'
import { browserOf, callerOf } from '../caller.ts'
import { refusalSentence, type RefusalCode } from '../messages.ts'
import { setStatus } from '../refusals.ts'
import type { Site } from '../site.ts'
import { html } from '../storefront/night_routes.ts'
import { visitorOfRequest } from '../visitor.ts'
import type { StaffView } from './pages/index.ts'

/** A field of a posted form, by its name; empty where it was not sent as one text. */
export function formOf({ body }: FastifyRequest): (name: string) => string {
  const fields = new Map<string, unknown>(Object.entries(Object(body ?? {})))
  return (name) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : ''
  }
}

/** What every page of the venue's own is drawn from, for whoever asks. */
export async function staffView(site: Site, request: FastifyRequest): Promise<StaffView> {
  const caller = callerOf(request)
  const member = caller?.kind === 'member' ? caller.member : undefined
  return { ...site.page(request), venue: await findVenue(site.till.db), member }
}

/** The same page again, with why what was asked for was not done. */
export function sayWhy<View extends StaffView>(
  reply: FastifyReply,
  view: View,
  refused: Refused<RefusalCode>,
  draw: (view: View) => string,
): FastifyReply {
  const message = refusalSentence(refused, view.locale, view.venue?.time_zone ?? 'UTC')
  setStatus(reply, refused)
  return html(reply, draw({ ...view, problem: { field: refused.field, message } }))
}

/** Whose account it is that asks. */
export function ownOf(site: Site, request: FastifyRequest): Own {
  const { member } = memberOf(request)
  const visitor = visitorOfRequest(site.config, request)
  return { member, browser: browserOf(request), visitor }
}

/** On to another page, with new cookies; never kept by anybody in between. */
export function goOn(reply: FastifyReply, path: string, cookies: string[] = []): FastifyReply {
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.header('cache-control', 'no-store').redirect(path, 303)
}
