import assert from 'node:assert/strict'
import { test } from 'node:test'
import { snapMove, toGrid } from './snap.ts'

const box = { x: 100, y: 100, width: 60, height: 40 }
const other = { x: 300, y: 204, width: 80, height: 60 }
const near = { grid: 10, reach: 6 }

test('what stands in line with nothing goes to the grid', () => {
  const { dx, dy, guides } = snapMove(box, { dx: 13, dy: -7 }, [], near)
  assert.deepEqual([dx, dy, guides], [10, -10, []])
  assert.deepEqual(snapMove(box, { dx: 13.25, dy: 2.25 }, [], { grid: 0, reach: 0 }), {
    dx: 13,
    dy: 2,
    guides: [],
  })
})

test('an edge or a middle that comes near to another one’s is drawn to it, and shown', () => {
  const top = snapMove(box, { dx: 0, dy: 107 }, [other], near)
  assert.equal(top.dy, 104)
  assert.deepEqual(top.guides, [{ axis: 'y', at: 204, from: 100, to: 380 }])
  const middle = snapMove(box, { dx: 212, dy: 0 }, [other], near)
  assert.equal(middle.dx, 210)
  assert.deepEqual(middle.guides, [{ axis: 'x', at: 340, from: 100, to: 264 }])
})

test('the nearest of several wins, and none that is out of reach', () => {
  const nearer = { ...other, y: 206 }
  assert.equal(snapMove(box, { dx: 0, dy: 106 }, [other, nearer], near).dy, 106)
  const far = snapMove(box, { dx: 0, dy: 73 }, [other], { grid: 10, reach: 6 })
  assert.deepEqual([far.dy, far.guides], [70, []])
})

test('a grid of none keeps whole units', () => {
  assert.deepEqual([toGrid(14.6, 0), toGrid(14.6, 5), toGrid(-14.6, 10)], [15, 15, -10])
})
