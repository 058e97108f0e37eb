import type { FastifyRequest } from 'fastify'
import type { Till } from '../checkout/index.ts'
import type { Config } from '../kernel/index.ts'
import type { CountTries } from './place_for_visitor.ts'
import type { Assets } from './storefront/pages/index.ts'

/** What every route needs: the till, the configuration, and where the built files are. */
export interface Site {
  till: Till
  config: Config
  assets: Assets
  countTries: CountTries
  /** The part of a page's view that is the same for all pages. */
  page(locale: string): { locale: string; publicUrl: string; assets: Assets; demo: boolean }
}

/** Puts the site together. */
export function openSite(till: Till, config: Config, assets: Assets, countTries: CountTries): Site {
  const { publicUrl, demo } = config
  return {
    till,
    config,
    assets,
    countTries,
    page: (locale) => ({ locale, publicUrl, assets, demo }),
  }
}

/** Locales that the pages are written in; the first serves everybody else. */
const LOCALES = ['en-GB', 'en-US'] as const

/** The best locale for a request, by its Accept-Language. */
export function localeOf(request: FastifyRequest): string {
  const wanted = (request.headers['accept-language'] ?? '').split(',', 10)
  const tags = new Set(wanted.map((part) => part.split(';', 1)[0]?.trim().toLowerCase()))
  return LOCALES.find((locale) => tags.has(locale.toLowerCase())) ?? LOCALES[0]
}
