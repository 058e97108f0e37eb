import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawing, drawnTable, drawnZone } from '../../../test/plan.ts'
import { boundsOf } from './box.ts'
import { planFaults } from './plan_faults.ts'

test('a plan that is well has no fault', () => {
  assert.deepEqual(planFaults(drawing()), [])
  const exact = drawnTable({ x: 70, y: 50, rotation: 180 })
  assert.deepEqual(planFaults(drawing({ zones: [drawnZone({ tables: [exact] })] })), [])
})

test('the same name is fine in another zone, and in no way in the same one', () => {
  const zones = [drawnZone(), drawnZone({ name: 'Bar', x: 500, tables: [drawnTable({ x: 600 })] })]
  assert.deepEqual(planFaults(drawing({ zones })), [])
  const twice = [drawnZone({ tables: [drawnTable(), drawnTable({ name: 'TABLE 1 ', x: 300 })] })]
  assert.deepEqual(planFaults(drawing({ zones: twice })), [
    { field: 'zones.0.tables.1.name', code: 'plan_name_twice' },
  ])
})

test('a table takes the room that it takes as it is turned', () => {
  const bounds = (rotation: number, shape: 'round' | 'rectangle' = 'rectangle') => {
    const { width, height } = boundsOf({ x: 0, y: 0, width: 80, height: 40, rotation, shape })
    return [width, height].map(Math.round)
  }
  assert.deepEqual(
    [bounds(0), bounds(90), bounds(180)],
    [
      [80, 40],
      [40, 80],
      [80, 40],
    ],
  )
  assert.deepEqual(bounds(45), [85, 85])
  assert.deepEqual(bounds(45, 'round'), [63, 63])
})

test('no corner of a table is ever outside of its bounds', () => {
  const side = fc.integer({ min: 1, max: 400 })
  fc.assert(
    fc.property(side, side, fc.integer({ min: 0, max: 359 }), (width, height, rotation) => {
      const table = { x: 0, y: 0, width, height, rotation, shape: 'rectangle' as const }
      const box = boundsOf(table)
      const turn = (rotation * Math.PI) / 180
      for (const [a, b] of [
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ] as const) {
        const [u, v] = [(a * width) / 2, (b * height) / 2]
        const x = u * Math.cos(turn) - v * Math.sin(turn)
        const y = u * Math.sin(turn) + v * Math.cos(turn)
        assert.ok(x >= box.x - 0.01 && x <= box.x + box.width + 0.01)
        assert.ok(y >= box.y - 0.01 && y <= box.y + box.height + 0.01)
      }
    }),
  )
})
