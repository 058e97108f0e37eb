import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shareWork } from './shared_work.ts'

/** Work that ends when it is told to, and says which turn it was. */
function slowWork() {
  const turns: PromiseWithResolvers<string>[] = []
  const work = () => {
    const turn = Promise.withResolvers<string>()
    turns.push(turn)
    return turn.promise
  }
  return { turns, work }
}

test('whoever asks while work is under way shares the next, which begins when that has ended', async () => {
  const share = shareWork<string>()
  const { turns, work } = slowWork()
  const first = share('night', work)
  const later = [share('night', work), share('night', work)]
  assert.equal(turns.length, 1)
  turns[0]?.resolve('old')
  assert.equal(await first, 'old')
  await new Promise(setImmediate)
  assert.equal(turns.length, 2)
  // One who comes in the middle of the second waits for a third.
  const last = share('night', work)
  turns[1]?.resolve('new')
  assert.deepEqual(await Promise.all(later), ['new', 'new'])
  await new Promise(setImmediate)
  turns[2]?.resolve('newest')
  assert.equal(await last, 'newest')
})

test('nothing is kept: whoever asks when all is done has the work done anew', async () => {
  const share = shareWork<number>()
  let done = 0
  const work = async () => (done += 1)
  assert.deepEqual([await share('a', work), await share('a', work)], [1, 2])
  assert.deepEqual(await Promise.all([share('a', work), share('b', work)]), [3, 4])
})

test('a failure is told to those who shared it, and to nobody after them', async () => {
  const share = shareWork<string>()
  const { turns, work } = slowWork()
  const first = share('night', work)
  const second = share('night', work)
  turns[0]?.reject(new Error('gone'))
  await assert.rejects(first, /gone/)
  await new Promise(setImmediate)
  turns[1]?.resolve('back')
  assert.equal(await second, 'back')
})
