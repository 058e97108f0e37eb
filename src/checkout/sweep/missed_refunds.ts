import { lookBack, type Chore } from '../../jobs/index.ts'
import { letGo, refundStates, type RefundNews } from '../../payments/index.ts'
import { recordRefunds } from '../record_refund.ts'
import type { Till } from '../till.ts'
import { searching, takePages, type Found, type Search } from './take_page.ts'

/** Events come within seconds, so this is for those that Stripe never makes: one request a look. */
const PAUSE_SECONDS = 300
/** A bank takes days to send a refund back, and its news comes by an event, mostly. */
const CHANGED_PAUSE_SECONDS = 6 * 3600
/** After that no bank sends one back. */
const CHANGING_MS = 30 * 24 * 60 * 60 * 1000

/**
 * Finds refunds that were made in Stripe's own dashboard and that no event has told of: Stripe's
 * list is gone through, newest first, back to where the last look began (F64).
 */
export function missedRefunds(till: Till): Chore {
  return searching(till, 'missed_refunds', PAUSE_SECONDS, refundsOf(till))
}

/**
 * Finds refunds whose end has changed, and no event has told of it: all of the last month (F62).
 */
export function changedRefunds(till: Till): Chore {
  return {
    name: 'changed_refunds',
    pause_seconds: CHANGED_PAUSE_SECONDS,
    round: async (note, signal) => {
      const since = new Date(Date.now() - CHANGING_MS)
      const look = takePages(till, refundsOf(till))
      const round = await lookBack(note, since, since.getTime(), look, signal)
      return round.isUnfinished ? round : { note: {} }
    },
  }
}

const AS_AT_STRIPE = { requested: 'pending', succeeded: 'succeeded', failed: 'failed' }

function refundsOf(till: Till): Search<RefundNews> {
  return {
    page: (from, belowId) => till.gateway.refundsMade(from, belowId),
    intentOf: ({ payment_intent_id }) => payment_intent_id,
    differing: async (items) => {
      const ids = items.map(({ stripe_refund_id }) => stripe_refund_id)
      const states = await refundStates(till.db, ids)
      const intents = items.flatMap(({ payment_intent_id }) => payment_intent_id ?? [])
      const released = await letGo(till.db, intents)
      const isKnown = ({ stripe_refund_id, payment_intent_id, status }: RefundNews) => {
        const state = states.get(stripe_refund_id)
        // Stripe lists a released authorisation as a refund, too, of money that never came.
        if (released.has(payment_intent_id ?? '')) return true
        // One that is not here and has failed came and went: no money has moved.
        return state ? AS_AT_STRIPE[state] === status : status === 'failed'
      }
      return items.filter((news) => !isKnown(news)).map((news) => found(till, news))
    },
  }
}

function found(till: Till, { stripe_refund_id, payment_intent_id }: RefundNews): Found {
  const intent_id = payment_intent_id ?? ''
  return {
    id: stripe_refund_id,
    intent_id,
    read: async () => {
      const news = await till.gateway.refundsOf(intent_id)
      return (tx) => recordRefunds(till, tx, news)
    },
  }
}
