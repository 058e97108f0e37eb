import assert from 'node:assert/strict'
import { test } from 'node:test'
import { watch, watched } from './watched.ts'

test('where nobody looks on, work is done as it is', () => {
  const answer = Promise.resolve(1)
  assert.equal(
    watched('job', 'a', () => answer),
    answer,
  )
})

test('all who watch a kind look on, until they stop; what fails fails all the same', async () => {
  const seen: string[] = []
  const note = (who: string) =>
    watch(['job'], (piece, work) => {
      seen.push(`${who} ${piece.kind} ${piece.name} ${piece.asked_by ?? 'nobody'}`)
      return work()
    })
  const stopFirst = note('first')
  const stopSecond = note('second')
  assert.equal(await watched('job', 'a', async () => 7, 'me'), 7)
  assert.deepEqual(seen.toSorted(), ['first job a me', 'second job a me'])
  await watched('chore', 'b', async () => 0)
  assert.equal(seen.length, 2)
  stopFirst()
  await assert.rejects(
    watched('job', 'c', () => Promise.reject(new Error('no'))),
    /no/,
  )
  assert.deepEqual(seen.slice(2), ['second job c nobody'])
  stopSecond()
})
