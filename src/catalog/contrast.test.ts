import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { contrastMin, contrastOnGround } from './contrast.ts'

const tokens = readFileSync(
  join(import.meta.dirname, '../web/storefront/styles/tokens.css'),
  'utf8',
)
const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(tokens)?.[1] ?? ''

test('the contrast of a colour is computed as WCAG does', () => {
  const ground = contrastOnGround(token('surface-raised'))
  assert.equal(ground, 1, 'the ground is the one of the style sheet')
  // White on black is 21; this ground is not quite black.
  assert.ok(contrastOnGround('#ffffff') > 16 && contrastOnGround('#ffffff') < 18)
  assert.ok(contrastOnGround(token('accent')) > 14)
  assert.ok(contrastOnGround('#0000ff') < 2)
  assert.ok(contrastOnGround('#777777') < contrastMin)
  assert.ok(contrastOnGround('#888888') > contrastMin)
})
