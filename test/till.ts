import { proofKeyOf, type Till } from '../src/checkout/index.ts'
import { openLog } from '../src/kernel/index.ts'
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

/** Waits until `count` connections to the house's database stand in line for a lock. */
export async function lockWaits({ db }: Pick<House, 'db'>, count: number): Promise<void> {
  await eventually(`${count} connection(s) wait for a lock`, async () => {
    const { rows } = await db.query({
      text: `select from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'`,
    })
    return rows.length >= count
  })
}
