import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { newClock } from '../state/clock.ts'
import { newTimetable } from './timetable.ts'

test('whatever is added in whatever order is due in the order of its time', async () => {
  const times = fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(times, async (delays_ms) => {
      const clock = newClock()
      const start_ms = clock.now()
      const came: [string, number][] = []
      const timetable = newTimetable(clock, (id) => came.push([id, clock.now() - start_ms]))
      for (const delay_ms of delays_ms) timetable.add(String(delay_ms), start_ms + delay_ms)
      await clock.advance(200_000, async () => {})
      assert.deepEqual(
        came.map(([id]) => Number(id)),
        delays_ms.toSorted((a, b) => a - b),
      )
      assert.ok(came.every(([id, at_ms]) => at_ms >= Number(id)))
    }),
    { numRuns: 50 },
  )
})

test('what is due leads to more, and cleared, only what comes later is due', async () => {
  const clock = newClock()
  const hours: number[] = []
  const hour_ms = 3_600_000
  const start_ms = clock.now()
  const timetable = newTimetable(clock, (id) => {
    hours.push(Number(id))
    timetable.add(String(Number(id) + 1), start_ms + (Number(id) + 1) * hour_ms)
  })
  timetable.add('1', start_ms + hour_ms)
  await clock.advance(4.5 * hour_ms, async () => {})
  assert.deepEqual(hours, [1, 2, 3, 4])
  timetable.clear()
  await clock.advance(10 * hour_ms, async () => {})
  assert.equal(hours.length, 4)
  timetable.add('20', start_ms + 20 * hour_ms)
  await clock.advance(6 * hour_ms, async () => {})
  assert.deepEqual(hours, [1, 2, 3, 4, 20])
})
