import type { Stage } from './stage.ts'

/** What Stripe's answer to a confirmation says, as far as a browser can tell. */
export interface Confirmed {
  /** `closed`: it can not be confirmed now. `unknown`: no answer, or none that says anything. */
  outcome: 'succeeded' | 'processing' | 'requires_action' | 'declined' | 'closed' | 'unknown'
  /** Of a decline: what the page reports of it. */
  report?: { attempt_key: string; code: string | null; decline_code: string | null }
}

interface Answer {
  status?: string
  error?: {
    type?: string
    code?: string
    decline_code?: string
    charge?: string
    payment_method?: { id?: string }
  }
}

const OUTCOMES: Record<string, Confirmed['outcome']> = {
  succeeded: 'succeeded',
  // The bank has promised it, which is as good to a guest.
  requires_capture: 'succeeded',
  processing: 'processing',
  requires_action: 'requires_action',
}

/** Confirms an intent in the guest's browser: with the publishable key and the client secret. */
export async function confirm(
  { premises }: Stage,
  client_secret: string,
  card: string,
): Promise<Confirmed> {
  const { url, publishableKey } = premises.sim
  const answer = await post(`${url}/v1/payment_intents/${intentIn(client_secret)}/confirm`, {
    key: publishableKey,
    form: {
      client_secret,
      payment_method: `pm_card_${card}`,
      return_url: 'https://night.example/',
    },
  })
  if (!answer) return { outcome: 'unknown' }
  const { status, error } = answer
  if (!error) return { outcome: OUTCOMES[status ?? ''] ?? 'unknown' }
  if (error.type !== 'card_error')
    return { outcome: error.type === 'invalid_request_error' ? 'closed' : 'unknown' }
  const attempt_key = error.charge ?? error.payment_method?.id ?? `unknown-${card}`
  const { code = null, decline_code = null } = error
  return { outcome: 'declined', report: { attempt_key, code, decline_code } }
}

/**
 * Sends a form to Stripe. Undefined when the answer is lost, broken, or that Stripe is too busy.
 */
export async function post(
  url: string,
  { key, form, idempotency }: { key: string; form: Record<string, string>; idempotency?: string },
): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        ...(idempotency === undefined ? {} : { 'idempotency-key': idempotency }),
      },
      body: new URLSearchParams(form),
    })
    const answer = (await response.json()) as Answer
    const saysNothing = response.status >= 500 || response.status === 429 || response.status === 409
    return saysNothing ? undefined : answer
  } catch {
    return undefined
  }
}

/** The intent that a client secret belongs to. */
export function intentIn(client_secret: string): string {
  return client_secret.split('_secret_')[0] ?? ''
}
