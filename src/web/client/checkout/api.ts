import type { Guest } from './data.ts'
import type { Challenge, Proof } from '../proof/solve_proof.ts'

/** An answer slower than this counts as none. Stripe's own requests may take several seconds. */
const answerMsMax = 20_000
/** The wait before the one repetition of a report. */
const reportAgainMs = 1500

/** What our server says about paying this order; it has asked Stripe first. */
export type PaymentAnswer =
  | { state: 'payable' | 'requires_action'; client_secret: string }
  | { state: 'paid' | 'processing' | 'expired' | 'over' }
  | ProofNeeded
  | NoAnswer

/** After a few declines some work has to be done first: by the page, and not by its guest. */
export interface ProofNeeded {
  state: 'proof_needed'
  challenge: Challenge
}

/** What our server says about the order, without asking Stripe. */
export type OrderAnswer =
  | {
      state: 'open' | 'paid' | 'fulfilled' | 'expired' | 'refund_due' | 'refunded' | 'withdrawn'
      payment: 'open' | 'processing' | 'authorised' | 'succeeded' | 'cancelled' | null
      expires_at: string
      /** The guest has asked for more time, and has it. */
      extended: boolean
      now: string
    }
  | NoAnswer

/** The fields that the server would not take, with the sentence for each. */
export type GuestAnswer = { state: 'saved' } | { state: 'refused'; faults: Fault[] } | NoAnswer

/** A problem document that names no field, an error of the network, or silence. */
export interface NoAnswer {
  state: 'no_answer'
}

/** One field and the sentence to be shown at it. */
export interface Fault {
  field: keyof Guest
  message: string
}

/** One failed try, as the owner's dashboard will count it. */
export interface AttemptReport {
  outcome: 'declined' | 'errored'
  /** The same for every report of the same try, so that it is counted once. */
  attempt_key: string
  /** How long it took, of a try that Stripe may tell of under another name. */
  took_ms?: number
  code: string | null
  decline_code: string | null
}

/** The server, as far as one order's checkout needs it. No function here throws. */
export interface OrderApi {
  saveGuest(guest: Guest): Promise<GuestAnswer>
  openPayment(proof?: Proof): Promise<PaymentAnswer>
  readOrder(): Promise<OrderAnswer>
  /** Asks for more time, which is given once. No answer where the server says no as well. */
  extendHold(): Promise<OrderAnswer>
  /** Fire and forget: survives the page (keepalive) and is repeated once if nothing came back. */
  reportAttempt(report: AttemptReport): Promise<void>
}

/**
 * Opens the API of the order that `secret` belongs to, at the page's own origin if none is given.
 */
export function orderApi(
  order: { order_id: string; secret: string },
  origin: string = '',
): OrderApi {
  const address = `${origin}/api/orders/${encodeURIComponent(order.order_id)}`
  const call = (method: string, path: string, body?: unknown) =>
    request(`${address}${path}`, method, order.secret, body)
  return {
    saveGuest: async (guest) => readGuestAnswer(await call('PUT', '/guest', guest)),
    openPayment: async (proof) =>
      readPaymentAnswer(await call('POST', '/payment', proof ? { proof } : {})),
    readOrder: async () => readOrderAnswer(await call('GET', '')),
    extendHold: async () => readOrderAnswer(await call('POST', '/hold/extension', {})),
    reportAttempt: async (report) => {
      const first = await call('POST', '/attempts', report)
      if (first && first.status < 500) return
      await new Promise((resolve) => setTimeout(resolve, reportAgainMs))
      await call('POST', '/attempts', report)
    },
  }
}

interface Reply {
  status: number
  body: unknown
}

async function request(
  url: string,
  method: string,
  secret: string,
  body?: unknown,
): Promise<Reply | undefined> {
  try {
    const response = await fetch(url, {
      method,
      // A guest who leaves in the middle of a try still has it reported, and the name kept.
      keepalive: method !== 'GET',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerMsMax),
      headers: {
        authorization: `Bearer ${secret}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as unknown) }
  } catch {
    return undefined
  }
}

const nothing: NoAnswer = { state: 'no_answer' }

function readGuestAnswer(reply: Reply | undefined): GuestAnswer {
  if (!reply) return nothing
  if (reply.status < 300) return { state: 'saved' }
  const faults = readFaults(reply.body)
  return faults.length > 0 ? { state: 'refused', faults } : nothing
}

function readPaymentAnswer(reply: Reply | undefined): PaymentAnswer {
  const { code = '' } = (reply?.body ?? {}) as { code?: string }
  if (reply?.status === 409 && ['booking_over', 'booking_disputed'].includes(code))
    return { state: 'over' }
  if (!reply || reply.status >= 300) return nothing
  const answer = reply.body as { state?: string; client_secret?: string; challenge?: Challenge }
  switch (answer.state) {
    case 'payable':
    case 'requires_action':
      return answer.client_secret
        ? { state: answer.state, client_secret: answer.client_secret }
        : nothing
    case 'paid':
    case 'processing':
    case 'expired':
      return { state: answer.state }
    case 'proof_needed':
      return answer.challenge ? { state: answer.state, challenge: answer.challenge } : nothing
    default:
      return nothing
  }
}

function readOrderAnswer(reply: Reply | undefined): OrderAnswer {
  if (!reply || reply.status >= 300) return nothing
  const answer = reply.body as Exclude<OrderAnswer, NoAnswer> & { state?: string }
  return typeof answer.state === 'string' ? answer : nothing
}

/** The `errors` of a problem document (RFC 9457) that are about the guest's fields. */
function readFaults(body: unknown): Fault[] {
  const errors = (body as { errors?: { field?: string; message?: string }[] }).errors ?? []
  return errors.flatMap(({ field, message }) =>
    message && isGuestField(field) ? [{ field, message }] : [],
  )
}

function isGuestField(field: string | undefined): field is keyof Guest {
  return field === 'name' || field === 'email' || field === 'phone'
}
