import { expandable } from '../../wire/expandable.ts'
import type { World } from '../recording.ts'

/** Every property that can be expanded, in a list of each kind of object that has it. */
export async function expansions({ stripe }: World): Promise<void> {
  const lists = {
    balance_transaction: stripe.balanceTransactions,
    charge: stripe.charges,
    dispute: stripe.disputes,
    payment_intent: stripe.paymentIntents,
    'radar.early_fraud_warning': stripe.radar.earlyFraudWarnings,
    refund: stripe.refunds,
  }
  for (const [object, list] of Object.entries(lists)) {
    const properties = Object.keys(expandable[object] ?? {})
    for (const property of properties) {
      await list.list({ limit: 100, expand: [`data.${property}`] })
    }
    await list.list({ limit: 100, expand: properties.map((property) => `data.${property}`) })
  }
  const deep = ['data.latest_charge.balance_transaction', 'data.latest_charge.refunds']
  await stripe.paymentIntents.list({ limit: 100, expand: deep })
}
