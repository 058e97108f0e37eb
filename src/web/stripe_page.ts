import type { Config } from '../kernel/index.ts'

/** Where a payment is shown in Stripe's own dashboard, or in the simulator's. */
export function stripePage({ stripe }: Pick<Config, 'stripe'>, intentId: string): string {
  if (stripe.apiUrl) return `${stripe.apiUrl}/intents/${intentId}`
  const mode = stripe.secretKey.includes('_live_') ? '' : '/test'
  return `https://dashboard.stripe.com${mode}/payments/${intentId}`
}
