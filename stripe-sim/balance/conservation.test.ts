import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Stripe } from 'stripe'
import type { LedgerDump } from '../index.ts'
import { paid } from '../testing/money.ts'
import { sdkFor, startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const stripe = sdkFor(simulator)
const { control } = simulator

// Each is tried on the charge, refund or dispute that `which` points at, if there is one. What
// Stripe or the control plane refuses is no step.
const which = fc.nat({ max: 20 })
const amount = fc.integer({ min: 50, max: 5_000 })
const cards = ['pm_card_visa', 'pm_card_pendingRefund', 'pm_card_refundFail'] as const
const step = fc.oneof(
  fc.record({
    kind: fc.constant('charge' as const),
    amount,
    method: fc.constantFrom(...cards, 'pm_card_createDispute'),
    capture_method: fc.constantFrom('automatic' as const, 'automatic_async' as const),
  }),
  fc.record({ kind: fc.constant('refund' as const), which, amount }),
  fc.record({
    kind: fc.constant('settle' as const),
    which,
    ending: fc.constantFrom('succeed' as const, 'fail' as const),
  }),
  fc.record({ kind: fc.constant('dispute' as const), which, amount: fc.option(amount) }),
  fc.record({
    kind: fc.constant('close' as const),
    which,
    ending: fc.constantFrom('won' as const, 'lost' as const),
  }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(2, 5, 1_000_000) }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** Each kind of step is surely taken in one of these; chance brings what nobody has thought of. */
const byCard = { kind: 'charge', amount: 2_000, capture_method: 'automatic' } as const
const examples: Step[][] = [
  [
    { ...byCard, method: 'pm_card_pendingRefund' },
    { kind: 'refund', which: 0, amount: 500 },
    { kind: 'settle', which: 0, ending: 'fail' },
  ],
  [
    { ...byCard, method: 'pm_card_visa' },
    { kind: 'dispute', which: 0, amount: null },
    { kind: 'close', which: 0, ending: 'won' },
    { kind: 'wait', seconds: 1_000_000 },
  ],
]
const RUNS_AT_RANDOM = 40

test('no money appears or disappears, whatever is charged, refunded and disputed', async () => {
  const seen = new Set<string>()
  const steps = fc.array(step, { minLength: 8, maxLength: 20, size: 'max' })
  const property = fc.asyncProperty(steps, async (all) => {
    await control.reset()
    for (const one of all) {
      if (await tried(one)) seen.add(one.kind)
      check(await control.ledger())
    }
  })
  await fc.assert(property, {
    examples: examples.map((each): [Step[]] => [each]),
    numRuns: examples.length + RUNS_AT_RANDOM,
  })
  const kinds = ['charge', 'refund', 'settle', 'dispute', 'close', 'wait']
  assert.deepEqual([...seen].toSorted(), kinds.toSorted(), 'every kind of step was taken')
})

function check(ledger: LedgerDump): void {
  const { charges, refunds, disputes, balance_transactions } = ledger
  for (const one of balance_transactions) assert.equal(one.net, one.amount - one.fee)
  for (const charge of charges) {
    const standing = refunds.filter((one) => one.charge === charge.id && one.status !== 'failed')
    assert.equal(charge.amount_refunded, sum(standing))
    assert.ok(charge.amount_refunded <= charge.amount_captured)
    assert.equal(charge.refunded, charge.amount_refunded === charge.amount_captured)
    assert.equal(
      charge.disputed,
      disputes.some((one) => one.charge === charge.id),
    )
  }
  const captured = charges.reduce((total, charge) => total + charge.amount_captured, 0)
  const refunded = charges.reduce((total, charge) => total + charge.amount_refunded, 0)
  const disputed = sum(disputes.filter(({ status }) => status !== 'won'))
  assert.equal(sum(balance_transactions), captured - refunded - disputed)
}

async function tried(one: Step): Promise<boolean> {
  try {
    return await taken(one)
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeInvalidRequestError
    if (isRefusal || /cannot be disputed|and cannot|already/.test(String(error))) return false
    throw error
  }
}

async function taken(one: Step): Promise<boolean> {
  if (one.kind === 'charge') {
    await paid(stripe, one.method, { amount: one.amount, capture_method: one.capture_method })
    return true
  }
  if (one.kind === 'wait') {
    await control.advanceClock({ seconds: one.seconds })
    return true
  }
  const ledger = await control.ledger()
  const charge = pick(ledger.charges, one.which)
  const refund = pick(ledger.refunds, one.which)
  const dispute = pick(ledger.disputes, one.which)
  if (one.kind === 'refund' && charge) await stripe.refunds.create({ charge, amount: one.amount })
  else if (one.kind === 'settle' && refund) {
    await control.settleRefund({ refund, ending: one.ending })
  } else if (one.kind === 'dispute' && charge) {
    await control.createDispute({ charge, ...(one.amount !== null && { amount: one.amount }) })
  } else if (one.kind === 'close' && dispute) {
    await control.closeDispute({ dispute, ending: one.ending })
  } else return false
  return true
}

function pick(items: { id: string }[], at: number): string | undefined {
  return items.length === 0 ? undefined : items[at % items.length]?.id
}

function sum(items: { amount: number }[]): number {
  return items.reduce((total, { amount: each }) => total + each, 0)
}
