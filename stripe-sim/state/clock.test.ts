import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newClock } from './clock.ts'

const hour_ms = 60 * 60 * 1000
const day_ms = 24 * hour_ms
const nothing = async (): Promise<void> => {}

test('moved on, the clock runs what is due in order, each at its own time', async () => {
  const clock = newClock()
  const start_ms = clock.now()
  const seen: [string, number][] = []
  const note = (name: string) => () => {
    seen.push([name, Math.round((clock.now() - start_ms) / hour_ms)])
  }
  clock.schedule(5 * hour_ms, note('late'))
  clock.schedule(hour_ms, note('early'))
  clock.schedule(100 * day_ms, note('never'))
  clock.schedule(2 * hour_ms, note('cancelled'))()
  clock.schedule(3 * hour_ms, () => {
    note('first')()
    clock.schedule(hour_ms, note('second'))
  })
  await clock.advance(day_ms, nothing)
  assert.deepEqual(seen, [
    ['early', 1],
    ['first', 3],
    ['second', 4],
    ['late', 5],
  ])
  assert.equal(Math.round(clock.ahead_ms() / hour_ms), 24)
})

test('what a task leads to, later but before the goal, still falls due on the way', async () => {
  const clock = newClock()
  let tries = 0
  let sending: Promise<void> = Promise.resolve()
  const attempt = (): void => {
    sending = new Promise((resolve) => {
      setImmediate(() => {
        tries += 1
        clock.schedule(hour_ms, attempt)
        resolve()
      })
    })
  }
  clock.schedule(hour_ms, attempt)
  await clock.advance(10.5 * hour_ms, async () => sending)
  assert.equal(tries, 10)
})

test('two moves at once add up, and time never goes back', async () => {
  const clock = newClock()
  const before_ms = clock.now()
  await Promise.all([clock.advance(hour_ms, nothing), clock.advance(hour_ms, nothing)])
  const after_ms = clock.now()
  assert.ok(after_ms >= before_ms + 2 * hour_ms)
  clock.leadBy(hour_ms)
  assert.ok(clock.now() >= after_ms)
})

test('a task that breaks one move stops neither its time nor the next move', async () => {
  const clock = newClock()
  const start_ms = clock.now()
  clock.schedule(hour_ms, () => {
    throw new Error('broken')
  })
  let ran = false
  clock.schedule(2 * hour_ms, () => {
    ran = true
  })
  await assert.rejects(clock.advance(day_ms, nothing), /broken/)
  assert.ok(clock.now() >= start_ms + day_ms)
  await clock.advance(0, nothing)
  assert.ok(ran)
})

test('a wait longer than a timer can take does not end at once', async () => {
  const clock = newClock()
  let ran = false
  clock.schedule(60 * day_ms, () => {
    ran = true
  })
  await new Promise((resolve) => {
    setTimeout(resolve, 20)
  })
  assert.equal(ran, false)
})
