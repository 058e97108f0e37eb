import type { FastifyRequest } from 'fastify'
import { findVenue } from '../../catalog/index.ts'
import { must, type Refused } from '../../kernel/index.ts'
import { localeOf } from '../language.ts'
import { refusalSentence, type RefusalCode } from '../messages.ts'
import type { Site } from '../site.ts'
import { unpaidPage } from './pages/index.ts'

/** More than any form of ours has. */
const FIELDS_MAX = 60

/**
 * The page for a form whose order is refused for what others of its address have not paid for, and
 * that can be worked for; undefined for any other refusal.
 */
export async function drawUnpaid(
  site: Site,
  request: FastifyRequest,
  refused: Refused<RefusalCode>,
): Promise<string | undefined> {
  const challenge = refused.detail?.['challenge']
  if (challenge === undefined) return undefined
  const venue = must(await findVenue(site.till.db), 'the venue')
  return unpaidPage({
    venue,
    sentence: refusalSentence(refused, localeOf(request), venue.time_zone),
    action: request.url,
    fields: fieldsOf(request.body),
    challenge: String(challenge),
    ...site.page(request),
  })
}

/** What the form has said, as it was written. */
function fieldsOf(body: unknown): Record<string, string> {
  const fields = Object.entries(typeof body === 'object' && body ? body : {})
  const texts = fields.flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && name !== 'proof' ? [[name, value]] : [],
  )
  return Object.fromEntries(texts.slice(0, FIELDS_MAX)) as Record<string, string>
}
