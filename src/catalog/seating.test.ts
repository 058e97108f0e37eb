import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isKept, seatable } from './seating.ts'

/** The most parties that any choice of tables seats: each way of seating them is tried. */
function triedOut([party, ...others]: number[], tables: number[]): number {
  if (party === undefined) return 0
  const standing = triedOut(others, tables)
  return tables.reduce((most, guestsMax, taken) => {
    if (party > guestsMax) return most
    const left = tables.filter((_, index) => index !== taken)
    return Math.max(most, 1 + triedOut(others, left))
  }, standing)
}

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 })
const named = (tables: number[]) =>
  tables.map((guests_max, n) => ({ vip_table_id: `vtb_${n}`, guests_max }))

test('no way of seating parties seats more of them than is said', () => {
  fc.assert(
    fc.property(sizes, sizes, (parties, tables) => {
      assert.equal(seatable(parties, tables), triedOut(parties, tables))
    }),
  )
})

test('a table is kept if, and only if, fewer of those who wait could be seated without it', () => {
  fc.assert(
    fc.property(sizes, sizes, (parties, tables) => {
      for (const [n, { vip_table_id }] of named(tables).entries()) {
        const without = tables.filter((_, index) => index !== n)
        const isNeeded = triedOut(parties, without) < triedOut(parties, tables)
        assert.equal(isKept(vip_table_id, named(tables), parties), isNeeded)
      }
    }),
  )
})

test('each that waits is given a table in some order, and the others still have theirs', () => {
  fc.assert(
    fc.property(sizes, sizes, (parties, tables) => {
      let [waiting, free] = [parties, named(tables)]
      const seated = seatable(parties, tables)
      for (let count = 0; count < seated; count += 1) {
        const moves = waiting.flatMap((heads, n) => {
          const others = waiting.filter((_, index) => index !== n)
          const fits = free.filter(({ guests_max }) => guests_max >= heads)
          const mayHave = fits.filter((one) => !isKept(one.vip_table_id, free, waiting, others))
          return mayHave.map((table) => ({ others, table }))
        })
        const [move] = moves
        assert.ok(move, `${waiting.join()} at ${JSON.stringify(free)}`)
        waiting = move.others
        free = free.filter((table) => table !== move.table)
      }
    }),
  )
})
