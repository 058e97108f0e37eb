import type { FastifyInstance } from 'fastify'
import { noteBounce } from '../checkout/index.ts'
import { refuse } from '../kernel/index.ts'
import { bounceOf } from '../mail/index.ts'
import { hasKey } from './caller.ts'
import { RefusedRequest } from './refusals.ts'
import type { Site } from './site.ts'

/** A report carries at most the mail that it is about. */
const REPORT_BYTES_MAX = 20 * 1024 * 1024

/**
 * POST /webhooks/bounces: what the mail server of the sender's address pipes here of mails that
 * come back, as they are (RFC 3464), with the key of the setting BOUNCE_KEY. Whatever is about no
 * mail of ours, or about one that is known to have come back, is taken and changes nothing.
 */
export async function bounceRoutes(app: FastifyInstance, { config, till }: Site): Promise<void> {
  if (config.bounceKey === undefined) return
  const key = config.bounceKey
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  // Before the body is taken in.
  app.addHook('onRequest', async (request) => {
    if (!hasKey(request, key)) throw new RefusedRequest(refuse('bounce_key_wrong', 'authorization'))
  })
  app.post('/webhooks/bounces', { bodyLimit: REPORT_BYTES_MAX }, async (request) => {
    const bounce = Buffer.isBuffer(request.body) ? await bounceOf(request.body) : undefined
    const { mail_id, status } = bounce ?? {}
    const isNews = mail_id && status && (await noteBounce(till.db, till.log, mail_id, status))
    return { noted: Boolean(isNews) }
  })
}
