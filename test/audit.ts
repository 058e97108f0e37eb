import assert from 'node:assert/strict'
import { audit as auditBooks, type Difference } from '../src/audit/index.ts'
import type { House } from './house.ts'
import { tillOf } from './till.ts'

/** How often the books are read again before a difference counts: work may still be under way. */
const READS_MAX = 40
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
 * ends with it, after letting deliveries settle; what is under way meanwhile gets ten seconds.
 */
export async function audit(house: Pick<House, 'db' | 'sim'>): Promise<void> {
  await house.sim.control.idle({ timeout_ms: 20_000 })
  const { gateway } = tillOf(house)
  let differences: Difference[] = []
  for (let read = 0; read < READS_MAX; read += 1) {
    differences = []
    for await (const difference of auditBooks(house.db, gateway)) differences.push(difference)
    if (differences.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  assert.deepEqual(differences, [])
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
