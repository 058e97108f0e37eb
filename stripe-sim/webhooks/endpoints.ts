import type { Stripe } from 'stripe'
import { newSigningSecret } from '../state/ids.ts'
import type { EndpointRecord } from '../state/ledger.ts'
import { apiVersion, type Simulator } from '../state/simulator.ts'
import { missingParameter, refusal, resourceMissing } from '../wire/errors.ts'
import { listOf, listPage } from '../wire/lists.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import { route } from '../wire/routes.ts'
import { enable, newEndpoint } from './endpoint_settings.ts'
import { allEventNames } from './event_names.ts'

// Of one account, in test mode.
const endpointsMax = 16

const changeable = {
  url: 'string',
  enabled_events: 'strings',
  description: 'emptyable',
  metadata: 'metadata',
  expand: 'strings',
} as const
const listParameters = {
  limit: 'integer',
  starting_after: 'string',
  ending_before: 'string',
  expand: 'strings',
} as const

export const routes = [
  route(
    'POST',
    '/v1/webhook_endpoints',
    { ...changeable, api_version: 'string', connect: 'unsupported' },
    ({ simulator, parameters }) => {
      const { endpoints } = simulator.ledger
      const { url, enabled_events, api_version = null } = parameters
      if (url === undefined) throw missingParameter('url')
      if (enabled_events === undefined) throw missingParameter('enabled_events')
      checkUrl(url)
      checkNames(enabled_events)
      if (api_version !== null && api_version !== apiVersion) {
        throw refusal(`The simulator only writes API version ${apiVersion}.`, 'api_version')
      }
      if (endpoints.size >= endpointsMax) {
        throw refusal(`You have reached the maximum of ${endpointsMax} test webhook endpoints.`)
      }
      const object = newEndpoint(simulator, { url, enabled_events, api_version })
      describe(object, parameters)
      const secret = newSigningSecret()
      const secrets = [{ secret, expires_ms: null }]
      endpoints.add({ object, secrets, origin: 'api', failing_since_ms: null })
      simulator.snapshots.touch()
      // The only moment at which Stripe shows the secret.
      return { ...object, secret }
    },
  ),
  route(
    'POST',
    '/v1/webhook_endpoints/:id',
    { ...changeable, disabled: 'boolean' },
    ({ simulator, parameters, id }) => {
      const record = findEndpoint(simulator, id)
      const { object } = record
      const { url, enabled_events, disabled } = parameters
      if (url !== undefined) checkUrl(url)
      if (enabled_events !== undefined) checkNames(enabled_events)
      if (url !== undefined) object.url = url
      if (enabled_events !== undefined) object.enabled_events = enabled_events
      describe(object, parameters)
      if (disabled === false) enable(record)
      if (disabled === true) object.status = 'disabled'
      simulator.snapshots.touch()
      return object
    },
  ),
  route('GET', '/v1/webhook_endpoints/:id', { expand: 'strings' }, ({ simulator, id }) => {
    return findEndpoint(simulator, id).object
  }),
  route('GET', '/v1/webhook_endpoints', listParameters, ({ simulator, parameters }) => {
    const objects = [...simulator.ledger.endpoints.values()].map(({ object }) => object)
    return listPage(
      { url: '/v1/webhook_endpoints', kind: 'webhook endpoint' },
      listOf(objects),
      parameters,
    )
  }),
  route('DELETE', '/v1/webhook_endpoints/:id', {}, ({ simulator, id }) => {
    findEndpoint(simulator, id)
    simulator.ledger.endpoints.delete(id)
    simulator.snapshots.touch()
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]

function findEndpoint({ ledger }: Simulator, id: string): EndpointRecord {
  const found = ledger.endpoints.get(id)
  if (found === undefined) throw resourceMissing('webhook endpoint', id, 'webhook_endpoint')
  return found
}

function describe(
  object: Stripe.WebhookEndpoint,
  given: { description?: string; metadata?: Record<string, string> | '' },
): void {
  if (given.description !== undefined) object.description = given.description || null
  object.metadata = mergedMetadata(object.metadata, given.metadata)
}

// Stripe also refuses addresses that it cannot reach; those of a laptop are what this one is for.
function checkUrl(url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return
  const message = 'Invalid URL: An explicit scheme (such as https) must be provided.'
  throw refusal(message, 'url', 'url_invalid')
}

function checkNames(enabledEvents: string[]): void {
  const known = allEventNames()
  for (const [place, name] of enabledEvents.entries()) {
    if (name === '*' || known.includes(name)) continue
    const param = `enabled_events[${place}]`
    throw refusal(`Invalid ${param}: must be one of ${known.join(', ')}, or *`, param)
  }
}
