import type { FastifyInstance, FastifyRequest } from 'fastify'

/** The languages of the pages and mails, each by its own name. */
export const LANGUAGES = { en: 'English', es: 'Español' } as const
export type Language = keyof typeof LANGUAGES

/** Of each language the first serves all other regions, and the very first everybody else. */
const LOCALES = ['en-GB', 'en-US', 'es-ES'] as const
export type Locale = (typeof LOCALES)[number]

/** What an answer in somebody's language depends on. */
export const LANGUAGE_HEADERS = { vary: 'accept-language, cookie' }

/** Browsers send about five; the rest of a longer list would not be asked for in earnest. */
const WANTED_MAX = 20
const YEAR_SECONDS = 31_536_000

type Asking = Pick<FastifyRequest, 'headers'>

/** Requests whose language was asked for: their answers tell so to every cache. */
const asked = new WeakSet<Asking>()

/**
 * The locale for a request: of the language that the guest has chosen, or else of the one that the
 * browser likes best, by its Accept-Language and the weights therein.
 */
export function localeOf(
  request: Asking,
  language: Language | undefined = chosenLanguage(request),
): Locale {
  asked.add(request)
  const locales = LOCALES.filter((locale) => !language || locale.startsWith(language))
  const best = wantedTags(request.headers['accept-language'] ?? '')
    .map((tag) => fitting(locales, tag))
    .find(Boolean)
  return best ?? locales[0] ?? LOCALES[0]
}

/** Is `value` one of the languages that the pages are written in? */
export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value)
}

/** The language of a locale, as a guest chooses it. */
export function languageOf(locale: string): Language {
  const [language] = locale.split('-')
  return isLanguage(language) ? language : 'en'
}

/** The locale that serves a language where no region is known. */
export function localeIn(language: Language): Locale {
  return LOCALES.find((locale) => locale.startsWith(language)) ?? LOCALES[0]
}

/**
 * The only cookie there is. It says nothing about whoever has it, and is set only for a guest who
 * asks for it by choosing a language.
 */
export function languageCookie(language: Language, isTls: boolean): string {
  const attributes = `Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax`
  return isTls
    ? `__Host-language=${language}; ${attributes}; Secure`
    : `language=${language}; ${attributes}`
}

/** Tells every cache which answers are written in somebody's language. */
export function tellLanguage(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    if (asked.has(request)) reply.headers(LANGUAGE_HEADERS)
  })
}

function chosenLanguage({ headers }: Asking): Language | undefined {
  const cookie = headers.cookie ?? ''
  // Over TLS by the name that no neighbour can set; one that was chosen before has the plain name.
  const chosen = (/(?:^|;)\s*__Host-language=(\w+)/.exec(cookie) ??
    /(?:^|;)\s*language=(\w+)/.exec(cookie))?.[1]
  return isLanguage(chosen) ? chosen : undefined
}

/** The language tags of an Accept-Language, in small letters, best first; nothing unwanted. */
function wantedTags(header: string): string[] {
  return header
    .split(',', WANTED_MAX)
    .map((part) => {
      const [tag = '', weight = ''] = part.split(';', 2)
      const q = /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(weight)?.[1]
      return { tag: tag.trim().toLowerCase(), weight: weight === '' ? 1 : Number(q) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** Our locale for a tag: itself, or the first of its language; "*" is content with any. */
function fitting(locales: readonly Locale[], tag: string): Locale | undefined {
  if (tag === '*') return locales[0]
  const [language] = tag.split('-')
  return (
    locales.find((locale) => locale.toLowerCase() === tag) ??
    locales.find((locale) => locale.startsWith(`${language}-`))
  )
}
