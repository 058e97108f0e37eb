import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawing, drawnTable, drawnZone } from '../../../../../test/plan.ts'
import { boundsOf } from '../../../plan/box.ts'
import { draftOf, type DraftTable } from './draft.ts'
import { angleAt, handles, resizeThing } from './resize.ts'

const base = (table = {}) =>
  draftOf(drawing({ zones: [drawnZone({ tables: [drawnTable(table)] })] }))
const size = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) => [
  x,
  y,
  width,
  height,
]
const tableAfter = (draft: ReturnType<typeof base>): DraftTable => draft.tables[0]!

test('a zone is pulled at any side, to the grid, and the side across stays', () => {
  const pull = (h: -1 | 0 | 1, v: -1 | 0 | 1, dx: number, dy: number) =>
    size(resizeThing(base(), 'z1', { h, v }, { dx, dy }, 10).zones[0]!)
  assert.deepEqual(pull(1, 1, 33, -48), [20, 20, 430, 250])
  assert.deepEqual(pull(-1, 0, 33, 500), [50, 20, 370, 300])
  assert.deepEqual(pull(0, -1, 500, -500), [20, 0, 400, 320])
  assert.deepEqual(pull(1, 0, 5000, 0), [20, 20, 980, 300])
  assert.deepEqual(pull(1, 1, -5000, -5000), [20, 20, 20, 20])
})

test('a table grows around the side that stays', () => {
  const pulled = resizeThing(base(), 't1', { h: 1, v: 0 }, { dx: 42, dy: 9 }, 10)
  assert.deepEqual(size(tableAfter(pulled)), [140, 120, 140, 60])
  const left = resizeThing(base(), 't1', { h: -1, v: -1 }, { dx: -20, dy: 20 }, 10)
  assert.deepEqual(size(tableAfter(left)), [110, 130, 120, 40])
})

test('a table that is turned grows in its own direction, and its other side stays', () => {
  const turned = base({ rotation: 90 })
  const pulled = resizeThing(turned, 't1', { h: 1, v: 0 }, { dx: 0, dy: 40 }, 10)
  // Its right side looks down.
  assert.deepEqual(size(tableAfter(pulled)), [120, 140, 140, 60])
  assert.deepEqual(boundsOf(tableAfter(pulled)).y, boundsOf(tableAfter(turned)).y)
  const upside = resizeThing(
    base({ rotation: 180 }),
    't1',
    { h: 1, v: 1 },
    { dx: -20, dy: -20 },
    10,
  )
  assert.deepEqual(size(tableAfter(upside)), [110, 110, 120, 80])
})

test('no handle makes a thing too small to tap, or larger than the canvas', () => {
  for (const handle of handles)
    for (const rotation of [0, 30, 90, 200])
      for (const far of [-4000, 4000]) {
        const pulled = resizeThing(base({ rotation }), 't1', handle, { dx: far, dy: -far }, 10)
        const { x, y, width, height } = tableAfter(pulled)
        assert.ok(width >= 20 && height >= 20 && width <= 1000 && height <= 600)
        assert.ok(x >= 0 && y >= 0 && x <= 1000 && y <= 600)
        for (const value of [x, y, width, height]) assert.ok(Number.isInteger(value))
      }
})

test('the handle above a table says how it is turned, in steps', () => {
  const at = (x: number, y: number, step = 15) => angleAt({ x: 100, y: 100 }, { x, y }, step)
  assert.deepEqual([at(100, 0), at(200, 100), at(100, 200), at(0, 100)], [0, 90, 180, 270])
  assert.equal(at(150, 40), 45)
  assert.equal(at(150, 40, 1), 40)
  assert.equal(at(99, 0), 0)
})
