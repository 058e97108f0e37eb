import type { StripeStatus } from '../../../inbox/index.ts'
import type { AsJson } from './as_json.ts'

/** How the house stands with Stripe. */
export type StripeStatusAnswer = AsJson<StripeStatus>
