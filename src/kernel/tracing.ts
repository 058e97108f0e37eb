import { AsyncLocalStorage } from 'node:async_hooks'
import type { Attributes, Context, Span, SpanKind, Tracer } from '@opentelemetry/api'
import { watch, type Piece } from './watched.ts'
import type { WatchSettings } from './watch_settings.ts'

/** A span of a request, which is answered in several steps. */
export interface RequestSpan {
  /** Runs `work`, and whatever it starts, inside of the span. */
  run(work: () => void): void
  end(name: string, attributes: Attributes, hasFailed: boolean): void
}

/** The parts of OpenTelemetry, loaded only where traces are made, and where the spans go. */
interface Tracing {
  api: typeof import('@opentelemetry/api')
  propagator: InstanceType<typeof import('@opentelemetry/core').W3CTraceContextPropagator>
  tracer: Tracer
}

/** A process that ends waits no longer than this for whoever collects. */
const FLUSH_MS_MAX = 2_000

const contexts = new AsyncLocalStorage<Context>()
let current: Tracing | undefined

/**
 * Makes traces of what this process does, and sends them to `traces.endpoint`, until what this
 * resolves to is called. Spans have names that stand in the code; no values, no addresses.
 */
export async function startTracing(traces: WatchSettings['traces']): Promise<() => Promise<void>> {
  if (!traces || current) return async () => {}
  const [api, core, sdk, exporter, { defaultResource, resourceFromAttributes }] = await Promise.all(
    [
      import('@opentelemetry/api'),
      import('@opentelemetry/core'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ],
  )
  const url = `${traces.endpoint}/v1/traces`
  const provider = new sdk.TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': process.env['OTEL_SERVICE_NAME'] || 'coatcheck' }),
    ),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(traces.share) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({ exporter: new exporter.OTLPTraceExporter({ url }) }),
    ],
  })
  const propagator = new core.W3CTraceContextPropagator()
  const mine = { api, propagator, tracer: provider.getTracer('coatcheck') }
  current = mine
  const kinds = ['statement', 'transaction', 'stripe', 'job', 'chore'] as const
  const stopWatching = watch([...kinds], (piece, work) => inSpan(mine, piece, work))
  return async () => {
    stopWatching()
    current = undefined
    let limit: NodeJS.Timeout | undefined
    const tooLong = new Promise((resolve) => (limit = setTimeout(resolve, FLUSH_MS_MAX)))
    await Promise.race([provider.shutdown().catch(() => {}), tooLong])
    clearTimeout(limit)
  }
}

/** Are traces made at the moment? */
export const isTracing = () => current !== undefined

/** What work that is asked for now is a part of, for whoever does it later: a W3C `traceparent`. */
export function traceparent(): string | undefined {
  const context = contexts.getStore()
  if (!current || !context) return undefined
  const carrier: Record<string, string> = {}
  current.propagator.inject(context, carrier, current.api.defaultTextMapSetter)
  return carrier['traceparent']
}

/** Begins the span of a request; undefined where no traces are made. */
export function beginRequestSpan(asked_by: string | undefined): RequestSpan | undefined {
  if (!current) return undefined
  const { api, tracer } = current
  const parent = contextOf(current, asked_by)
  const span = tracer.startSpan('request', { kind: api.SpanKind.SERVER }, parent)
  const context = api.trace.setSpan(parent, span)
  return {
    run: (work) => contexts.run(context, work),
    end: (name, attributes, hasFailed) => {
      span.updateName(name)
      span.setAttributes(attributes)
      if (hasFailed) span.setStatus({ code: api.SpanStatusCode.ERROR })
      span.end()
    },
  }
}

async function inSpan<T>(tracing: Tracing, piece: Piece, work: () => Promise<T>): Promise<T> {
  const { api, tracer } = tracing
  const within = contexts.getStore()
  // What the house looks for by itself again and again is nobody's story: only what it does is.
  if (!within && (piece.kind === 'statement' || piece.kind === 'transaction')) return work()
  const parent = within ?? contextOf(tracing, piece.asked_by)
  const { name, kind, attributes } = describe(api.SpanKind, piece)
  const span = tracer.startSpan(name, { kind, attributes }, parent)
  try {
    return await contexts.run(api.trace.setSpan(parent, span), work)
  } catch (error) {
    noteFailure(tracing, span, error)
    throw error
  } finally {
    span.end()
  }
}

/** Of an error its kind and nothing else: its words may carry the values of a row. */
function noteFailure({ api }: Tracing, span: Span, error: unknown): void {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const kind = error instanceof Error ? error.name : typeof error
  span.setAttribute('error.type', typeof code === 'string' && code !== '' ? code : kind)
  span.setStatus({ code: api.SpanStatusCode.ERROR })
}

function contextOf({ api, propagator }: Tracing, asked_by: string | undefined): Context {
  if (!asked_by) return api.ROOT_CONTEXT
  const carrier = { traceparent: asked_by }
  return propagator.extract(api.ROOT_CONTEXT, carrier, api.defaultTextMapGetter)
}

/** The names are those of OpenTelemetry's conventions, where it has any. */
function describe(
  kinds: typeof SpanKind,
  { kind, name }: Piece,
): { name: string; kind: SpanKind; attributes: Attributes } {
  const sql = { 'db.system.name': 'postgresql' }
  switch (kind) {
    case 'statement':
      return { name, kind: kinds.CLIENT, attributes: { ...sql, 'db.query.summary': name } }
    case 'transaction':
      return { name, kind: kinds.CLIENT, attributes: sql }
    case 'stripe':
      return {
        name: `stripe ${name}`,
        kind: kinds.CLIENT,
        attributes: { 'peer.service': 'stripe' },
      }
    case 'job':
      return {
        name: `job ${name}`,
        kind: kinds.CONSUMER,
        attributes: { 'messaging.destination.name': name, 'messaging.system': 'pg-boss' },
      }
    case 'chore':
      return { name: `chore ${name}`, kind: kinds.INTERNAL, attributes: {} }
  }
}
