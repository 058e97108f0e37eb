import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasMetadata, namesObject, newFault, nextRandom, takeFault } from './selection.ts'

type Fault = ReturnType<typeof fault>

test('the same seed strikes the same ones, another seed others', () => {
  assert.deepEqual(struckBy([fault({ seed: 7 })]), struckBy([fault({ seed: 7 })]))
  assert.notDeepEqual(struckBy([fault({ seed: 7 })]), struckBy([fault({ seed: 8 })]))
})

test('whom a seed strikes does not depend on a fault that strikes before it', () => {
  const alone = struckBy([fault({ name: 'b', seed: 3 })])
  const behind = struckBy([fault({ name: 'a', seed: 4 }), fault({ name: 'b', seed: 3 })])
  for (const [at, name] of behind.entries()) {
    if (name !== 'a') assert.equal(name, alone[at])
  }
  assert.ok(behind.includes('a') && behind.includes('b'))
})

test('a probability strikes as many as it says, give or take a few', () => {
  const struck = struckBy([fault({ probability: 0.25, seed: 1 })], 10_000).filter(Boolean)
  assert.ok(struck.length > 2_350 && struck.length < 2_650, String(struck.length))
})

test('random numbers are spread evenly over all tenths', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  const state = { lot: 0 }
  for (let drawn = 0; drawn < 20_000; drawn += 1) {
    const tenth = Math.floor(nextRandom(state) * 10)
    tenths[tenth] = (tenths[tenth] ?? 0) + 1
  }
  assert.ok(
    tenths.every((count) => count > 1_800 && count < 2_200),
    String(tenths),
  )
})

test('a fault is gone after its last time, and one without an end never', () => {
  const faults = [fault({ name: 'thrice', times: 3, probability: 1 })]
  assert.deepEqual(struckBy(faults, 5), ['thrice', 'thrice', 'thrice', null, null])
  const forever = [fault({ name: 'ever', times: null, probability: 1 })]
  assert.equal(new Set(struckBy(forever, 100)).size, 1)
})

test('one that does not fit draws no lot and is not used up', () => {
  const faults = [fault({ times: 1, probability: 1 })]
  assert.equal(
    takeFault(faults, () => false),
    null,
  )
  assert.equal(faults.length, 1)
})

test('an object is named by its id, by a reference and by an expanded one', () => {
  assert.ok(namesObject({ id: 'ch_1' }, 'ch_1'))
  assert.ok(namesObject({ id: 'ch_1', payment_intent: 'pi_1' }, 'pi_1'))
  assert.ok(namesObject({ id: 'ch_1', payment_intent: { id: 'pi_1' } }, 'pi_1'))
  assert.equal(namesObject({ id: 'ch_1', payment_intent: null }, 'pi_1'), false)
})

test('metadata must have every wanted key with its value, and may have more', () => {
  const metadata = { order: 'ord_1', seat: '7' }
  assert.ok(hasMetadata(metadata, { order: 'ord_1' }))
  assert.equal(hasMetadata(metadata, { order: 'ord_1', seat: '8' }), false)
  assert.equal(hasMetadata(undefined, { order: 'ord_1' }), false)
  assert.equal(hasMetadata({}, { toString: 'x' }), false)
})

function fault(given: {
  name?: string
  seed?: number
  probability?: number
  times?: number | null
}) {
  return newFault({ name: 'fault', seed: 1, probability: 0.5, times: null, ...given })
}

function struckBy(faults: Fault[], requests = 50): (string | null)[] {
  return Array.from({ length: requests }, () => takeFault(faults, () => true)?.name ?? null)
}
