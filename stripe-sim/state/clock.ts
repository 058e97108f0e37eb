/** Cancels what was scheduled; calling it late or twice is harmless. */
export type Cancel = () => void

/**
 * Stripe's time, the only source of it in the simulator. It flows as the wall clock does until it
 * is moved on; it never goes back.
 */
export type Clock = {
  /** The present, in milliseconds since 1970. */
  now(): number
  /** Runs `task` once, `delay_ms` of Stripe's time from now. */
  schedule(delay_ms: number, task: () => void): Cancel
  /**
   * Moves the present `by_ms` on. What falls due on the way is run in order, each at its own time,
   * and `settled` is awaited after it, so that what it leads to falls due on the way, too.
   */
  advance(by_ms: number, settled: () => Promise<void>): Promise<void>
  /** How far the present is ahead of the wall clock, in milliseconds. */
  ahead_ms(): number
  /** Takes up the lead of an earlier run, so that time does not go back over a restart. */
  leadBy(ahead_ms: number): void
}

// setTimeout takes no more than 24.8 days; a later alarm looks again on the way.
const alarm_ms_max = 24 * 60 * 60 * 1000
// What falls due within this span is run together while time is moved on: days of retries for a
// thousand events must not take a thousand turns.
const turn_ms = 1_000

type Timer = { due_ms: number; task: () => void }
type State = {
  ahead_ms: number
  /** The present while it is being moved on; it does not flow meanwhile. */
  stopped_ms: number | null
  /** Soonest first. */
  timers: Timer[]
  alarm: NodeJS.Timeout | null
  moving: Promise<void>
}

/** A clock that begins with the wall clock's present. */
export function newClock(): Clock {
  const state: State = {
    ahead_ms: 0,
    stopped_ms: null,
    timers: [],
    alarm: null,
    moving: Promise.resolve(),
  }
  return {
    now: () => presentOf(state),
    schedule(delay_ms, task) {
      const timer = { due_ms: presentOf(state) + Math.max(0, delay_ms), task }
      const place = positionFor(state.timers, timer.due_ms)
      state.timers.splice(place, 0, timer)
      if (place === 0) setAlarm(state)
      return () => {
        const at = placeOf(state.timers, timer)
        if (at < 0) return
        state.timers.splice(at, 1)
        if (at === 0) setAlarm(state)
      }
    },
    async advance(by_ms, settled) {
      // One move at a time: two at once add up. One that a task broke does not stop the next.
      const moved = state.moving.then(async () => move(state, by_ms, settled))
      state.moving = moved.catch(() => {})
      await moved
    },
    ahead_ms: () => presentOf(state) - Date.now(),
    leadBy(ahead_ms) {
      state.ahead_ms = Math.max(state.ahead_ms, ahead_ms)
    },
  }
}

/** The present in whole seconds, as Stripe writes every `created`. */
export function seconds(clock: Pick<Clock, 'now'>): number {
  return Math.floor(clock.now() / 1000)
}

function presentOf({ ahead_ms, stopped_ms }: State): number {
  return stopped_ms ?? Date.now() + ahead_ms
}

async function move(state: State, by_ms: number, settled: () => Promise<void>): Promise<void> {
  const goal_ms = presentOf(state) + by_ms
  state.stopped_ms = presentOf(state)
  try {
    for (;;) {
      const next = state.timers[0]
      if (next === undefined || next.due_ms > goal_ms) break
      const turnEnd_ms = Math.min(goal_ms, next.due_ms + turn_ms)
      runDue(state, turnEnd_ms)
      await settled()
    }
  } finally {
    state.ahead_ms = goal_ms - Date.now()
    state.stopped_ms = null
    setAlarm(state)
  }
}

function runDue(state: State, until_ms: number): void {
  for (;;) {
    const next = state.timers[0]
    if (next === undefined || next.due_ms > until_ms) return
    if (state.stopped_ms !== null) state.stopped_ms = Math.max(state.stopped_ms, next.due_ms)
    state.timers.shift()
    next.task()
  }
}

// A timer that keeps the process alive would stop a test run from ending, hence `unref`.
function setAlarm(state: State): void {
  if (state.alarm !== null) clearTimeout(state.alarm)
  state.alarm = null
  const next = state.timers[0]
  if (next === undefined || state.stopped_ms !== null) return
  const wait_ms = Math.min(alarm_ms_max, Math.max(0, next.due_ms - presentOf(state)))
  state.alarm = setTimeout(() => {
    state.alarm = null
    runDue(state, presentOf(state))
    setAlarm(state)
  }, wait_ms).unref()
}

// Behind those that are due at the same moment: first come, first run.
function positionFor(timers: Timer[], due_ms: number): number {
  let [low, high] = [0, timers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const timer = timers[middle] as Timer
    if (timer.due_ms <= due_ms) low = middle + 1
    else high = middle
  }
  return low
}

// It stands among those that are due at the same moment; -1 when it has run already.
function placeOf(timers: Timer[], timer: Timer): number {
  let at = positionFor(timers, timer.due_ms) - 1
  while (at >= 0 && timers[at] !== timer && timers[at]?.due_ms === timer.due_ms) at -= 1
  return timers[at] === timer ? at : -1
}
