/** Where the checkout page stands. Exactly one at a time; `docs/states.md` is about the order. */
export type Phase =
  | 'loading' // Stripe.js is on its way
  | 'not_loaded' // Stripe.js did not come
  | 'idle' // nothing tried yet, or nothing to say about it
  | 'validating' // pressed; the fields are being looked at, nothing is covered
  | 'paying' // the overlay is up
  | 'declined' // the bank said no
  | 'not_charged' // an unknown outcome turned out to be: nothing happened
  | 'not_started' // our server or Stripe could not be asked, nothing was confirmed
  | 'offline'
  | 'unknown' // confirmed, and no answer: being found out, the overlay is up
  | 'unresolved' // given up finding out by itself; the order's page is offered
  | 'processing' // the bank takes its time; on the way to the order's page
  | 'succeeded' // on the way to the order's page
  | 'expired' // the hold is over
  | 'over' // nothing can be paid any more: on the way to the order's page, which says why

/** What can happen to it. */
export type CheckoutEvent =
  | 'loaded'
  | 'load_failed'
  | 'reload'
  | 'pressed'
  | 'invalid'
  | 'submitted'
  | 'declined'
  | 'not_charged'
  | 'not_started'
  | 'outcome_unknown'
  | 'gave_up'
  | 'check_again'
  | 'processing'
  | 'paid'
  | 'expired'
  | 'over'
  | 'went_offline' // the browser has lost its line
  | 'found_offline' // a try found no line, before anything was confirmed
  | 'came_online'
  | 'toast_closed'

/** The page's whole state. */
export interface Checkout {
  phase: Phase
  /** Something was tried before: Pay reads "Try again". */
  tried: boolean
  /** Counts the toasts, so that each is a new one with its own five seconds. */
  toast: number
  toast_open: boolean
  /** A toast has said what this phase means; it may be gone by now. */
  toasted: boolean
}

/** How every visit starts. */
export const startOfCheckout: Checkout = {
  phase: 'loading',
  tried: false,
  toast: 0,
  toast_open: false,
  toasted: false,
}

/**
 * The state after `event`. Pure. A pair that is not in `moves` changes nothing: an answer that
 * comes late, a second click, a toast that closes itself while the guest has already gone on.
 */
export function next(state: Checkout, event: CheckoutEvent): Checkout {
  if (event === 'toast_closed') return state.toast_open ? { ...state, toast_open: false } : state
  const phase = moves[state.phase][event]
  if (phase === undefined) return state
  const opens = opensToast(state.phase, phase)
  return {
    phase,
    tried: state.tried || (setbacks.has(phase) && trying.has(state.phase)),
    toast: opens ? state.toast + 1 : state.toast,
    toast_open: opens,
    toasted: opens,
  }
}

/** May Pay, "Try again" or Retry be pressed? In any other phase a click is ignored. */
export function canPress(phase: Phase): boolean {
  return moves[phase].pressed !== undefined
}

/** Is the page covered, because a payment is under way or its outcome not known? */
export function isCovered(phase: Phase): boolean {
  return covered.has(phase)
}

type Moves = Partial<Record<Exclude<CheckoutEvent, 'toast_closed'>, Phase>>

/** Final whenever they are heard of, for the server says them and the server knows. */
const told: Moves = {
  paid: 'succeeded',
  processing: 'processing',
  expired: 'expired',
  over: 'over',
}

// An Element that cannot load comes to light only after Stripe.js has, and maybe after a press.
const ready: Moves = {
  ...told,
  load_failed: 'not_loaded',
  pressed: 'validating',
  went_offline: 'offline',
}

const asked: Moves = {
  ...told,
  declined: 'declined',
  not_charged: 'not_charged',
}

const moves: Record<Phase, Moves> = {
  loading: { ...told, loaded: 'idle', load_failed: 'not_loaded' },
  not_loaded: { ...told, reload: 'loading' },
  idle: ready,
  validating: {
    ...told,
    load_failed: 'not_loaded',
    invalid: 'idle',
    submitted: 'paying',
    not_started: 'not_started',
    found_offline: 'offline',
  },
  // The confirmation may have gone out when the line is lost, so only the try itself may say that
  // there was none.
  paying: {
    ...asked,
    invalid: 'idle',
    not_started: 'not_started',
    outcome_unknown: 'unknown',
    found_offline: 'offline',
  },
  declined: ready,
  not_charged: ready,
  not_started: ready,
  offline: { ...told, load_failed: 'not_loaded', pressed: 'validating', came_online: 'idle' },
  unknown: { ...asked, gave_up: 'unresolved' },
  unresolved: { ...asked, check_again: 'unknown', came_online: 'unknown' },
  processing: { paid: 'succeeded' },
  succeeded: {},
  // A payment that landed after the hold ran out still ends on the order's page.
  expired: { paid: 'succeeded', processing: 'processing' },
  over: {},
}

const setbacks = new Set<Phase>(['declined', 'not_charged', 'not_started', 'unknown', 'offline'])

const trying = new Set<Phase>(['validating', 'paying', 'unknown', 'unresolved'])

const covered = new Set<Phase>([
  'paying',
  'unknown',
  'unresolved',
  'processing',
  'succeeded',
  'over',
])

/** Bad news after something was tried. Losing the line while reading the page is no such news. */
function opensToast(from: Phase, to: Phase): boolean {
  if (to === 'not_loaded') return true
  return trying.has(from) && setbacks.has(to) && to !== 'unknown'
}
