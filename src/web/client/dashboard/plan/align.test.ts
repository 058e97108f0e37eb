import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aligns, alignTables, spreadTables, type Align } from './align.ts'
import { boxOf, type Draft, type DraftTable } from './draft.ts'

const table = (key: string, place: Partial<DraftTable>): DraftTable => ({
  key,
  zone: 'z1',
  name: key,
  kind: 'table',
  capacity: 4,
  rank: 1,
  shape: 'rectangle',
  x: 0,
  y: 0,
  width: 40,
  height: 20,
  rotation: 0,
  ...place,
})

const draft: Draft = {
  name: 'House',
  width: 1000,
  height: 600,
  picture: null,
  zones: [
    { key: 'z1', name: 'Floor', x: 0, y: 0, width: 500, height: 600 },
    { key: 'z2', name: 'Gallery', x: 500, y: 0, width: 500, height: 600 },
  ],
  tables: [
    table('a', { x: 100, y: 100 }),
    table('b', { x: 160, y: 190, width: 80 }),
    // Turned by a quarter: it is as wide as it was high.
    table('c', { x: 400, y: 300, rotation: 90 }),
    table('d', { x: 300, y: 400 }),
  ],
}
const chosen = ['a', 'b', 'c', 'z1']
const boxes = ({ tables }: Draft) => tables.filter(({ key }) => key !== 'd').map(boxOf)

const sides: Record<Align, (box: ReturnType<typeof boxOf>) => number> = {
  left: (box) => box.x,
  centre: (box) => box.x + box.width / 2,
  right: (box) => box.x + box.width,
  top: (box) => box.y,
  middle: (box) => box.y + box.height / 2,
  bottom: (box) => box.y + box.height,
}
const lines: Record<Align, number> = {
  left: 80,
  centre: 245,
  right: 410,
  top: 90,
  middle: 205,
  bottom: 320,
}

for (const how of aligns)
  test(`aligned ${how}, all chosen tables stand in one line, and no other has moved`, () => {
    const next = alignTables(draft, chosen, how)
    assert.deepEqual(boxes(next).map(sides[how]), [lines[how], lines[how], lines[how]])
    const other = how === 'left' || how === 'centre' || how === 'right' ? 'y' : 'x'
    assert.deepEqual(
      next.tables.map((one) => one[other]),
      draft.tables.map((one) => one[other]),
    )
    assert.deepEqual(next.tables.at(-1), draft.tables.at(-1))
  })

test('spread, the gaps are equal, the outermost stay, and so does the sequence', () => {
  const across = boxes(spreadTables(draft, chosen, 'across'))
  assert.deepEqual(
    across.map(({ x }) => x),
    [80, 215, 390],
  )
  const down = boxes(spreadTables(draft, chosen, 'down'))
  const gaps = [0, 1].map((n) => (down[n + 1]?.y ?? 0) - (down[n]?.y ?? 0) - (down[n]?.height ?? 0))
  assert.deepEqual(gaps, [75, 75])
})

test('one table is in line with itself, and two have one gap alone', () => {
  assert.equal(alignTables(draft, ['a', 'z1'], 'left'), draft)
  assert.equal(spreadTables(draft, ['a', 'b'], 'across'), draft)
})

test('a table that comes to stand in another zone is of that zone then', () => {
  const apart = { ...draft, tables: [table('a', { x: 100 }), table('b', { x: 700, y: 50 })] }
  const next = alignTables(apart, ['a', 'b'], 'right')
  assert.deepEqual(
    next.tables.map(({ zone }) => zone),
    ['z2', 'z2'],
  )
})
