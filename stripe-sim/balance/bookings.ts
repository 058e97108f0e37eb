import type { Stripe } from 'stripe'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import { idOf } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import { availableOn, awaitAvailability } from './availability.ts'

/**
 * What every movement of money leaves in the account's balance. Gross amounts are negative where
 * money leaves; a fee is a positive amount; the net is what is left of the gross after the fee, see
 * https://docs.stripe.com/reports/balance-transaction-types. All amounts are in minor units.
 */

// A common price for cards of the European Economic Area: 1.5 % and 25 cents.
const processingFee_share = 0.015
const processingFeeFixed_minor = 25
// It is not given back, whoever wins, see https://docs.stripe.com/disputes/how-disputes-work.
const disputeFee_minor = 2000

/** Books what a captured charge brings in, and notes it on the charge. */
export function bookCharge(simulator: Simulator, charge: Stripe.Charge): void {
  const amount = charge.amount_captured
  const fee = Math.round(amount * processingFee_share) + processingFeeFixed_minor
  const { id } = book(simulator, {
    source: charge,
    amount,
    fee: { amount: fee, description: 'Stripe processing fees' },
    description: charge.description,
    type: 'charge',
    reporting_category: 'charge',
  })
  charge.balance_transaction = id
}

/** Books what a refund takes out, and notes it on the refund. The fee of the charge stays paid. */
export function bookRefund(simulator: Simulator, refund: Stripe.Refund): void {
  const { id } = book(simulator, {
    source: refund,
    amount: -refund.amount,
    description: described('REFUND FOR CHARGE', simulator, refund),
    type: 'refund',
    reporting_category: 'refund',
  })
  refund.balance_transaction = id
}

/** Books that the money of a failed refund is back, and notes it on the refund. */
export function bookRefundFailure(simulator: Simulator, refund: Stripe.Refund): void {
  const { id } = book(simulator, {
    source: refund,
    amount: refund.amount,
    description: described('REFUND FAILURE', simulator, refund),
    type: 'refund_failure',
    reporting_category: 'refund_failure',
  })
  refund.failure_balance_transaction = id
}

/** Books that a dispute takes its amount and a fee, and adds it to the dispute. */
export function bookWithdrawal(simulator: Simulator, dispute: Stripe.Dispute): void {
  const transaction = book(simulator, {
    source: dispute,
    amount: -dispute.amount,
    fee: { amount: disputeFee_minor, description: 'Dispute fee' },
    description: `Chargeback withdrawal for ${idOf(dispute.charge)}`,
    type: 'adjustment',
    reporting_category: 'dispute',
  })
  dispute.balance_transactions.push({ ...transaction })
}

/** Books that a dispute which was won gives its amount back, and adds it to the dispute. */
export function bookReinstatement(simulator: Simulator, dispute: Stripe.Dispute): void {
  const transaction = book(simulator, {
    source: dispute,
    amount: dispute.amount,
    description: `Chargeback reversal for ${idOf(dispute.charge)}`,
    type: 'adjustment',
    reporting_category: 'dispute_reversal',
  })
  dispute.balance_transactions.push({ ...transaction })
}

type Movement = Pick<
  Stripe.BalanceTransaction,
  'amount' | 'description' | 'type' | 'reporting_category'
> & { source: { id: string; currency: string }; fee?: { amount: number; description: string } }

// Every currency has a balance of its own, so nothing is ever exchanged.
function book(simulator: Simulator, movement: Movement): Stripe.BalanceTransaction {
  const { source, fee, amount } = movement
  const { currency } = source
  const created = seconds(simulator.clock)
  const transaction = {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: availableOn(created),
    balance_type: 'payments',
    created,
    currency,
    description: movement.description,
    exchange_rate: null,
    fee: fee?.amount ?? 0,
    fee_details:
      fee === undefined ? [] : [{ ...fee, application: null, currency, type: 'stripe_fee' }],
    net: amount - (fee?.amount ?? 0),
    reporting_category: movement.reporting_category,
    source: source.id,
    status: 'pending',
    type: movement.type,
  } satisfies Stripe.BalanceTransaction
  simulator.ledger.balanceTransactions.add(transaction)
  awaitAvailability(simulator, transaction)
  simulator.snapshots.touch()
  return transaction
}

function described(what: string, { ledger }: Simulator, refund: Stripe.Refund): string {
  const description = ledger.charges.get(idOf(refund.charge))?.description ?? null
  return description === null ? what : `${what} (${description})`
}
