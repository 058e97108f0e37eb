import type { FastifyRequest } from 'fastify'
import type { Till } from '../checkout/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Config, Environment } from '../kernel/index.ts'
import type { Compose } from '../mail/index.ts'
import { localeOf } from './language.ts'
import { ownPath } from './own_path.ts'
import type { CountTries } from './place_for_visitor.ts'
import type { Assets } from './storefront/pages/index.ts'

/** The part of a page's view that is the same for all pages. */
interface Frame {
  locale: string
  publicUrl: string
  assets: Assets
  environment: Environment
  here: string
}

/** What every route needs: the till, the configuration, and where the built files are. */
export interface Site {
  till: Till
  identity: Identity
  config: Config
  assets: Assets
  countTries: CountTries
  /** Raised when this process is to end. */
  stopping: AbortSignal
  /** Who words each kind of mail, to show it without sending it. */
  composers: Record<string, Compose>
  page(request: FastifyRequest): Frame
}

/** Puts the site together. */
export function openSite(parts: Omit<Site, 'page'>): Site {
  const { config, assets } = parts
  const { publicUrl, environment } = config
  return {
    ...parts,
    page: (request) => ({
      locale: localeOf(request),
      publicUrl,
      assets,
      environment,
      here: pathOf(request),
    }),
  }
}

/** Where the page of an answer can be had again: of a form's answer, where the form is. */
function pathOf({ method, url, headers }: FastifyRequest): string {
  if (method === 'GET' || method === 'HEAD') return url
  const { referer = '' } = headers
  return URL.canParse(referer) ? ownPath(referer.slice(new URL(referer).origin.length)) : '/'
}
