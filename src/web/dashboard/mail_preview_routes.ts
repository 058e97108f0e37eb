import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { html } from 'ghtml'
import type { z } from 'zod'
import { findVenue } from '../../catalog/index.ts'
import { refuse } from '../../kernel/index.ts'
import { mailSender } from '../../mail/index.ts'
import { localeIn, localeOf } from '../language.ts'
import { dashboardMessages } from '../messages.ts'
import { RefusedRequest } from '../refusals.ts'
import type { Site } from '../site.ts'
import { mailPreviewQuery } from './api/mail_settings_input.ts'
import { mailPreview } from './preview/mail_preview.ts'
import { sampleMail } from './preview/sample_mails.ts'
import { sendStill } from './preview/still.ts'

const path = '/dashboard/settings/mail/preview'

/** A mail with made-up guests and words that need not be saved: its HTML, and its text as sent. */
export function mailPreviewRoutes(root: FastifyInstance, site: Site): void {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { permission: 'house.settle' } as const
  const options = { config, schema: { querystring: mailPreviewQuery } }

  app.get(path, options, async (request, reply) => {
    const mail = await draw(site, request.query)
    const words = dashboardMessages(localeOf(request)).preview
    const secrets = { codes: [], links: [] }
    return sendStill(reply, 'mail', mailPreview(mail, secrets, site.config.publicUrl, words))
  })

  app.get(`${path}/text`, options, async (request, reply) => {
    const { language } = request.query
    const { text, subject } = await draw(site, request.query)
    return sendStill(reply, 'mail', textPage(localeIn(language), subject, text))
  })
}

async function draw({ till: { db }, config }: Site, query: z.output<typeof mailPreviewQuery>) {
  const { kind, language, ...lines } = query
  const venue = await findVenue(db)
  if (!venue) throw new RefusedRequest(refuse('not_open_yet', 'venue'))
  const { [`signature_${language}` as const]: signature } = await mailSender(db)
  const house = { ...lines, signature }
  const { publicUrl } = config
  return sampleMail(kind, { venue, locale: localeIn(language), publicUrl, house })
}

const PAPER = 'margin:0;padding:16px;background:#ffffff;color:#14110f;'
const TEXT = 'font:14px/1.5 Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;'

function textPage(locale: string, subject: string, text: string): string {
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="${PAPER}">
        <main><pre style="${TEXT}">${text}</pre></main>
      </body>
    </html>`
}
