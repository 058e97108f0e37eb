import assert from 'node:assert/strict'
import { audit as auditBooks, type Difference } from '../src/audit/index.ts'
import type { House } from './house.ts'
import { tillOf } from './till.ts'

/** How long the books may differ before it counts: work may still be under way. */
const AGREE_MS_MAX = 60_000
const DELIVERED_MS_MAX = 60_000
const PAUSE_MS = 250

/**
 * What the audit says about one thing in this moment, by its kind and id: for tests that break the
 * books on purpose.
 */
export async function claimsAbout(
  house: Pick<House, 'db' | 'sim'>,
  kind: string,
  id: string,
): Promise<string[]> {
  const claims: string[] = []
  for await (const { claim, subjects } of auditBooks(house.db, tillOf(house).gateway))
    if (subjects[kind] === id) claims.push(claim)
  return claims
}

/**
 * Fails on any difference between the books and Stripe's (src/audit). Every test of a whole flow
 * ends with it, after letting deliveries settle; what is under way meanwhile gets a minute.
 */
export async function audit(house: Pick<House, 'db' | 'sim'>): Promise<void> {
  assert.deepEqual(await lastingDifferences(house), [])
}

/** The differences that are left when deliveries have settled and a minute has passed. */
export async function lastingDifferences(house: Pick<House, 'db' | 'sim'>): Promise<Difference[]> {
  await house.sim.control.idle({ timeout_ms: DELIVERED_MS_MAX })
  const { gateway } = tillOf(house)
  const deadline = Date.now() + AGREE_MS_MAX
  for (;;) {
    const differences: Difference[] = []
    for await (const difference of auditBooks(house.db, gateway)) differences.push(difference)
    if (differences.length === 0 || Date.now() > deadline) return differences
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/**
 * Reads the books for the last time, and closes the house whatever they say: an open one would keep
 * the test file from ever ending.
 */
export async function auditAndClose(house: House): Promise<void> {
  try {
    await audit(house)
  } finally {
    await house.close()
  }
}
