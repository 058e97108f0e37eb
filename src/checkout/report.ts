import { transaction } from '../kernel/index.ts'
import { countAttempts, hasToldSince, livePaymentOf } from '../payments/index.ts'
import type { Till } from './till.ts'
import { noteTry } from './try.ts'

/** A failed try, as the guest's browser saw it. Stripe's own event of it fills in the rest. */
export interface Report {
  attempt_key: string
  /** How long the try took, where Stripe may tell of it under another name. */
  took_ms?: number | undefined
  outcome: 'declined' | 'errored'
  code?: string | null | undefined
  decline_code?: string | null | undefined
}

/**
 * A browser may say anything, so it may not say it for ever. Stripe's own events are noted without
 * limit: no real try is lost.
 */
const REPORTS_MAX = 200
/** No try takes longer, a guest at the bank's own page included; a browser may say anything. */
const TRY_MS_MAX = 15 * 60_000

/**
 * Notes a browser's report of a failed try, while there is something to pay and Stripe has not told
 * of the try already. It changes no state.
 */
export async function noteReport(till: Till, orderId: string, report: Report): Promise<void> {
  await transaction(till.db, async (tx) => {
    const payment = await livePaymentOf(tx, orderId)
    const isOpen = payment?.state === 'open' || payment?.state === 'processing'
    if (!isOpen || (await countAttempts(tx, payment.id)) >= REPORTS_MAX) return
    // What Stripe has told of in the time that the try took is this try.
    const took_ms = Math.min(report.took_ms ?? 0, TRY_MS_MAX)
    if (took_ms > 0 && (await hasToldSince(tx, payment.id, took_ms))) return
    const seen = {
      key: report.attempt_key,
      outcome: report.outcome,
      code: report.code ?? null,
      decline_code: report.decline_code ?? null,
      advice_code: null,
      card_brand: null,
      card_last4: null,
      made_at: null,
    }
    await noteTry(till, tx, payment, seen, 'browser')
  })
}
