import { setTimeout as sleep } from 'node:timers/promises'
import { openDoors } from '../deposits.ts'
import { ordersPlaced } from './books.ts'
import type { Night } from './night.ts'
import { planGuest } from './plan.ts'
import { letStaffAct } from './staff.ts'
import type { Stage } from './stage.ts'
import { visit } from './visit.ts'

/** Guests who are busy at once. */
const GUESTS_AT_ONCE = 16
const PROGRESS_MS = 5_000
/** Whether one more is wanted is asked again when those who are choosing have chosen. */
const LOOK_AGAIN_MS = 50

/** Lets one guest come after the other, a few at once, until as many orders are placed as asked. */
export async function letGuestsCome(stage: Stage, night: Night): Promise<void> {
  const { tally } = stage
  let next = 0
  let busy = 0
  const began_ms = Date.now()
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - began_ms) / 1000)
    const { length } = tally.faults
    night.progress?.(`${seconds} s: ${next} guests have come, ${busy} are here, ${length} faults`)
  }, PROGRESS_MS)
  const comeOneByOne = async () => {
    while (await isOneMoreWanted(stage, night)) {
      const number = next++
      stage.choosing.add(number)
      busy += 1
      stage.shifts.arrived(number)
      stage.later(letStaffAct(stage, number))
      stage.later(openDoorsFor(stage, number))
      await visit(stage, planGuest(night.seed, number)).catch((error: Error) =>
        tally.fault(`guest ${number}: ${error.stack}`),
      )
      stage.choosing.delete(number)
      busy -= 1
    }
  }
  await Promise.all(Array.from({ length: GUESTS_AT_ONCE }, comeOneByOne))
  clearInterval(timer)
  tally.count('came', next)
}

/** Whose doors open now is charged for from now on. */
async function openDoorsFor({ premises, nights, tally }: Stage, number: number): Promise<void> {
  for (const night of nights.filter(({ opens_at }) => opens_at === number)) {
    await openDoors(premises, night)
    tally.count('doors opened')
  }
}

/** Whoever is still choosing counts as an order: else all would come for the last one. */
async function isOneMoreWanted(stage: Stage, { orders }: Night): Promise<boolean> {
  for (;;) {
    const placed = await ordersPlaced(stage)
    if (placed >= orders) return false
    if (placed + stage.choosing.size < orders) return true
    await sleep(LOOK_AGAIN_MS)
  }
}
