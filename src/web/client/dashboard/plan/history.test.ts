import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { drawing, drawnTable, drawnZone } from '../../../../../test/plan.ts'
import { addTable, addZone, duplicateThings } from './additions.ts'
import { draftOf, drawingOf, type Draft } from './draft.ts'
import { moveThings, removeThings, rotateTo, setThing } from './edits.ts'
import { begin, commit, redo, settle, undo, type History } from './history.ts'
import { handles, resizeThing } from './resize.ts'

test('steps of one kind are one step, until something settles them', () => {
  let history = begin('')
  for (const typed of ['a', 'ab', 'abc']) history = commit(history, typed, 'name')
  assert.equal(undo(history).present, '')
  history = commit(settle(history), 'abcd', 'name')
  assert.equal(undo(history).present, 'abc')
  assert.equal(undo(undo(history)).present, '')
  assert.equal(commit(history, 'abcd').past.length, history.past.length, 'no change, no step')
})

test('what was undone can be done again until something else is done', () => {
  const history = undo(commit(commit(begin(1), 2), 3))
  assert.deepEqual([history.present, redo(history).present], [2, 3])
  const other = commit(history, 9)
  assert.deepEqual([redo(other), undo(other).present], [other, 2])
  assert.equal(undo(begin(1)).present, 1)
})

const names = { zone: (n: number) => `Zone ${n}`, table: (n: number) => `Table ${n}` }
const first = draftOf(
  drawing({
    zones: [
      drawnZone({ tables: [drawnTable(), drawnTable({ name: 'Table 2', x: 300, rotation: 30 })] }),
      drawnZone({ name: 'Bar', x: 500, tables: [] }),
    ],
  }),
)

const key = fc.constantFrom('z1', 'z2', 'z3', 't1', 't2', 't3', 't4')
const far = fc.integer({ min: -1500, max: 1500 })
type Edit = (draft: Draft) => Draft
/** Anything that somebody does to a plan. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.array(key, { maxLength: 3 }), far, far).map(
    ([keys, dx, dy]): Edit =>
      (draft) =>
        moveThings(draft, keys, dx, dy),
  ),
  fc.tuple(key, fc.constantFrom(...handles), far, far).map(
    ([one, handle, dx, dy]): Edit =>
      (draft) =>
        resizeThing(draft, one, handle, { dx, dy }, 10),
  ),
  fc.tuple(key, far).map(
    ([one, degrees]): Edit =>
      (draft) =>
        one.startsWith('t') ? rotateTo(draft, one, degrees) : draft,
  ),
  fc.tuple(key, fc.string()).map(
    ([one, name]): Edit =>
      (draft) =>
        setThing(draft, one, { name }),
  ),
  fc.array(key, { maxLength: 2 }).map(
    (keys): Edit =>
      (draft) =>
        removeThings(draft, keys),
  ),
  fc.array(key, { maxLength: 2 }).map(
    (keys): Edit =>
      (draft) =>
        duplicateThings(draft, keys, names).draft,
  ),
  fc.constantFrom<Edit>(
    (draft) => addZone(draft, names).draft,
    (draft) => addTable(draft, names, {}).draft,
  ),
)

test('any sequence of edits, undone, gives the first state, and done again the last', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      const before = JSON.stringify(first)
      let history: History<Draft> = begin(first)
      for (const one of edits) history = commit(history, one(history.present))
      const last = history.present
      const steps = history.past.length
      for (let n = 0; n < steps; n += 1) history = undo(history)
      assert.equal(history.present, first)
      assert.equal(JSON.stringify(first), before, 'no edit changes what was')
      for (let n = 0; n < steps; n += 1) history = redo(history)
      assert.equal(history.present, last)
    }),
  )
})

test('whatever is done, keys stay unique, figures whole, and each table has its zone', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      const draft = edits.reduce((now, one) => one(now), first)
      const things = [...draft.zones, ...draft.tables]
      assert.equal(new Set(things.map((one) => one.key)).size, things.length)
      for (const { x, y, width, height } of things)
        for (const figure of [x, y, width, height])
          assert.ok(Number.isInteger(figure) && figure >= 0, `${figure}`)
      const saved = drawingOf(draft).zones.flatMap(({ tables }) => tables)
      assert.equal(saved.length, draft.tables.length)
    }),
  )
})
