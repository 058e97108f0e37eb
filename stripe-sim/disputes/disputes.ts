import type { Stripe } from 'stripe'
import { ofChargeParameters, pageOfCharge } from '../refunds/of_charge.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { previousAttributes } from '../webhooks/previous_attributes.ts'
import { ApiError, resourceMissing } from '../wire/errors.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import type { ParameterSchema, ParametersOf } from '../wire/parameters.ts'
import { route } from '../wire/routes.ts'
import { awaitDecision, endDispute, isOpen } from './decision.ts'
import { evidenceParameters, hasEvidence, withChanges } from './evidence.ts'

const updateParameters = {
  evidence: evidenceParameters,
  expand: 'strings',
  intended_submission_method: 'unsupported',
  metadata: 'metadata',
  submit: 'boolean',
} as const satisfies ParameterSchema

export const routes = [
  route('GET', '/v1/disputes/:id', { expand: 'strings' }, ({ simulator, id }) =>
    findDispute(simulator, id),
  ),
  route('GET', '/v1/disputes', ofChargeParameters, ({ simulator, parameters }) =>
    pageOfCharge({ url: '/v1/disputes', kind: 'dispute' }, simulator.ledger.disputes, parameters),
  ),
  route('POST', '/v1/disputes/:id', updateParameters, ({ simulator, id, parameters, cause }) =>
    update(simulator, stillOpen(simulator, id), parameters, cause),
  ),
  route('POST', '/v1/disputes/:id/close', { expand: 'strings' }, ({ simulator, id, cause }) => {
    const dispute = stillOpen(simulator, id)
    endDispute(simulator, dispute, 'lost', cause)
    return dispute
  }),
]

/** Takes evidence and metadata. Evidence is handed to the bank at once unless `submit` is false. */
function update(
  simulator: Simulator,
  dispute: Stripe.Dispute,
  parameters: ParametersOf<typeof updateParameters>,
  cause: Cause,
): Stripe.Dispute {
  const { evidence, metadata, submit = evidence !== undefined } = parameters
  const before = structuredClone(dispute)
  const details = dispute.evidence_details
  dispute.metadata = mergedMetadata(dispute.metadata, metadata)
  dispute.evidence = withChanges(dispute.evidence, evidence ?? {})
  details.has_evidence = hasEvidence(dispute.evidence)
  if (submit) {
    dispute.status = 'under_review'
    details.submission_count += 1
    details.submission_method = 'manual'
    awaitDecision(simulator, dispute)
  }
  simulator.snapshots.touch()
  const previous = previousAttributes(before, dispute)
  const isChanged = Object.keys(previous).length > 0
  if (isChanged) emit(simulator, 'charge.dispute.updated', dispute, cause, previous)
  return dispute
}

function findDispute({ ledger }: Simulator, id: string): Stripe.Dispute {
  const found = ledger.disputes.get(id)
  if (found === undefined) throw resourceMissing('dispute', id, 'dispute')
  return found
}

function stillOpen(simulator: Simulator, id: string): Stripe.Dispute {
  const dispute = findDispute(simulator, id)
  if (isOpen(dispute)) return dispute
  const message = 'This dispute is already closed'
  throw new ApiError(400, { type: 'invalid_request_error', message }, { executed: true })
}
