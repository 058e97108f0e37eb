import { transaction } from '../kernel/index.ts'
import { countAttempts, livePaymentOf } from '../payments/index.ts'
import type { Till } from './till.ts'
import { noteTry } from './try.ts'

/** A failed try, as the guest's browser saw it. Stripe's own event of it fills in the rest. */
export interface Report {
  attempt_key: string
  outcome: 'declined' | 'errored'
  code?: string | null | undefined
  decline_code?: string | null | undefined
}

/**
 * A browser may say anything, so it may not say it for ever. Stripe's own events are noted without
 * limit: no real try is lost.
 */
const REPORTS_MAX = 200

/**
 * Notes a browser's report of a failed try, while there is something to pay. It changes no state.
 */
export async function noteReport(till: Till, orderId: string, report: Report): Promise<void> {
  await transaction(till.db, async (tx) => {
    const payment = await livePaymentOf(tx, orderId)
    const isOpen = payment?.state === 'open' || payment?.state === 'processing'
    if (!isOpen || (await countAttempts(tx, payment.id)) >= REPORTS_MAX) return
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
