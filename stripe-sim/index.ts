import { appointments as balanceAppointments } from './balance/availability.ts'
import { newControl, type Control } from './control/control.ts'
import { appointments as afterCharge } from './disputes/after_charge.ts'
import { appointments as disputeAppointments } from './disputes/decision.ts'
import { noFaults } from './faults/book.ts'
import { appointments as refundAppointments } from './refunds/settlement.ts'
import { appointments as authenticationAppointments } from './payments/authentication.ts'
import { appointments as cancellationAppointments } from './payments/cancellation.ts'
import { listen } from './server.ts'
import { newAgenda, type AppointmentBook } from './state/agenda.ts'
import { newClock } from './state/clock.ts'
import { emptyLedger } from './state/ledger.ts'
import { changedSettings, settingsDefault, type SettingsChanges } from './state/settings.ts'
import type { Simulator } from './state/simulator.ts'
import { keepSnapshots } from './state/snapshot.ts'
import { readSnapshot } from './state/snapshot_lines.ts'
import { newDeliveries } from './webhooks/deliveries.ts'
import { applyEndpointSettings, type EndpointSettings } from './webhooks/endpoint_settings.ts'

export { connectControl } from './control/http.ts'
export { apiVersion } from './state/simulator.ts'
export type { Control } from './control/control.ts'
export type { LedgerDump } from './control/ledger.ts'
export type { InjectedFault } from './faults/book.ts'
export type { RequestFault, RequestFaultOrder } from './faults/request_faults.ts'
export type { WebhookFault, WebhookFaultOrder } from './faults/webhook_faults.ts'
export type { Delivery, DeliveryAttempt } from './state/ledger.ts'
export type { Settings, SettingsChanges } from './state/settings.ts'

export type StripeSimOptions = {
  /** 0 (the default) takes any free port. */
  port?: number
  host?: string
  secretKey?: string
  publishableKey?: string
  /** Where the memory is kept between runs; without it the simulator forgets everything. */
  stateFile?: string
  webhookEndpoints?: EndpointSettings[]
  settings?: SettingsChanges
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

/** What can happen later, by the name of the appointment. */
const appointmentBook: AppointmentBook = {
  ...authenticationAppointments,
  ...cancellationAppointments,
  ...balanceAppointments,
  ...afterCharge,
  ...disputeAppointments,
  ...refundAppointments,
}

/**
 * Starts a simulated Stripe. Throws one sentence when the port is taken, the state file broken or a
 * setting impossible.
 */
export async function startStripeSim(options: StripeSimOptions = {}): Promise<StripeSim> {
  const { host = '127.0.0.1', port: wantedPort = 0 } = options
  let origin = ''
  const simulator = newSimulator(options, () => origin)
  const deliveries = newDeliveries(simulator)
  simulator.dispatch = (eventId, fault) => deliveries.dispatch(eventId, fault)
  const control = newControl(simulator, deliveries)
  const listener = await listen(simulator, control, { host, port: wantedPort })
  const { port } = listener
  const { secretKey, publishableKey } = simulator.keys
  origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  if (options.webhookEndpoints) applyEndpointSettings(simulator, options.webhookEndpoints)
  deliveries.resume()
  simulator.agenda.resume()
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    simulator.agenda.close()
    closing ??= Promise.all([listener.close(), deliveries.close()]).then(() =>
      simulator.snapshots.close(),
    )
    await closing
  }
  return { url: origin, port, secretKey, publishableKey, control, close }
}

function newSimulator(options: StripeSimOptions, origin: () => string): Simulator {
  const { secretKey = 'sk_test_coatcheck', publishableKey = 'pk_test_coatcheck' } = options
  checkStart(secretKey, publishableKey, options.webhookEndpoints ?? [])
  const settings = changedSettings(settingsDefault, options.settings)
  const clock = newClock()
  const ledger = emptyLedger(() => simulator.settings.objects_max)
  const simulator: Simulator = {
    keys: { secretKey, publishableKey },
    clock,
    settings,
    ledger,
    claims: new Map(),
    agenda: newAgenda(() => simulator, appointmentBook),
    faults: noFaults(),
    snapshots: keepSnapshots(ledger, options.stateFile, clock),
    origin,
    dispatch() {},
  }
  if (options.stateFile !== undefined) readSnapshot(options.stateFile, ledger, clock)
  return simulator
}

// Said before anything starts: a wrong key or address would only be noticed by what never comes.
function checkStart(
  secretKey: string,
  publishableKey: string,
  webhookEndpoints: EndpointSettings[],
): void {
  if (!/^(sk|rk)_test_./.test(secretKey)) {
    throw new Error('The secret key must be one of test mode, such as sk_test_coatcheck.')
  }
  if (!/^pk_test_./.test(publishableKey)) {
    throw new Error('The publishable key must be one of test mode, such as pk_test_coatcheck.')
  }
  for (const { url } of webhookEndpoints) {
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) continue
    throw new Error(
      `The webhook endpoint "${url}" is no address such as http://127.0.0.1/webhooks.`,
    )
  }
}
