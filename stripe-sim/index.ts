import { systemClock } from './clock.ts'
import { newControl, type Control } from './control.ts'
import { newDeliveries } from './deliveries.ts'
import { noFaults } from './faults.ts'
import { listen } from './server.ts'
import { keepSnapshots, readSnapshot } from './snapshot.ts'
import { emptyLedger } from './ledger.ts'
import type { Simulator } from './simulator.ts'
import { applyEndpointSettings, type EndpointSettings } from './webhook_endpoints.ts'

export { connectControl } from './control_http.ts'
export { apiVersion } from './simulator.ts'
export type { Control, LedgerDump } from './control.ts'
export type { ApiFault, InjectedFault, WebhookFault } from './faults.ts'
export type { Delivery, DeliveryAttempt } from './ledger.ts'

export type StripeSimOptions = {
  /** 0 (the default) takes any free port. */
  port?: number
  host?: string
  secretKey?: string
  publishableKey?: string
  /** Where the memory is kept between runs; without it the simulator forgets everything. */
  stateFile?: string
  webhookEndpoints?: EndpointSettings[]
  /** The waits after the first, second, … failed delivery of an event. */
  webhookRetryDelays_ms?: number[]
}

export type StripeSim = {
  url: string
  port: number
  secretKey: string
  publishableKey: string
  control: Control
  /** Ends what is under way, writes the state file and frees the port. */
  close(): Promise<void>
}

// Stripe retries over three days. On a laptop the product is back within seconds or not at all,
// so the waits are short at first and give up after about twenty minutes.
const retryDelaysDefault_ms = [2_000, 5_000, 15_000, 60_000, 300_000, 900_000]

/**
 * Starts a simulated Stripe. Throws one sentence when the port is taken or the state file broken.
 */
export async function startStripeSim(options: StripeSimOptions = {}): Promise<StripeSim> {
  const { secretKey = 'sk_test_coatcheck', publishableKey = 'pk_test_coatcheck' } = options
  const { host = '127.0.0.1', port: wantedPort = 0, stateFile } = options
  const ledger = stateFile === undefined ? emptyLedger() : readSnapshot(stateFile)
  let origin = ''
  const simulator: Simulator = {
    keys: { secretKey, publishableKey },
    clock: systemClock,
    ledger,
    faults: noFaults(),
    snapshots: keepSnapshots(ledger, stateFile, systemClock),
    origin: () => origin,
    dispatch: (eventId) => deliveries.dispatch(eventId),
  }
  const delays_ms = options.webhookRetryDelays_ms ?? retryDelaysDefault_ms
  const deliveries = newDeliveries(simulator, delays_ms)
  const control = newControl(simulator, deliveries)
  const listener = await listen(simulator, control, { host, port: wantedPort })
  const { port } = listener
  origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  if (options.webhookEndpoints) applyEndpointSettings(simulator, options.webhookEndpoints)
  deliveries.resume()
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    closing ??= Promise.all([listener.close(), deliveries.close()]).then(() =>
      simulator.snapshots.close(),
    )
    await closing
  }
  return { url: origin, port, secretKey, publishableKey, control, close }
}
