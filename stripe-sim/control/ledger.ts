import type { Stripe } from 'stripe'
import { noFaults } from '../faults/book.ts'
import type { Delivery } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import type { Deliveries } from '../webhooks/deliveries.ts'

/** Everything the simulated Stripe holds: the oracle of a test. Amounts are in minor units. */
export type LedgerDump = {
  payment_intents: Stripe.PaymentIntent[]
  charges: Stripe.Charge[]
  refunds: Stripe.Refund[]
  disputes: Stripe.Dispute[]
  early_fraud_warnings: Stripe.Radar.EarlyFraudWarning[]
  balance_transactions: Stripe.BalanceTransaction[]
  customers: (Stripe.Customer | Stripe.DeletedCustomer)[]
  payment_methods: Stripe.PaymentMethod[]
  confirmation_tokens: Stripe.ConfirmationToken[]
  /** Each event with how its deliveries went. */
  events: (Stripe.Event & { deliveries: Delivery[] })[]
  webhook_endpoints: Stripe.WebhookEndpoint[]
}

/** What the simulator remembers. */
export function ledgerControl(simulator: Simulator, deliveries: Deliveries) {
  const { ledger } = simulator
  return {
    /** A copy of everything, oldest first. */
    async ledger(): Promise<LedgerDump> {
      return structuredClone({
        payment_intents: [...ledger.paymentIntents.values()],
        charges: [...ledger.charges.values()],
        refunds: [...ledger.refunds.values()],
        disputes: [...ledger.disputes.values()],
        early_fraud_warnings: [...ledger.fraudWarnings.values()],
        balance_transactions: [...ledger.balanceTransactions.values()],
        customers: [...ledger.customers.values()],
        payment_methods: [...ledger.paymentMethods.values()],
        confirmation_tokens: [...ledger.confirmationTokens.values()],
        events: [...ledger.events.values()].map((event) => ({
          ...event,
          deliveries: ledger.deliveries.by('event', event.id),
        })),
        webhook_endpoints: [...ledger.endpoints.values()].map(({ object }) => object),
      })
    },
    /** Forgets everything but the webhook endpoints, the settings and the time. */
    async reset(): Promise<void> {
      simulator.agenda.close()
      for (const [name, collection] of Object.entries(ledger)) {
        if (name !== 'endpoints') collection.clear()
      }
      Object.assign(simulator.faults, noFaults())
      deliveries.reset()
    },
  }
}
