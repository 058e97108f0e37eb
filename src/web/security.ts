import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse, type Config } from '../kernel/index.ts'
import { RefusedRequest } from './refusals.ts'

/** Those that change nothing. */
export const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const STRIPE_JS_ORIGINS = ['https://js.stripe.com', 'https://*.js.stripe.com']
const LINK_ORIGINS = ['https://link.com', 'https://*.link.com']
/**
 * Where Stripe.js, its frames and its API live, and its wallet Link
 * (docs.stripe.com/security/guide). Apple Pay and Google Pay open from within Stripe's frames.
 */
const STRIPE_ORIGINS = {
  script: STRIPE_JS_ORIGINS,
  frame: [...STRIPE_JS_ORIGINS, 'https://hooks.stripe.com', ...LINK_ORIGINS],
  connect: ['https://api.stripe.com', ...LINK_ORIGINS],
  img: ['https://*.link.com'],
}

/** The arrow of a choice is in the style sheet. */
const IMAGES = ["'self'", 'data:']

type Directives = Record<string, string[]>

const YEAR_SECONDS = 31_536_000

/** The least that a page without a route is sent with. */
export function bareHeaders({ publicUrl }: Config): Record<string, string> {
  const isTls = publicUrl.startsWith('https://')
  return {
    'content-security-policy': Object.entries(pageDirectives(isTls))
      .map(([name, sources]) => [name, ...sources].join(' '))
      .join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    ...(isTls && {
      'strict-transport-security': `max-age=${YEAR_SECONDS}; includeSubDomains`,
    }),
  }
}

/**
 * Sets the headers that keep pages to themselves, and refuses writes that come from other sites.
 */
export async function secure(app: FastifyInstance, config: Config): Promise<void> {
  const isTls = config.publicUrl.startsWith('https://')
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pageDirectives(isTls) },
    // A page's address may carry an order's secret: no other site ever gets to see it.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isTls ? { maxAge: YEAR_SECONDS } : false,
    crossOriginEmbedderPolicy: false,
  })
  app.addHook('onRequest', async (request) => {
    if (!isOwnRequest(request)) throw new RefusedRequest(refuse('forged_origin', 'origin'))
  })
}

/**
 * The worker that reads QR codes compiles WebAssembly, which no page of ours may. It has a policy
 * of its own, since a worker's is the one that its script comes with.
 */
export function letWorkerCompile(reply: FastifyReply, path: string): void {
  if (!/scan_worker-[\w-]+\.js(?:\.gz)?$/.test(path)) return
  reply.header(
    'content-security-policy',
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  )
}

/** The helmet options of the checkout page, the only one where Stripe's origins are allowed. */
export function checkoutHelmet(config: Config): FastifyHelmetOptions {
  const { script, frame, connect, img } = stripeOrigins(config)
  const directives = pageDirectives(config.publicUrl.startsWith('https://'))
  return {
    // A wallet may pay in a window of its own, which has to find its way back.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...directives,
        'script-src': ["'self'", ...script],
        'connect-src': ["'self'", ...connect],
        'frame-src': frame,
        'img-src': [...IMAGES, ...img],
      },
    },
  }
}

/** The helmet options of pages that frame others of ours. */
export function framingHelmet(config: Config): FastifyHelmetOptions {
  const directives = pageDirectives(config.publicUrl.startsWith('https://'))
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...directives, 'frame-src': ["'self'"] },
    },
  }
}

function stripeOrigins(config: Config): typeof STRIPE_ORIGINS {
  if (!config.stripe.apiUrl) return STRIPE_ORIGINS
  const origins = [new URL(config.stripe.jsUrl).origin, new URL(config.stripe.apiUrl).origin]
  return { script: origins, frame: origins, connect: origins, img: [] }
}

function pageDirectives(isTls: boolean): Directives {
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': IMAGES,
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    ...(isTls ? { 'upgrade-insecure-requests': [] } : {}),
  }
}

/**
 * Did the page that sends this belong to us? Browsers say so themselves, and a page cannot forge
 * either header. Programs send neither and carry no guest's cookies, so they are let through.
 */
function isOwnRequest(request: FastifyRequest): boolean {
  if (SAFE_METHODS.has(request.method)) return true
  const site = request.headers['sec-fetch-site']
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.headers.origin
  return !origin || (URL.canParse(origin) && new URL(origin).host === request.headers.host)
}
