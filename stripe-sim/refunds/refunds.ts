import type { Stripe } from 'stripe'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { previousAttributes } from '../webhooks/previous_attributes.ts'
import { resourceMissing } from '../wire/errors.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import { route } from '../wire/routes.ts'
import { createParameters, refund } from './creation.ts'
import { ofChargeParameters, pageOfCharge } from './of_charge.ts'
import { notCancelable } from './refusals.ts'

export const routes = [
  route('POST', '/v1/refunds', createParameters, ({ simulator, parameters, cause }) =>
    refund(simulator, parameters, cause),
  ),
  route('GET', '/v1/refunds/:id', { expand: 'strings' }, ({ simulator, id }) =>
    findRefund(simulator, id),
  ),
  route(
    'POST',
    '/v1/refunds/:id',
    { expand: 'strings', metadata: 'metadata' },
    ({ simulator, id, parameters, cause }) =>
      describe(simulator, findRefund(simulator, id), parameters.metadata, cause),
  ),
  route('GET', '/v1/refunds', ofChargeParameters, ({ simulator, parameters }) =>
    pageOfCharge({ url: '/v1/refunds', kind: 'refund' }, simulator.ledger.refunds, parameters),
  ),
  // Only a refund that waits for the guest (`requires_action`) can be canceled, and no refund to a
  // card ever does, see https://docs.stripe.com/api/refunds/cancel.
  route('POST', '/v1/refunds/:id/cancel', { expand: 'strings' }, ({ simulator, id }) => {
    findRefund(simulator, id)
    throw notCancelable()
  }),
]

function findRefund({ ledger }: Simulator, id: string): Stripe.Refund {
  const found = ledger.refunds.get(id)
  if (found === undefined) throw resourceMissing('refund', id, 'refund')
  return found
}

function describe(
  simulator: Simulator,
  known: Stripe.Refund,
  changes: Record<string, string> | '' | undefined,
  cause: Cause,
): Stripe.Refund {
  if (changes === undefined) return known
  const metadata = mergedMetadata(known.metadata, changes)
  const previous = previousAttributes({ metadata: known.metadata }, { metadata })
  if (previous.metadata === undefined) return known
  known.metadata = metadata
  simulator.snapshots.touch()
  emit(simulator, 'refund.updated', known, cause, previous)
  emit(simulator, 'charge.refund.updated', known, cause, previous)
  return known
}
