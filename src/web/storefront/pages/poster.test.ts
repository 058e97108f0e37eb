import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { poster } from './poster.ts'

/** As promised in the docstring; sixty of them stand on a venue's page. */
const BYTES_MAX = 2048

test('a poster is the same every time and no bigger than 2 kB, for any night', () => {
  fc.assert(
    fc.property(fc.nat({ max: 32767 }), fc.stringMatching(/^[a-z0-9-]{1,60}$/), (number, slug) => {
      const drawn = poster({ poster: number, slug })
      assert.equal(drawn, poster({ poster: number, slug }))
      assert.ok(Buffer.byteLength(drawn) <= BYTES_MAX, `${drawn.length} for ${number} ${slug}`)
      assert.doesNotMatch(drawn, /NaN|undefined/)
    }),
  )
})

test('six patterns differ, and so do two nights of one pattern', () => {
  const drawn = Array.from({ length: 6 }, (_, number) => poster({ poster: number, slug: 'a' }))
  assert.equal(new Set(drawn).size, 6)
  assert.notEqual(poster({ poster: 1, slug: 'one-night' }), poster({ poster: 1, slug: 'another' }))
})
