import assert from 'node:assert/strict'
import { test } from 'node:test'
import { solve } from '../../../test/proof.ts'
import { trialsFor } from './further_try.ts'
import { faultOf, makeChallenge, proofKeyOf } from './proof.ts'

const key = proofKeyOf('sk_test_one')

test('F76: a proof counts for its own subject, its own key and five minutes', async () => {
  const now_ms = Date.now()
  const proof = await solve(await makeChallenge(key, 'try a', 4, now_ms))
  assert.equal(await faultOf(key, 'try a', proof), undefined)
  assert.equal(await faultOf(key, 'try b', proof), 'other')
  assert.equal(await faultOf(proofKeyOf('sk_test_two'), 'try a', proof), 'forged')
  const old = await solve(await makeChallenge(key, 'try a', 4, now_ms - 301_000))
  assert.equal(await faultOf(key, 'try a', old), 'expired')
  const young = await solve(await makeChallenge(key, 'try a', 4, now_ms - 290_000))
  assert.equal(await faultOf(key, 'try a', young), undefined)
})

test('F76: nobody has to try more often than was asked for, and nothing tells how often', async () => {
  for (let n = 0; n < 20; n += 1) {
    const challenge = await makeChallenge(key, 'try a', 3)
    const { solution } = await solve(challenge)
    assert.ok(solution.counter >= 1 && solution.counter <= 3, String(solution.counter))
    assert.doesNotMatch(JSON.stringify(challenge), /counter/)
  }
})

test('F76: the work grows with the declines, gently, and not for ever', () => {
  const own = [0, 1, 2, 4, 8, 30].map((declines) => trialsFor({ declines, nearby: 0 }))
  assert.deepEqual(own, [40, 60, 80, 120, 200, 200])
  const nearby = [1, 20, 160, 3000].map((beyond) => trialsFor({ declines: 0, nearby: beyond }))
  assert.deepEqual(nearby, [41, 60, 200, 200])
  assert.equal(trialsFor({ declines: 1, nearby: 20 }), 80)
})

test('two installations, and the secret itself, have different keys', () => {
  assert.notEqual(key, proofKeyOf('sk_test_two'))
  assert.doesNotMatch(key, /sk_test/)
})
