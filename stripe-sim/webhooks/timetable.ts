import type { Cancel, Clock } from '../state/clock.ts'

/** What is due later by Stripe's time, with one timer for all of it. */
export type Timetable = {
  /** Calls `due` with this id once the time has come. */
  add(id: string, at_ms: number): void
  clear(): void
}

type Entry = { id: string; at_ms: number }

/** An empty timetable. What was added and is no longer wanted is for `due` to pass over. */
export function newTimetable(clock: Clock, due: (id: string) => void): Timetable {
  const heap: Entry[] = []
  let alarm: { at_ms: number; cancel: Cancel } | null = null
  const setAlarm = (): void => {
    const first = heap[0]
    if (first === undefined || (alarm !== null && alarm.at_ms <= first.at_ms)) return
    alarm?.cancel()
    const cancel = clock.schedule(first.at_ms - clock.now(), ring)
    alarm = { at_ms: first.at_ms, cancel }
  }
  const ring = (): void => {
    alarm = null
    while (heap[0] !== undefined && heap[0].at_ms <= clock.now()) due(takeFirst(heap).id)
    setAlarm()
  }
  return {
    add(id, at_ms) {
      put(heap, { id, at_ms })
      setAlarm()
    },
    clear() {
      alarm?.cancel()
      alarm = null
      heap.length = 0
    },
  }
}

// A binary heap: every entry is due no later than its two children, at twice its place.
function put(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1
  while (at > 0) {
    const parentAt = (at - 1) >> 1
    const parent = heap[parentAt] as Entry
    if (parent.at_ms <= entry.at_ms) break
    heap[at] = parent
    at = parentAt
  }
  heap[at] = entry
}

function takeFirst(heap: Entry[]): Entry {
  const first = heap[0] as Entry
  const last = heap.pop() as Entry
  if (heap.length === 0) return first
  let at = 0
  for (;;) {
    const left = at * 2 + 1
    const right = left + 1
    const sooner = dueAt(heap, right) < dueAt(heap, left) ? right : left
    if (dueAt(heap, sooner) >= last.at_ms) break
    heap[at] = heap[sooner] as Entry
    at = sooner
  }
  heap[at] = last
  return first
}

function dueAt(heap: Entry[], at: number): number {
  return heap[at]?.at_ms ?? Infinity
}
