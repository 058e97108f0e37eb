import type { Stripe } from 'stripe'
import { ofChargeParameters, pageOfCharge } from '../refunds/of_charge.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import { idOf } from '../state/ledger.ts'
import { noCause, type Cause, type Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { resourceMissing } from '../wire/errors.ts'
import { route } from '../wire/routes.ts'

const url = '/v1/radar/early_fraud_warnings'

export const routes = [
  route('GET', `${url}/:id`, { expand: 'strings' }, ({ simulator, id }) => {
    const warning = simulator.ledger.fraudWarnings.get(id)
    if (warning === undefined) {
      throw resourceMissing('early fraud warning', id, 'early_fraud_warning')
    }
    return warning
  }),
  route('GET', url, ofChargeParameters, ({ simulator, parameters }) =>
    pageOfCharge({ url, kind: 'early fraud warning' }, simulator.ledger.fraudWarnings, parameters),
  ),
]

/** Lets the bank warn that a charge may be fraud. */
export function createFraudWarning(
  simulator: Simulator,
  charge: Stripe.Charge,
): Stripe.Radar.EarlyFraudWarning {
  const warning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: isActionable(charge),
    charge: charge.id,
    created: seconds(simulator.clock),
    fraud_type: 'misc',
    livemode: false,
    payment_intent: idOf(charge.payment_intent),
  } satisfies Stripe.Radar.EarlyFraudWarning
  simulator.ledger.fraudWarnings.add(warning)
  emit(simulator, 'radar.early_fraud_warning.created', warning, noCause)
  return warning
}

/**
 * Tells of each warning about a charge whether something can still be done about it: not once the
 * charge is disputed or refunded in full, see https://docs.stripe.com/disputes/measuring.
 */
export function reviewFraudWarnings(
  simulator: Simulator,
  charge: Stripe.Charge,
  cause: Cause,
): void {
  for (const warning of simulator.ledger.fraudWarnings.by('charge', charge.id)) {
    const { actionable } = warning
    if (actionable === isActionable(charge)) continue
    warning.actionable = !actionable
    emit(simulator, 'radar.early_fraud_warning.updated', warning, cause, { actionable })
  }
}

function isActionable({ disputed, refunded }: Stripe.Charge): boolean {
  return !disputed && !refunded
}
