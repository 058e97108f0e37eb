import type { FastifyInstance } from 'fastify'
import { refuse, transaction } from '../kernel/index.ts'
import { setLocale } from '../orders/index.ts'
import { isLanguage, languageCookie, localeOf, type Locale } from './language.ts'
import { orderOfLink } from './order_access.ts'
import { ownPath } from './own_path.ts'
import { RefusedRequest } from './refusals.ts'
import type { Site } from './site.ts'

/** The switch in the footer of every page: a form, so that it works without JavaScript. */
export async function languageRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const isTls = site.config.publicUrl.startsWith('https://')

  app.post('/language', async (request, reply) => {
    const { language, back } = Object.fromEntries(Object.entries(request.body ?? {}))
    if (!isLanguage(language)) throw new RefusedRequest(refuse('input_invalid', 'language'))
    const path = ownPath(typeof back === 'string' ? back : '/')
    await moveMails(site, path, localeOf(request, language))
    return reply
      .header('cache-control', 'no-store')
      .header('set-cookie', languageCookie(language, isTls))
      .redirect(path, 303)
  })
}

/** Whoever switches at an order's page reads its mails in the same language from then on. */
async function moveMails({ till }: Site, path: string, locale: Locale): Promise<void> {
  const [, id, secret] = /^\/orders\/(\w+)\/([\w-]+)(?:[/?]|$)/.exec(path) ?? []
  const order = id && secret && (await orderOfLink(till.db, id, secret))
  if (order) await transaction(till.db, (tx) => setLocale(tx, order.id, locale))
}
