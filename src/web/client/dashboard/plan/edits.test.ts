import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawing, drawnTable, drawnZone } from '../../../../../test/plan.ts'
import { addTable, addZone, duplicateThings, keysWithin } from './additions.ts'
import { draftOf, drawingOf, keyOfField, thingOf } from './draft.ts'
import { moveThings, removeThings, rotateTo, setThing } from './edits.ts'

const names = { zone: (n: number) => `Zone ${n}`, table: (n: number) => `Table ${n}` }
const plan = drawing({
  zones: [
    drawnZone({ tables: [drawnTable(), drawnTable({ name: 'Table 2', x: 300 })] }),
    drawnZone({ name: 'Bar', x: 500, tables: [drawnTable({ name: 'Table 3', x: 700 })] }),
  ],
})
const draft = draftOf(plan)
const at = (of: typeof draft, key: string) => {
  const thing = thingOf(of, key)
  return [thing?.x, thing?.y]
}

test('a draft is saved as it was read, and a field leads to its thing', () => {
  assert.deepEqual(drawingOf(draft), plan)
  assert.equal(keyOfField(draft, 'zones.1.tables.0.name'), 't3')
  assert.equal(keyOfField(draft, 'zones.0.tables.1'), 't2')
  assert.equal(keyOfField(draft, 'zones.1.name'), 'z2')
  assert.equal(keyOfField(draft, 'name'), undefined)
})

test('a zone takes its tables along, once, and nothing leaves the canvas', () => {
  const moved = moveThings(draft, ['z1', 't1'], 30, 10)
  assert.deepEqual(
    [at(moved, 'z1'), at(moved, 't1'), at(moved, 't2')],
    [
      [50, 30],
      [150, 130],
      [330, 130],
    ],
  )
  assert.deepEqual(at(moved, 't3'), at(draft, 't3'))
  const far = moveThings(draft, ['z1'], -900, 900)
  assert.deepEqual(at(far, 'z1'), [0, 300])
  assert.deepEqual(at(far, 't1'), [100, 400])
  assert.equal(moveThings(draft, ['z1'], 0.4, 0), draft)
})

test('a table that is moved into another zone is of that one', () => {
  const moved = moveThings(draft, ['t1'], 500, 0)
  assert.equal(moved.tables[0]?.zone, 'z2')
  const between = moveThings(draft, ['t1'], 330, 0)
  assert.equal(between.tables[0]?.zone, 'z1', 'in none, it stays with its own')
})

test('a table that is given to another zone goes there', () => {
  const given = setThing(draft, 't1', { zone: 'z2' })
  assert.deepEqual(at(given, 't1'), [550, 120])
  assert.deepEqual(at(setThing(draft, 't1', { name: 'One' }), 't1'), [120, 120])
})

test('a turn stays between 0 and 359', () => {
  const turns = [-15, 360, 725, 44.6].map((one) => rotateTo(draft, 't1', one).tables[0]?.rotation)
  assert.deepEqual(turns, [345, 0, 5, 45])
})

test('with a zone its tables go', () => {
  const left = removeThings(draft, ['z1', 't3'])
  assert.deepEqual([left.zones.map(({ key }) => key), left.tables], [['z2'], []])
  assert.equal(removeThings(draft, ['t9']), draft)
})

test('what is added has a name of its own, and stands where nothing else does', () => {
  const { draft: more, keys } = addTable(draft, names, { zone: 'z1' })
  const [key = ''] = keys
  const table = thingOf(more, key)
  assert.equal(table?.name, 'Table 4')
  assert.ok(more.tables.every((one) => one.key === key || one.x !== table?.x || one.y !== table.y))
  const drawn = addTable(draft, names, { drawn: { x: 650, y: 200, width: 120, height: 80 } })
  assert.equal(drawn.draft.tables.at(-1)?.zone, 'z2')
  assert.deepEqual(at(drawn.draft, 't4'), [710, 240])
  const zone = addZone(draft, names, { x: 20, y: 400, width: 200, height: 150 })
  assert.deepEqual(zone.draft.zones.at(-1), {
    key: 'z3',
    name: 'Zone 3',
    x: 20,
    y: 400,
    width: 200,
    height: 150,
  })
  const empty = draftOf(drawing({ zones: [] }))
  const first = addTable(empty, names, {}).draft
  assert.deepEqual([first.zones.length, first.tables[0]?.zone], [1, 'z1'])
})

test('a zone that is copied has copies of its tables, with other names', () => {
  const { draft: copied, keys } = duplicateThings(draft, ['z1', 't1'], names)
  assert.deepEqual(keys, ['z3'])
  const inside = copied.tables.filter(({ zone }) => zone === 'z3')
  assert.deepEqual(
    inside.map(({ name }) => name),
    ['Table 4', 'Table 5'],
  )
  assert.equal(new Set(copied.tables.map(({ key }) => key)).size, 5)
})

test('what lies within a rectangle is chosen', () => {
  assert.deepEqual(keysWithin(draft, { x: 0, y: 0, width: 450, height: 330 }), ['z1', 't1', 't2'])
  assert.deepEqual(keysWithin(draft, { x: 60, y: 80, width: 200, height: 200 }), ['t1'])
})
