import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Guard } from '../guards.ts'
import { openPremises, type Premises } from '../processes.ts'
import { letIssuingBreak } from './books.ts'
import { letGuestsCome } from './crowd.ts'
import { DOOR_KEY } from './door.ts'
import { waitForMorning } from './morning.ts'
import { addPlayedNight, nightsFor, type PlayedNight } from './programme.ts'
import { withoutReversals } from './reversals.ts'
import { startShifts } from './shifts.ts'
import { STAFF_KEY } from './staff_api.ts'
import type { Stage } from './stage.ts'
import { tellStories } from './stories.ts'
import { watchTables } from './table_history.ts'
import { newTally } from './tally.ts'
import { totalsOf, type Totals } from './totals.ts'
import { judge, type Verdict } from './verdict.ts'
import { HOLD_SECONDS } from './ordering.ts'
import { setWeather } from './weather.ts'

/** Which night is played. */
export interface Night {
  seed: number
  /** Guests come until so many orders are placed; those who are busy then may place a few more. */
  orders: number
  /** Guards that are off all night: for a test that shows that a night can end badly. */
  without?: Guard[]
  /** Hears now and then how far it has come. */
  progress?: (line: string) => void
}

export interface Report extends Verdict {
  totals: Totals
  /**
   * What the servers wrote of themselves, and then the stories of the orders about which something
   * is wrong; removed when nothing is.
   */
  log: string
}

/** An order takes a fraction of a second of a laptop; a night that takes far longer hangs. */
const ORDER_MS_MAX = 6_000
const NIGHT_MS_MAX = 180_000
const SETTINGS = {
  HOLD_MINUTES: String(HOLD_SECONDS / 60),
  FULFIL_RETRY_SECONDS: '0.3,0.6,1,2,4',
  SWEEP_SECONDS_MAX: '5',
  DOOR_KEY,
  STAFF_KEY,
  LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'error',
}

/**
 * Plays a night against two processes of the product, PostgreSQL and the simulator: guests, owner,
 * banks, the network and the servers all behave as badly as the seed says. When it is over the
 * books are judged. Throws when the night does not come to an end.
 */
export async function playNight(night: Night): Promise<Report> {
  const log = join(tmpdir(), `coatcheck-night-${night.seed}-${process.pid}.log`)
  const premises = await openPremises(2, { ...SETTINGS, LOG_FILE: log })
  const underWay: Set<Promise<void>> = new Set()
  try {
    const stage = await openStage(premises, night, underWay)
    await setWeather(stage)
    await within(NIGHT_MS_MAX + night.orders * ORDER_MS_MAX, 'The guests', async () => {
      await letGuestsCome(stage, night)
      while (underWay.size > 0) await Promise.all(underWay)
    })
    night.progress?.('the guests are gone; waiting for the morning')
    await waitForMorning(stage, night.orders)
    const ledger = withoutReversals(await premises.sim.control.ledger())
    const verdict = await judge(stage, ledger, log)
    const isFine = verdict.differences.length === 0 && verdict.faults.length === 0
    if (isFine) await rm(log, { force: true })
    else await tellStories(premises, verdict, log)
    return { ...verdict, totals: await totalsOf(stage, ledger), log }
  } finally {
    await premises.close()
  }
}

async function openStage(
  premises: Premises,
  night: Night,
  underWay: Set<Promise<void>>,
): Promise<Stage> {
  const nights: PlayedNight[] = []
  for (let n = 0; n < nightsFor(night.orders); n += 1)
    nights.push(await addPlayedNight(premises.db, n, night))
  await letIssuingBreak({ premises })
  await watchTables({ premises })
  for (const { off } of night.without ?? []) await premises.db.query({ text: off })
  const tally = newTally(night.progress)
  const shifts = await startShifts(premises, tally, night)
  const later = (work: Promise<void>) => {
    const noted = work
      .catch((error: Error) => tally.fault(`${error.stack}`))
      .finally(() => underWay.delete(noted))
    underWay.add(noted)
  }
  return { seed: night.seed, premises, shifts, nights, tally, choosing: new Set(), later }
}

async function within(limit_ms: number, what: string, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${limit_ms} ms`)), limit_ms)
  })
  await Promise.race([work(), limit]).finally(() => clearTimeout(timer))
}
