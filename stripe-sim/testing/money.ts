import { Stripe } from 'stripe'
import type { Control } from '../index.ts'
import { idOf } from '../state/ledger.ts'
import { confirmWith, newIntent } from './with_simulator.ts'

/** What the tests about money that has been paid share. */

/** Pays an intent of €20, or of what `parameters` say, with a test PaymentMethod. */
export async function paid(
  stripe: Stripe,
  method = 'pm_card_visa',
  parameters: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<{ payment_intent: string; charge: string }> {
  const intent = await confirmWith(stripe, await newIntent(stripe, parameters), method)
  return { payment_intent: intent.id, charge: idOf(intent.latest_charge) }
}

/** What a refused request was answered; throws when it is not refused. */
export async function refusalOf(request: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await request
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { type, code, param, message } = error.raw as Record<string, unknown>
    const fields = { status: error.statusCode, type, code, param, message }
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  }
  throw new Error('This should have been refused.')
}

export type Told = [type: string, previous?: object]

/** Resolves with a function that tells the events since then, each with what had changed. */
export async function watchEvents(control: Control): Promise<() => Promise<Told[]>> {
  const before = (await control.ledger()).events.length
  return async () => {
    const { events } = await control.ledger()
    return events.slice(before).map(({ type, data }) => {
      const previous = data.previous_attributes
      return previous === undefined ? [type] : [type, previous]
    })
  }
}
