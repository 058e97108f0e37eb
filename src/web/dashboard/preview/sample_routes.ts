import type { FastifyInstance } from 'fastify'
import { findVenue } from '../../../catalog/index.ts'
import { refuse } from '../../../kernel/index.ts'
import { guestMailKinds, inHouse, isGuestMailKind } from '../../house_mails.ts'
import { isLanguage, localeOf, LANGUAGES } from '../../language.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { Site } from '../../site.ts'
import type { SampleMailsAnswer } from '../api/guest_answers.ts'
import { mailPreview } from './mail_preview.ts'
import { wordsFor } from './preview_routes.ts'
import { sampleMail } from './sample_mails.ts'
import { sendStill } from './still.ts'

interface SampleRoute {
  Params: { kind: string; language: string }
}

const path = '/dashboard/settings/preview/:kind/:language'

/** Every kind of mail that guests get, with made-up guests, in each language. */
export function sampleRoutes(app: FastifyInstance, site: Site): void {
  const config = { permission: 'house.settle' } as const

  app.get('/api/dashboard/settings/preview', { config }, async (): Promise<SampleMailsAnswer> => {
    const languages = Object.entries(LANGUAGES).map(([language, name]) => ({ language, name }))
    return { kinds: [...guestMailKinds], languages }
  })

  app.get<SampleRoute>(path, { config }, async (request, reply) => {
    const { kind, language } = request.params
    const venue = await findVenue(site.till.db)
    if (!venue || !isLanguage(language)) throw new RefusedRequest(refuse('page_unknown', 'path'))
    if (!isGuestMailKind(kind)) throw new RefusedRequest(refuse('page_unknown', 'kind'))
    const guest = { locale: localeOf(request, language) }
    const words = await inHouse(site.till.db, site.config, guest, kind)
    const mail = sampleMail(kind, { venue, ...words })
    const secrets = { codes: [], links: [] }
    return sendStill(reply, 'mail', mailPreview(mail, secrets, words.publicUrl, wordsFor(request)))
  })
}
