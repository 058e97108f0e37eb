import { newId, newSecret, type Database } from '../src/kernel/index.ts'
import { addNight } from './catalog.ts'

/** A night of the books, in Berlin's winter or summer time. */
export interface BookedNight {
  slug: string
  night_id: string
}

/** A try to pay, as it is noted. Moments are ISO texts. */
export interface BookedTry {
  at: string
  outcome?: 'declined' | 'errored'
  code?: string | null
  decline_code?: string | null
  last4?: string | null
  /** Which of the order's payments it was for. */
  ordinal?: number
}

/** An order of the books, as it stands in the end. */
export interface BookedOrder {
  night_id: string
  kind?: 'ga' | 'vip'
  total_minor?: number
  /** `late` is one whose money came when nothing was left, and went back. */
  fate: 'open' | 'expired' | 'late' | 'paid' | 'fulfilled'
  paid_at?: string
  /** From payment to tickets. */
  wait_ms?: number
  /** A deposit: its bank has promised it, and nothing is captured yet. */
  is_deposit?: boolean
  tries?: BookedTry[]
}

/** Writes a night with the times that it had. */
export async function bookNight(db: Database, slug: string, doorsAt: string): Promise<BookedNight> {
  // Once published it keeps its address.
  const { night_id } = await addNight(db, { state: 'draft' })
  await db.query({
    text: `update nights set slug = $2, title = $2, state = 'published', doors_at = $3,
                             ends_at = $3::timestamptz + interval '8 hours' where id = $1`,
    values: [night_id, slug, doorsAt],
  })
  return { slug, night_id }
}

const STATE = {
  open: ['open', null],
  expired: ['expired', null],
  late: ['refunded', null],
  paid: ['paid', 'stuck'],
  fulfilled: ['fulfilled', 'done'],
} as const

/** Writes an order with its payments and all tries, as the box office would have. */
export async function bookOrder(db: Database, order: BookedOrder): Promise<void> {
  const { kind = 'ga', total_minor = 2450, fate, paid_at = null, wait_ms = 0, tries = [] } = order
  const id = newId('ord')
  const [state, fulfilment] = STATE[fate]
  const placed_at = tries[0]?.at ?? paid_at ?? '2025-10-24T12:00:00Z'
  await db.query({
    text: `insert into orders (id, kind, night_id, secret, state, fulfilment, total_minor, currency,
                               placed_at, paid_at, fulfilled_at, late_because)
           values ($1, $2, $3, $4, $5, $6, $7, 'eur', $8::timestamptz - interval '1 minute', $9,
                   $9::timestamptz + make_interval(secs => $10::float8 / 1000), $11)`,
    values: [
      id,
      kind,
      order.night_id,
      newSecret(),
      state,
      fulfilment,
      total_minor,
      placed_at,
      paid_at,
      fate === 'fulfilled' ? wait_ms : null,
      fate === 'late' ? 'sold_out' : null,
    ],
  })
  const ordinals = Math.max(1, ...tries.map(({ ordinal = 1 }) => ordinal))
  const payments = Array.from({ length: ordinals }, () => newId('pay'))
  for (const [n, payment] of payments.entries())
    await bookPayment(db, { ...order, id: payment, order_id: id, ordinal: n + 1 }, ordinals)
  for (const one of tries) await bookTry(db, payments[(one.ordinal ?? 1) - 1] ?? '', one)
  if (paid_at === null) return
  await db.query({
    text: `insert into attempts (id, payment_id, attempt_key, outcome, source, amount_minor,
                                 currency, at)
           values ($1, $2, $3, 'succeeded', 'webhook', $4, 'eur', $5)`,
    values: [newId('att'), payments.at(-1), `ch_${newSecret()}`, total_minor, paid_at],
  })
}

async function bookPayment(
  db: Database,
  payment: BookedOrder & { id: string; order_id: string; ordinal: number },
  last: number,
): Promise<void> {
  const { paid_at = null, total_minor = 2450, is_deposit = false, ordinal } = payment
  const isPaid = ordinal === last && paid_at !== null
  const state = !isPaid ? (ordinal === last ? 'open' : 'cancelled') : 'succeeded'
  await db.query({
    text: `insert into payments (id, order_id, ordinal, payment_intent_id, state, amount_minor,
             currency, received_minor, succeeded_at, capture, authorised_minor, authorised_at,
             capture_before)
           select $1, $2, $3, $4, case when $7 then 'authorised' else $5 end, $6, 'eur',
                  case when $8 and not $7 then $6::bigint end,
                  case when $8 and not $7 then $9::timestamptz end,
                  case when $7 then 'manual' else 'automatic' end, case when $7 then $6::bigint end,
                  case when $7 then $9::timestamptz end,
                  case when $7 then $9::timestamptz + interval '7 days' end`,
    values: [
      payment.id,
      payment.order_id,
      ordinal,
      `pi_${newSecret()}`,
      state,
      total_minor,
      is_deposit && isPaid,
      isPaid,
      paid_at,
    ],
  })
}

async function bookTry(db: Database, paymentId: string, one: BookedTry): Promise<void> {
  const { outcome = 'declined', code = 'card_declined', decline_code = null, last4 = null } = one
  await db.query({
    text: `insert into attempts (id, payment_id, attempt_key, outcome, source, code, decline_code,
                                 card_last4, amount_minor, currency, at)
           select $1, id, $3, $4, 'webhook', $5, $6, $7, amount_minor, currency, $8
             from payments where id = $2`,
    values: [
      newId('att'),
      paymentId,
      `ch_${newSecret()}`,
      outcome,
      code,
      decline_code,
      last4,
      one.at,
    ],
  })
}
