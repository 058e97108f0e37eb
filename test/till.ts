import { proofKeyOf, type Till } from '../src/checkout/index.ts'
import { openLog, type Queryable } from '../src/kernel/index.ts'
import { openGateway } from '../src/payments/index.ts'
import { eventually } from './guest.ts'
import type { House } from './house.ts'

/** What a test itself asks checkout with, as one more process beside the product. */
export function tillOf({ db, sim }: Pick<House, 'db' | 'sim'>): Till {
  const gateway = openGateway({
    secretKey: sim.secretKey,
    publishableKey: sim.publishableKey,
    webhookSecrets: ['whsec_none'],
    apiUrl: sim.url,
    jsUrl: `${sim.url}/v3/stripe.js`,
  })
  const log = openLog('silent')
  const patience = { holdSeconds: 600, holdExtensionSeconds: 300, fulfilRetrySeconds: [] }
  const proofKey = proofKeyOf(sim.secretKey)
  const unpaid = { unpaidPlacesMax: 80, workedPlacesMax: 240, freeDeclinesMax: 1_000_000 }
  return { db, gateway, log, ...unpaid, proofKey, ...patience }
}

/**
 * Waits until `count` connections stand in line behind `holder`, which has begun a transaction and
 * locked something: for its lock, or for one of somebody who waits for that. Whoever waits for
 * anything else is not counted.
 */
export async function lockWaits(
  { db }: Pick<House, 'db'>,
  count: number,
  holder: Queryable,
): Promise<void> {
  await eventually(`${count} connection(s) wait for a lock`, async () => {
    // Asked anew each time, so that its transaction is never idle for long enough to be ended.
    const held = await holder.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })
    const { rows: waiting } = await db.query<{ pid: number; blockers: number[] }>({
      text: `select pid, pg_blocking_pids(pid) as blockers from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'`,
    })
    const line = new Set(held.rows.map(({ pid }) => pid))
    for (const _ of waiting)
      for (const { pid, blockers } of waiting)
        if (blockers.some((blocker) => line.has(blocker))) line.add(pid)
    return line.size > count
  })
}
