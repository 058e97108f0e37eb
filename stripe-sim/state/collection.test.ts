import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { newCollection } from './collection.ts'

type Thing = { id: string; owner: string | null }

test('a collection agrees with a plain list, whatever is added, deleted and refiled', () => {
  const step = fc.record({
    act: fc.constantFrom('add', 'delete', 'move'),
    id: fc.integer({ min: 0, max: 30 }).map(String),
    owner: fc.constantFrom('a', 'b', null),
  })
  const run = (steps: { act: string; id: string; owner: string | null }[], max: number): void => {
    const things = newCollection<Thing, 'owner'>({
      idOf: ({ id }) => id,
      max: () => max,
      indexes: { owner: ({ owner }) => owner },
    })
    let expected: Thing[] = []
    for (const { act, id, owner } of steps) {
      const known = expected.find((thing) => thing.id === id)
      if (act === 'add') {
        expected = [...expected.filter((thing) => thing !== known), { id, owner }].slice(-max)
        things.add(expected.at(-1) as Thing)
      } else if (act === 'delete') {
        expected = expected.filter((thing) => thing !== known)
        things.delete(id)
      } else if (known) {
        known.owner = owner
        things.refile('owner', known)
      }
    }
    assert.equal(things.size, expected.length)
    assert.deepEqual([...things.values()], expected)
    assert.deepEqual([...things.older()], expected.toReversed())
    for (const [place, { id }] of expected.entries()) {
      assert.deepEqual([...things.older(id)], expected.slice(0, place).toReversed())
      assert.deepEqual([...things.newer(id)], expected.slice(place + 1))
    }
    for (const owner of ['a', 'b']) {
      const ids = (found: Thing[]): string[] => found.map(({ id }) => id).toSorted()
      const owned = expected.filter((thing) => thing.owner === owner)
      assert.deepEqual(ids(things.by('owner', owner)), ids(owned))
      assert.equal(things.count('owner', owner), owned.length)
    }
  }
  fc.assert(fc.property(fc.array(step), fc.integer({ min: 1, max: 20 }), run))
})

test('many thousands come and go, and only the newest stay', () => {
  const things = newCollection<Thing>({ idOf: ({ id }) => id, max: () => 100 })
  for (let number = 0; number < 20_000; number += 1) things.add({ id: `${number}`, owner: null })
  const [newest] = things.older()
  const [oldest] = things.values()
  assert.deepEqual([things.size, newest?.id, oldest?.id], [100, '19999', '19900'])
})

test('a thing whose key changed unnoticed leaves nothing behind in the index', () => {
  const things = newCollection<Thing, 'owner'>({
    idOf: ({ id }) => id,
    max: () => 10,
    indexes: { owner: ({ owner }) => owner },
  })
  const thing: Thing = { id: '1', owner: 'a' }
  things.add(thing)
  thing.owner = 'b'
  things.delete('1')
  things.refile('owner', thing)
  assert.deepEqual([things.count('owner', 'a'), things.count('owner', 'b')], [0, 0])
})

test('a walk goes on past a thing that is deleted under it', () => {
  const things = newCollection<Thing>({ idOf: ({ id }) => id, max: () => 10 })
  for (const id of ['1', '2', '3']) things.add({ id, owner: null })
  const seen: string[] = []
  for (const { id } of things.values()) {
    seen.push(id)
    things.delete(id)
  }
  assert.deepEqual([seen, things.size], [['1', '2', '3'], 0])
})
