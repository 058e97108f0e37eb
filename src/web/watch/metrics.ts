import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { watch, type Database, type Piece } from '../../kernel/index.ts'

type Prom = typeof import('prom-client')

/** From a page out of memory to a guest who gives up. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Stripe answers in some hundred milliseconds; what takes ten seconds is cut. */
const STRIPE_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** What an answer of the webhook's route means. */
const WEBHOOK_OUTCOMES: Record<number, string> = { 200: 'settled', 400: 'refused', 409: 'deferred' }

/** The parts of the product, as few as somebody wants to tell apart. */
const AREAS: [begin: RegExp, area: string][] = [
  [/^\/(healthz|readyz|metrics)$/, 'watch'],
  [/^\/assets\//, 'assets'],
  [/^\/webhooks\//, 'webhooks'],
  [/^\/api\/door(\/|$)/, 'door'],
  [/^\/api\/staff(\/|$)/, 'staff'],
  [/^\/(api\/)?dashboard(\/|$)/, 'dashboard'],
  [/^\/api\//, 'checkout'],
]

/** Counts and times the requests that this process answers. */
export function watchRequests(prom: Prom, registry: Registry, app: FastifyInstance): void {
  const registers = [registry]
  const requests = new prom.Histogram({
    name: 'coatcheck_http_request_seconds',
    help: 'From the arrival of a request to the end of its answer.',
    labelNames: ['area', 'status'] as const,
    buckets: REQUEST_SECONDS,
    registers,
  })
  const webhooks = new prom.Histogram({
    name: 'coatcheck_webhook_seconds',
    help: "From the arrival of Stripe's event to its being settled, in one transaction.",
    labelNames: ['outcome'] as const,
    buckets: REQUEST_SECONDS,
    registers,
  })
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions
    const { statusCode, elapsedTime } = reply
    const status = `${Math.floor(statusCode / 100)}xx`
    requests.observe({ area: areaOf(url), status }, elapsedTime / 1000)
    if (url !== '/webhooks/stripe') return
    const outcome = WEBHOOK_OUTCOMES[statusCode] ?? 'failed'
    webhooks.observe({ outcome }, elapsedTime / 1000)
  })
}

/** Counts and times what this process does for jobs and at Stripe, until the product stops. */
export function watchWork(prom: Prom, registry: Registry): () => void {
  const registers = [registry]
  const jobs = new prom.Counter({
    name: 'coatcheck_job_runs_total',
    help: 'Jobs that this server has run; one that failed is tried again, or given up.',
    labelNames: ['queue', 'outcome'] as const,
    registers,
  })
  const stripe = new prom.Histogram({
    name: 'coatcheck_stripe_request_seconds',
    help: "Requests to Stripe, with the repeats of Stripe's own library.",
    labelNames: ['call', 'outcome'] as const,
    buckets: STRIPE_SECONDS,
    registers,
  })
  const note = ({ kind, name }: Piece, outcome: string, seconds: number) => {
    if (kind === 'job') jobs.inc({ queue: name, outcome })
    else stripe.observe({ call: name, outcome }, seconds)
  }
  return watch(['job', 'stripe'], async (piece, work) => {
    const began_ms = performance.now()
    let outcome = 'failed'
    try {
      const result = await work()
      outcome = 'done'
      return result
    } finally {
      note(piece, outcome, (performance.now() - began_ms) / 1000)
    }
  })
}

/** The connections to the database that this process has. */
export function watchPool(prom: Prom, registry: Registry, db: Database): void {
  const pool = new prom.Gauge({
    name: 'coatcheck_database_pool',
    help: 'Connections that are open, those that nobody uses, and work that waits for one.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect: () => {
      pool.set({ state: 'total' }, db.totalCount)
      pool.set({ state: 'idle' }, db.idleCount)
      pool.set({ state: 'waiting' }, db.waitingCount)
    },
  })
}

function areaOf(url: string | undefined): string {
  if (url === undefined) return 'unknown'
  return AREAS.find(([begin]) => begin.test(url))?.[1] ?? 'pages'
}
