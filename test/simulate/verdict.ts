import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { audit, type Difference } from '../../src/audit/index.ts'
import type { LedgerDump } from '../../stripe-sim/index.ts'
import { booksFaults } from './book_claims.ts'
import type { Stage } from './stage.ts'

/** What is wrong after a night: nothing, or the simulation has found a fault. */
export interface Verdict {
  differences: Difference[]
  faults: string[]
}

/** The audit reads the books and Stripe one after the other, so what is under way may differ. */
const READS_MAX = 60
const PAUSE_MS = 500

/**
 * Judges a night that has ended: by the audit, by what Stripe and the books say of each other
 * beyond it, by what was promised to guests, and by what the servers wrote of themselves.
 */
export async function judge(stage: Stage, ledger: LedgerDump, logFile: string): Promise<Verdict> {
  return {
    differences: await differencesOf(stage),
    faults: [
      ...stage.tally.faults,
      ...(await booksFaults(stage, ledger)),
      ...deliveryFaults(ledger),
      ...(await brokenAssertions(logFile)),
    ],
  }
}

async function differencesOf({ premises }: Stage): Promise<Difference[]> {
  let differences: Difference[] = []
  for (let read = 0; read < READS_MAX; read += 1) {
    differences = []
    for await (const difference of audit(premises.db, premises.till.gateway))
      differences.push(difference)
    if (differences.length === 0) break
    await sleep(PAUSE_MS)
  }
  return differences
}

/**
 * A webhook may be refused by a server that ends (no answer) or that Stripe does not answer (503).
 */
function deliveryFaults({ events }: LedgerDump): string[] {
  const codes = events.flatMap(({ id, type, deliveries }) =>
    deliveries.flatMap(({ attempts }) =>
      attempts.map(({ status_code }) => ({ id, type, code: status_code ?? 200 })),
    ),
  )
  return codes
    .filter(({ code }) => code !== 200 && code !== 503)
    .map(({ id, type, code }) => `Stripe's webhook ${id} (${type}) was answered ${code}`)
}

/** An assertion of ours that failed in any process, whatever healed it later, is a fault. */
async function brokenAssertions(logFile: string): Promise<string[]> {
  const text = await readFile(logFile, 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line.includes('"type":"Bug"'))
}
