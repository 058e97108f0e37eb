import type { LedgerDump } from '../../stripe-sim/index.ts'
import { depositsOf, type Deposit } from './deposit_books.ts'
import { isHeldUp } from './held_up.ts'
import type { Stage } from './stage.ts'

/**
 * What must be true of money that a bank has promised: by Stripe's ledger, what was written down of
 * who wanted what, and the mails.
 */
export async function depositFaults(stage: Stage, ledger: LedgerDump): Promise<string[]> {
  const deposits = await depositsOf(stage)
  const faults = deposits.flatMap((deposit) => {
    const intent = ledger.payment_intents.find(({ id }) => id === deposit.intent)
    if (!intent) return [`${deposit.id} is not at Stripe`]
    const facts = factsOf(stage, deposit, intent, ledger)
    return CLAIMS.filter(([, isBroken]) => isBroken(facts)).map(
      ([claim]) => `${claim}: ${deposit.id} of ${deposit.order_id}`,
    )
  })
  return [...faults, ...(await methodFaults(stage, ledger)), ...(await cancelledMailFaults(stage))]
}

type Intent = LedgerDump['payment_intents'][number]

/** A deposit, and what Stripe says of it. */
interface Facts extends Deposit {
  price_minor: number
  captured_minor: number
  kept_minor: number
  times_captured: number
  isCaptured: boolean
  /** The bank's time was over, which nobody asked for. */
  hasExpired: boolean
  /** It has ended and we did not want that. */
  hasLapsed: boolean
  isReleased: boolean
  isGivenUp: boolean
  isOutside: boolean
  isInPart: boolean
  /** A refund of it has failed, or its bank wants it back: the owner has an alert about that. */
  isHeldUp: boolean
}

function factsOf({ tally }: Stage, deposit: Deposit, intent: Intent, ledger: LedgerDump): Facts {
  const { charges, balance_transactions } = ledger
  const theirs = charges.filter(({ payment_intent }) => payment_intent === intent.id)
  const isCaptured = intent.status === 'succeeded'
  const back_minor = theirs
    .filter(({ captured }) => captured)
    .reduce((sum, { amount_refunded }) => sum + amount_refunded, 0)
  const isReleased = deposit.released_by.length > 0
  return {
    ...deposit,
    price_minor: intent.amount,
    captured_minor: intent.amount_received,
    kept_minor: intent.amount_received - back_minor,
    times_captured: balance_transactions.filter(
      ({ type, source }) => type === 'charge' && theirs.some(({ id }) => id === source),
    ).length,
    isCaptured,
    hasExpired: intent.status === 'canceled' && intent.cancellation_reason === 'automatic',
    hasLapsed: deposit.is_promised && intent.status === 'canceled' && !isReleased,
    isReleased,
    isGivenUp: deposit.given_up_by.length > 0,
    isOutside: tally.captured_outside.has(intent.id),
    isInPart: tally.captured_in_part.has(intent.id),
    isHeldUp: isHeldUp(intent.id, ledger),
  }
}

/** Each is broken by what must not be. */
const CLAIMS: [claim: string, isBroken: (facts: Facts) => boolean][] = [
  [
    'a captured deposit is captured once, and not in our books or the other way round',
    (one) =>
      one.times_captured !== Number(one.isCaptured) ||
      one.isCaptured !== (one.state === 'succeeded'),
  ],
  [
    'a deposit that was captured is not what was agreed',
    (one) => one.isCaptured && !one.isInPart && one.captured_minor !== one.price_minor,
  ],
  [
    'a deposit was captured, and nobody stands in the audit trail for it',
    (one) => {
      const isWanted = one.capture_asked_by !== null
      const isHis = one.captured_by[0] === one.capture_asked_by
      const isKnown = isWanted ? isHis : one.isOutside && one.captured_by[0] === 'stripe'
      return one.captured_by.length !== Number(one.isCaptured) || (one.isCaptured && !isKnown)
    },
  ],
  [
    'a deposit that was let go is kept',
    (one) => one.isReleased && one.kept_minor !== 0 && !one.isHeldUp,
  ],
  [
    'a deposit that was let go was captured by nobody who asked before',
    (one) => one.isReleased && one.isCaptured && !one.isOutside && one.capture_asked_by === null,
  ],
  ['a deposit was let go twice', (one) => one.released_by.length > 1],
  [
    'a promise has run out though the doors were open',
    (one) => one.hasExpired && one.is_promised && one.doors_are_open,
  ],
  [
    'the owner was not told before a promise ran out',
    (one) => one.hasExpired && one.is_promised && !isTold(one, 'authorisation_expiring'),
  ],
  [
    'the owner was not told that a promise has ended',
    (one) => one.hasLapsed && !isTold(one, 'authorisation_expired'),
  ],
  [
    'an alert about a promise that has ended is closed, and nobody has decided, or it is open',
    (one) => {
      const isDecided = one.isGivenUp || one.waived_by !== null
      const isOpen = one.alerts.includes('authorisation_expired open')
      return one.hasLapsed ? isDecided === isOpen : isDecided
    },
  ],
  ['a booking was given up twice', (one) => one.given_up_by.length > 1],
  [
    'a booking is kept that was given up with its deposit, or the other way round',
    (one) => one.hasLapsed && one.isGivenUp !== (one.order_state === 'refunded'),
  ],
  [
    'a guest was not told once that the deposit is charged',
    (one) => one.charged_mails !== Number(one.isCaptured && !one.isReleased),
  ],
  [
    'a guest was not told once that nothing is reserved any more',
    (one) => {
      const isOver = one.isGivenUp || (one.isReleased && !one.isCaptured)
      return one.released_mails !== Number(isOver)
    },
  ],
  [
    'less was captured than promised, and the owner was not told',
    (one) =>
      one.isCaptured &&
      one.captured_minor < one.price_minor &&
      !one.isReleased &&
      !isTold(one, 'captured_less'),
  ],
]

const isTold = ({ alerts }: Facts, kind: string) =>
  alerts.some((alert) => alert.startsWith(`${kind} `))

/** Tables of nights that say so are reserved, and nothing else is. */
async function methodFaults(
  { premises, nights }: Stage,
  { payment_intents }: LedgerDump,
): Promise<string[]> {
  const reserving = nights.filter(({ capture }) => capture === 'at_doors')
  const { rows } = await premises.db.query<{ id: string }>({
    text: `select id from orders where kind = 'vip' and night_id = any($1)`,
    values: [reserving.map(({ night_id }) => night_id)],
  })
  const reserved = new Set(rows.map(({ id }) => id))
  return payment_intents
    .filter(
      ({ metadata, capture_method }) =>
        reserved.has(metadata['order_id'] ?? '') !== (capture_method === 'manual'),
    )
    .map(({ id, capture_method }) => `the capture of ${id} is ${capture_method}`)
}

/** Whose booking is called off is told so, once, whatever becomes of the money; nobody else is. */
async function cancelledMailFaults({ premises }: Stage): Promise<string[]> {
  const { rows } = await premises.db.query<{ id: string; sent: number; owed: number }>({
    text: `select b.id, (select count(*)::int from mails m where m.subject_id = b.id
                    and m.kind = 'booking_cancelled' and m.state = 'sent') as sent,
                  (b.state = 'cancelled' and b.order_id is not null)::int as owed
             from bookings b`,
  })
  return rows
    .filter(({ sent, owed }) => sent !== owed)
    .map(({ id, sent, owed }) => `${owed} mails were owed that ${id} is cancelled, ${sent} sent`)
}
