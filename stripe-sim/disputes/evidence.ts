import type { Stripe } from 'stripe'
import type { ParameterSchema } from '../wire/parameters.ts'

const texts = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const
// These take ids of uploaded files; the simulator takes no uploads.
const files = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const

/** What can be said for the account's side in a dispute. */
export type EvidenceTexts = { [Name in (typeof texts)[number]]?: string }

export const evidenceParameters = {
  ...named(texts, 'emptyable'),
  ...named(files, 'unsupported'),
  appeal: 'unsupported',
  enhanced_evidence: 'unsupported',
} as const satisfies ParameterSchema

/** The evidence of a dispute that nobody has said anything about yet. */
export function noEvidence(): Stripe.Dispute.Evidence {
  return { ...named(texts, null), ...named(files, null), enhanced_evidence: {} }
}

/** Evidence with some of it changed; an empty text takes a piece back. */
export function withChanges(
  evidence: Stripe.Dispute.Evidence,
  changes: EvidenceTexts,
): Stripe.Dispute.Evidence {
  const entries = Object.entries(changes).map(([name, text]) => [name, text || null])
  return { ...evidence, ...Object.fromEntries(entries) }
}

/** Whether there is any evidence at all. */
export function hasEvidence(evidence: Stripe.Dispute.Evidence): boolean {
  return texts.some((name) => evidence[name] !== null)
}

/**
 * How the bank decides on this evidence: by Stripe's own convention for tests two texts decide, and
 * on any other the bank never answers, see https://docs.stripe.com/testing#evidence.
 */
export function decisionOn({
  uncategorized_text,
}: Stripe.Dispute.Evidence): 'won' | 'lost' | undefined {
  if (uncategorized_text === 'winning_evidence') return 'won'
  return uncategorized_text === 'losing_evidence' ? 'lost' : undefined
}

function named<const Name extends string, const Value>(
  names: readonly Name[],
  value: Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>
}
