import type { Stripe } from 'stripe'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import type { EndpointRecord, SigningSecret } from '../state/ledger.ts'
import { apiVersion, type Simulator } from '../state/simulator.ts'
import { activeSecrets } from './signatures.ts'

/** An endpoint that is there from the start, for all events. */
export type EndpointSettings = { url: string; secret: string }

/**
 * Makes the endpoints given at start the only ones of that origin. The first setting takes over
 * the first endpoint of an earlier run, and so on: what still waits for delivery then goes to the
 * new address, signed with the new secret, even where the old one had been disabled. A secret that
 * was rolled and still signs along stays rolled.
 */
export function applyEndpointSettings(simulator: Simulator, settings: EndpointSettings[]): void {
  const { clock, ledger } = simulator
  const { endpoints } = ledger
  const earlier = givenAtStart(simulator)
  for (const [index, { url, secret }] of settings.entries()) {
    const secrets: SigningSecret[] = [{ secret, expires_ms: null }]
    const known = earlier[index]
    if (known === undefined) {
      const object = newEndpoint(simulator, { url, enabled_events: ['*'], api_version: apiVersion })
      endpoints.add({ object, secrets, origin: 'settings', failing_since_ms: null })
    } else {
      known.object.url = url
      if (!activeSecrets(known, clock.now()).includes(secret)) known.secrets = secrets
      enable(known)
    }
  }
  for (const { object } of earlier.slice(settings.length)) endpoints.delete(object.id)
  simulator.snapshots.touch()
}

/** Points the first endpoint of the settings at another address, making it if there is none. */
export function setFirstEndpoint(simulator: Simulator, setting: EndpointSettings): EndpointRecord {
  const first = givenAtStart(simulator)[0]
  if (first === undefined) {
    applyEndpointSettings(simulator, [setting])
    return givenAtStart(simulator)[0] as EndpointRecord
  }
  first.object.url = setting.url
  first.secrets = [{ secret: setting.secret, expires_ms: null }]
  enable(first)
  simulator.snapshots.touch()
  return first
}

/** An enabled endpoint that is not yet in the ledger. */
export function newEndpoint(
  simulator: Simulator,
  given: Pick<Stripe.WebhookEndpoint, 'url' | 'enabled_events' | 'api_version'>,
): Stripe.WebhookEndpoint {
  return {
    id: newId('we'),
    object: 'webhook_endpoint',
    application: null,
    created: seconds(simulator.clock),
    description: null,
    livemode: false,
    metadata: {},
    status: 'enabled',
    ...given,
  } satisfies Stripe.WebhookEndpoint
}

/** Lets an endpoint have events again, as if nothing had ever failed there. */
export function enable(record: EndpointRecord): void {
  record.object.status = 'enabled'
  record.failing_since_ms = null
}

function givenAtStart({ ledger }: Simulator): EndpointRecord[] {
  return [...ledger.endpoints.values()].filter(({ origin }) => origin === 'settings')
}
