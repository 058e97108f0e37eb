import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposeSlug } from './slug.ts'

const cases: [string, string][] = [
  ['Concrete Garden', 'concrete-garden-2026-12-05'],
  ['Größe & Straße!', 'grosse-strasse-2026-12-05'],
  ['  ¿Qué Noche?  ', 'que-noche-2026-12-05'],
  ['東京', 'night-2026-12-05'],
  [`${'a'.repeat(59)} b`, `${'a'.repeat(59)}-2026-12-05`],
]
for (const [title, slug] of cases)
  test(`the address proposed for "${title.trim().slice(0, 20)}" is ${slug.slice(0, 30)}`, () => {
    assert.equal(proposeSlug(title, '2026-12-05T23:00'), slug)
    assert.match(slug, /^[a-z0-9-]+$/)
  })
