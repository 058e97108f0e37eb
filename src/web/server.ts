import { fileURLToPath } from 'node:url'
import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Till } from '../checkout/index.ts'
import type { Identity } from '../identity/index.ts'
import { newId, type Config } from '../kernel/index.ts'
import { guardRoutes } from './access.ts'
import { readAssets } from './assets.ts'
import { refuseUncleanInput } from './clean_input.ts'
import { dashboardApi, dashboardRoutes } from './dashboard/index.ts'
import { doorApi } from './door_api.ts'
import { environmentHeaders, tellEnvironment } from './environment.ts'
import { answerFailures, answerUnknown } from './failures.ts'
import { orderApi } from './order_api.ts'
import { bareHeaders, letWorkerCompile, secure } from './security.ts'
import { LANGUAGE_HEADERS, tellLanguage } from './language.ts'
import { languageRoutes } from './language_routes.ts'
import { logRequests } from './log_requests.ts'
import { mailComposers } from './mails.ts'
import { countTriesOf } from './place_for_visitor.ts'
import { openSite, type Site } from './site.ts'
import { staffApi } from './staff/api.ts'
import { bounceRoutes } from './bounce_routes.ts'
import { bookingRoutes } from './storefront/booking_routes.ts'
import { lookRoutes } from './storefront/look_routes.ts'
import { nightRoutes } from './storefront/night_routes.ts'
import { documentRoutes, orderRoutes } from './storefront/order_routes.ts'
import { passRoutes } from './storefront/pass_routes.ts'
import { tableRoutes } from './storefront/table_routes.ts'
import { healthRoutes } from './watch/health_routes.ts'
import { metricsRoutes } from './watch/metrics_routes.ts'
import { traceRequests } from './watch/trace_requests.ts'
import { webhookRoutes } from './webhook_routes.ts'

/** The built browser code, style sheet and fonts (npm run build). */
const clientFolder = fileURLToPath(new URL('../../.build/client', import.meta.url))
/** A form or an API call is far smaller; anything larger is refused before it is read. */
const BODY_BYTES_MAX = 64 * 1024
/** A request that takes longer than this to arrive is not a guest's. */
const REQUEST_TIMEOUT_MS = 30_000

/**
 * Builds the web server with all its routes; the caller listens and closes, and raises `stopping`
 * when that is near.
 */
export async function buildServer(
  till: Till,
  identity: Identity,
  config: Config,
  stopping: AbortSignal,
): Promise<FastifyInstance> {
  const { folder, ...assets } = readAssets(clientFolder)
  const loggerInstance: FastifyBaseLogger = till.log
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // The scope brings the request's id to every line, so a logger of its own would say it twice.
    childLoggerFactory: (logger) => logger,
    genReqId: () => newId('req'),
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: config.trustedProxies,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Idle ones at once; a guest in the middle of placing is let finish (F72).
    forceCloseConnections: 'idle',
    // What still comes by a connection that is open is answered, and told to come elsewhere next.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot even be read has no route, hence no hooks: the headers come by hand.
    frameworkErrors: (_error, request, reply) => {
      reply.headers({ ...bareHeaders, ...LANGUAGE_HEADERS, ...environmentHeaders(config) })
      void answerUnknown(site, request, reply)
    },
  })
  await app.register(rateLimit, { global: false })
  const site = openSite({
    till,
    identity,
    config,
    assets: { ...assets, stripeJs: config.stripe.jsUrl },
    countTries: countTriesOf(app, config),
    stopping,
    composers: mailComposers(identity, config),
  })
  await guard(app, site)
  healthRoutes(app, site)
  await metricsRoutes(app, site)
  await addRoutes(app, site, folder)
  return app
}

/** All pages and addresses, and the built files in `folder`. */
async function addRoutes(app: FastifyInstance, site: Site, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/assets/',
    index: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    setHeaders: letWorkerCompile,
  })
  await app.register((scope) => webhookRoutes(scope, site))
  await app.register((scope) => bounceRoutes(scope, site))
  await app.register((scope) => orderApi(scope, site))
  await app.register((scope) => doorApi(scope, site))
  await app.register((scope) => staffApi(scope, site))
  await app.register((scope) => dashboardRoutes(scope, site))
  await app.register((scope) => dashboardApi(scope, site))
  await app.register((scope) => lookRoutes(scope, site))
  await app.register((scope) => nightRoutes(scope, site))
  await app.register((scope) => tableRoutes(scope, site))
  await app.register((scope) => orderRoutes(scope, site))
  await app.register((scope) => documentRoutes(scope, site))
  await app.register((scope) => bookingRoutes(scope, site))
  await app.register((scope) => passRoutes(scope, site))
  await app.register((scope) => languageRoutes(scope, site))
}

/** What every request passes on its way to a route, in this order. */
async function guard(app: FastifyInstance, site: Site): Promise<void> {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  traceRequests(app)
  answerFailures(app, site)
  logRequests(app, site.till)
  tellLanguage(app)
  tellEnvironment(app, site.config)
  await secure(app, site.config)
  guardRoutes(app, site)
  refuseUncleanInput(app)
  await app.register(formbody, { bodyLimit: BODY_BYTES_MAX })
}
