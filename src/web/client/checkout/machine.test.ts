import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  canPress,
  isCovered,
  next,
  startOfCheckout,
  type Checkout,
  type CheckoutEvent,
  type Phase,
} from './machine.ts'

const events = [
  'loaded',
  'load_failed',
  'reload',
  'pressed',
  'invalid',
  'submitted',
  'declined',
  'not_charged',
  'not_started',
  'outcome_unknown',
  'gave_up',
  'check_again',
  'processing',
  'paid',
  'expired',
  'over',
  'went_offline',
  'found_offline',
  'came_online',
  'toast_closed',
] as const satisfies CheckoutEvent[]

/**
 * The phase after each event, in the order of `events`; a dot means that nothing changes. Written
 * out in full and apart from the machine, so that a slip in the one is not a slip in the other.
 */
const table: Record<Phase, string> = {
  loading: 'idle not_loaded . . . . . . . . . . processing succeeded expired over . . . .',
  not_loaded: '. . loading . . . . . . . . . processing succeeded expired over . . . .',
  idle: '. not_loaded . validating . . . . . . . . processing succeeded expired over offline . . .',
  validating:
    '. not_loaded . . idle paying . . not_started . . . processing succeeded expired over . offline . .',
  paying:
    '. . . . idle . declined not_charged not_started unknown . . processing succeeded expired over . offline . .',
  declined:
    '. not_loaded . validating . . . . . . . . processing succeeded expired over offline . . .',
  not_charged:
    '. not_loaded . validating . . . . . . . . processing succeeded expired over offline . . .',
  not_started:
    '. not_loaded . validating . . . . . . . . processing succeeded expired over offline . . .',
  offline: '. not_loaded . validating . . . . . . . . processing succeeded expired over . . idle .',
  unknown:
    '. . . . . . declined not_charged . . unresolved . processing succeeded expired over . . . .',
  unresolved:
    '. . . . . . declined not_charged . . . unknown processing succeeded expired over . . unknown .',
  processing: '. . . . . . . . . . . . . succeeded . . . . . .',
  succeeded: '. . . . . . . . . . . . . . . . . . . .',
  over: '. . . . . . . . . . . . . . . . . . . .',
  expired: '. . . . . . . . . . . . processing succeeded . . . . . .',
}
const phases = Object.keys(table) as Phase[]

test('every pair of phase and event leads where the table says', () => {
  let pairs = 0
  for (const phase of phases) {
    const row = table[phase].split(' ')
    assert.equal(row.length, events.length, `the row of ${phase}`)
    for (const [column, event] of events.entries()) {
      const expected = row[column] === '.' ? phase : row[column]
      assert.equal(next(at(phase), event).phase, expected, `${event} in ${phase}`)
      pairs++
    }
  }
  assert.equal(pairs, 15 * 20)
})

test('an event that changes nothing leaves the very same state, so that nothing is drawn', () => {
  for (const phase of phases) {
    const row = table[phase].split(' ')
    for (const [column, event] of events.entries()) {
      if (row[column] === '.')
        assert.equal(next(at(phase), event), at(phase), `${event} in ${phase}`)
    }
  }
})

test('a toast opens exactly where a try has come to nothing or Stripe.js did not come', () => {
  const opening = new Set<string>()
  for (const phase of phases) {
    for (const event of events) {
      const after = next(at(phase), event)
      if (after.toast_open) opening.add(`${phase} ${event}`)
      assert.equal(after.toast, after.toast_open ? 1 : 0)
    }
  }
  assert.deepEqual([...opening].toSorted(), [
    'declined load_failed',
    'idle load_failed',
    'loading load_failed',
    'not_charged load_failed',
    'not_started load_failed',
    'offline load_failed',
    'paying declined',
    'paying found_offline',
    'paying not_charged',
    'paying not_started',
    'unknown declined',
    'unknown not_charged',
    'unresolved declined',
    'unresolved not_charged',
    'validating found_offline',
    'validating load_failed',
    'validating not_started',
  ])
})

test('the toast goes with its time or with the next press, and each one is a new one', () => {
  const declined = run(startOfCheckout, 'loaded pressed submitted declined')
  const open = { toast: 1, toast_open: true, toasted: true }
  assert.deepEqual(declined, { phase: 'declined', tried: true, ...open })
  assert.deepEqual(next(declined, 'toast_closed'), { ...declined, toast_open: false })
  const pressed = next(declined, 'pressed')
  assert.deepEqual([pressed.toast_open, pressed.toasted], [false, false])
  assert.deepEqual(run(pressed, 'submitted declined'), { ...declined, toast: 2 })
})

test('Pay reads "Try again" after every setback, and not after a field was mended', () => {
  assert.equal(run(startOfCheckout, 'loaded pressed invalid').tried, false)
  assert.equal(run(startOfCheckout, 'loaded pressed submitted declined').tried, true)
  assert.equal(run(startOfCheckout, 'loaded pressed submitted outcome_unknown').tried, true)
  assert.equal(run(startOfCheckout, 'loaded went_offline came_online').tried, false)
  assert.equal(
    run(startOfCheckout, 'loaded pressed submitted declined pressed invalid').tried,
    true,
  )
})

test('F29: a line that is lost after Pay is no "offline": the outcome is found out, and again', () => {
  const paying = run(startOfCheckout, 'loaded pressed submitted went_offline')
  assert.equal(paying.phase, 'paying')
  assert.equal(run(paying, 'outcome_unknown came_online went_offline gave_up').phase, 'unresolved')
  assert.equal(run(paying, 'outcome_unknown gave_up came_online').phase, 'unknown')
})

test('F24: while a press is under way no other one is accepted', () => {
  const pressable = phases.filter((phase) => canPress(phase))
  assert.deepEqual(pressable, ['idle', 'declined', 'not_charged', 'not_started', 'offline'])
})

test('the page is covered exactly while money may be moving or the outcome is not known', () => {
  assert.deepEqual(
    phases.filter((phase) => isCovered(phase)),
    ['paying', 'unknown', 'unresolved', 'processing', 'succeeded', 'over'],
  )
})

const states = new Map<Phase, Checkout>()

function at(phase: Phase): Checkout {
  const state = states.get(phase) ?? { ...startOfCheckout, phase }
  states.set(phase, state)
  return state
}

function run(state: Checkout, path: string): Checkout {
  return (path.split(' ') as CheckoutEvent[]).reduce(next, state)
}
