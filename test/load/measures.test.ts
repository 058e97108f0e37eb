import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Difference } from '../../src/audit/index.ts'
import { newMeasures, spreadOf } from './measures.ts'
import { pageOf } from './page.ts'
import { isClean, type LoadResult } from './result.ts'
import { inLines } from './summary.ts'

const result: LoadResult = {
  asked: { buyers: 2 },
  began_at: '2026-11-27T22:00:00.000Z',
  processors: 2,
  seconds: 10,
  orders: [{ state: 'ga fulfilled', count: 20 }],
  bought: 20,
  bought_per_second: 2,
  steps: [{ name: 'place', ...spreadOf([30, 10, 20]) }],
  counts: { declined: 3 },
  restarts_ms: [812],
  disturbances: [{ name: 'the database is restarted', at_s: 4, ms: 900 }],
  left_out: [],
  usage: [{ name: 'server', cpu_seconds: 2, cpu_ms_per_order: 100, memory_max_mb: 210 }],
  series: [
    { at_s: 1, bought: 2, wait_p50_ms: 40, wait_p95_ms: 90, cpu: [0.5], memory_mb: [200] },
    { at_s: 2, bought: 0, wait_p50_ms: 0, wait_p95_ms: 0, cpu: [0.1], memory_mb: [210] },
  ],
  faults: [],
  differences: [],
}

test('a spread names values that were seen', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)
  assert.deepEqual(spreadOf(hundred), {
    count: 100,
    p50_ms: 50,
    p95_ms: 95,
    p99_ms: 99,
    max_ms: 100,
  })
  assert.deepEqual(spreadOf([7]), { count: 1, p50_ms: 7, p95_ms: 7, p99_ms: 7, max_ms: 7 })
  assert.deepEqual(spreadOf([]), { count: 0, p50_ms: 0, p95_ms: 0, p99_ms: 0, max_ms: 0 })
})

test('faults are counted all, and the first of a kind told', () => {
  const measures = newMeasures()
  for (let n = 1; n <= 9; n += 1) measures.fault('place: 500', `words ${n}`)
  const fault = measures.faults.get('place: 500')
  assert.equal(fault?.count, 9)
  assert.deepEqual(fault.first.at(0), 'words 1')
  assert.equal(fault.first.length, 5)
})

test('a run is clean without faults and differences only, and says so on page and console', () => {
  assert.ok(isClean(result))
  assert.match(inLines(result).join('\n'), /Every payment has its tickets or its refund, once/)
  const difference = { claim: 'a payment has <one> order', subjects: {} } as unknown as Difference
  const fault = { kind: 'place: 500', count: 2, first: ['{"code":"<b>"}'] }
  for (const wrong of [
    { ...result, differences: [difference] },
    { ...result, faults: [fault] },
  ]) {
    assert.ok(!isClean(wrong))
    assert.doesNotMatch(inLines(wrong).join('\n'), /Every payment has its tickets/)
    assert.match(inLines(wrong).join('\n'), /FAULT, 2 times: place: 500|DIFFERENCE: .*<one> order/)
    assert.match(pageOf(wrong), /Something went wrong/)
    assert.doesNotMatch(pageOf(wrong), /<b>"|<one>/)
  }
})

test('a plot has a point for each second', () => {
  const points = [...pageOf(result).matchAll(/points="([^"]*)"/g)]
  assert.equal(points.length, 5)
  for (const [, drawn] of points) assert.equal(drawn?.split(' ').length, result.series.length)
})
