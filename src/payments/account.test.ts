import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aheadOf } from './account.ts'

const NOON_MS = Date.UTC(2026, 10, 27, 12)
const NOON = new Date(NOON_MS).toUTCString()

test('clocks are compared in the middle of the request, to the second', () => {
  assert.equal(aheadOf(NOON, NOON_MS, NOON_MS + 900), 0)
  assert.equal(aheadOf(NOON, NOON_MS + 42_000, NOON_MS + 42_800), 42)
  assert.equal(aheadOf(NOON, NOON_MS - 400_000, NOON_MS - 399_000), -400)
  // A slow answer is no wrong clock.
  assert.equal(aheadOf(NOON, NOON_MS - 3500, NOON_MS + 4500), 0)
})

test('where Stripe tells no time nothing is said about the clock', () => {
  assert.equal(aheadOf(undefined, NOON_MS, NOON_MS), null)
  assert.equal(aheadOf('yesterday', NOON_MS, NOON_MS), null)
})
