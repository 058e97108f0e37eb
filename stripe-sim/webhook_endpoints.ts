import type { Stripe } from 'stripe'
import { seconds } from './clock.ts'
import { newId, newSigningSecret } from './ids.ts'
import type { EndpointRecord } from './ledger.ts'
import { apiVersion, type Simulator } from './simulator.ts'
import { missingParameter, refusal, resourceMissing } from './wire/errors.ts'
import { listPage, listParameters } from './wire/lists.ts'
import { route } from './wire/routes.ts'

export type EndpointSettings = { url: string; secret: string }

const createParameters = {
  url: 'string',
  enabled_events: 'strings',
  api_version: 'string',
  description: 'emptyable',
  metadata: 'metadata',
  expand: 'strings',
  connect: 'unsupported',
} as const

export const routes = [
  route('POST', '/v1/webhook_endpoints', createParameters, ({ simulator, parameters }) => {
    const { url, enabled_events, api_version = apiVersion } = parameters
    if (url === undefined) throw missingParameter('url')
    if (enabled_events === undefined) throw missingParameter('enabled_events')
    checkUrl(url)
    if (api_version !== apiVersion) {
      throw refusal(`The simulator only writes API version ${apiVersion}.`, 'api_version')
    }
    const object = newEndpoint(simulator, url, enabled_events)
    object.description = parameters.description || null
    object.metadata = parameters.metadata || {}
    const secret = newSigningSecret()
    simulator.ledger.endpoints.set(object.id, { object, secret, origin: 'api' })
    simulator.snapshots.touch()
    // The only moment at which Stripe shows the secret.
    return { ...object, secret }
  }),
  route('GET', '/v1/webhook_endpoints/:id', { expand: 'strings' }, ({ simulator, id }) =>
    findEndpoint(simulator, id),
  ),
  route('GET', '/v1/webhook_endpoints', listParameters, ({ simulator, parameters }) => {
    const objects = [...simulator.ledger.endpoints.values()].map(({ object }) => object)
    return listPage('/v1/webhook_endpoints', objects, parameters)
  }),
  route('DELETE', '/v1/webhook_endpoints/:id', {}, ({ simulator, id }) => {
    findEndpoint(simulator, id)
    simulator.ledger.endpoints.delete(id)
    simulator.snapshots.touch()
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]

/**
 * Makes the endpoints given at start the only ones of that origin. The first setting takes over
 * the first endpoint of an earlier run, and so on: what still waits for delivery then goes to the
 * new address, signed with the new secret.
 */
export function applyEndpointSettings(simulator: Simulator, settings: EndpointSettings[]): void {
  const { endpoints } = simulator.ledger
  const earlier = [...endpoints.values()].filter(({ origin }) => origin === 'settings')
  for (const [index, { url, secret }] of settings.entries()) {
    const known = earlier[index]
    if (known === undefined) {
      const object = newEndpoint(simulator, url, ['*'])
      endpoints.set(object.id, { object, secret, origin: 'settings' })
    } else {
      known.object.url = url
      known.secret = secret
    }
  }
  for (const { object } of earlier.slice(settings.length)) endpoints.delete(object.id)
  simulator.snapshots.touch()
}

/** Points the first endpoint of the settings at another address, making it if there is none. */
export function setFirstEndpoint(simulator: Simulator, setting: EndpointSettings): EndpointRecord {
  const settings = [...simulator.ledger.endpoints.values()]
    .filter(({ origin }) => origin === 'settings')
    .map(({ object, secret }) => ({ url: object.url, secret }))
  applyEndpointSettings(simulator, [setting, ...settings.slice(1)])
  const first = [...simulator.ledger.endpoints.values()].find(({ origin }) => origin === 'settings')
  return first as EndpointRecord
}

function newEndpoint(simulator: Simulator, url: string, enabled_events: string[]) {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: apiVersion,
    application: null,
    created: seconds(simulator.clock),
    description: null,
    enabled_events,
    livemode: false,
    metadata: {},
    status: 'enabled',
    url,
  } satisfies Stripe.WebhookEndpoint as Stripe.WebhookEndpoint
}

function findEndpoint(simulator: Simulator, id: string): Stripe.WebhookEndpoint {
  const found = simulator.ledger.endpoints.get(id)
  if (found === undefined) throw resourceMissing('webhook endpoint', id, 'webhook_endpoint')
  return found.object
}

function checkUrl(url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return
  throw refusal(
    'Invalid URL: An explicit scheme (such as https) must be provided.',
    'url',
    'url_invalid',
  )
}
