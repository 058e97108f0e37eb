import { z } from 'zod'
import {
  changedSettings,
  stripesTime_s,
  type Settings,
  type SettingsChanges,
} from '../state/settings.ts'
import type { Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'
import type { Deliveries } from '../webhooks/deliveries.ts'

const howFar = z.strictObject({ seconds: stripesTime_s })

/** Stripe's time, and how it behaves. */
export function settingsControl(simulator: Simulator, deliveries: Deliveries) {
  const { clock } = simulator
  return {
    /**
     * Moves Stripe's time on; everything that falls due on the way happens, in order. Resolves with
     * the new present when all of it is done. Throws when `seconds` is no number of at least 0.
     */
    async advanceClock(by: z.input<typeof howFar>): Promise<{ now_s: number }> {
      const { seconds } = validated(howFar, by, 'The move of the clock')
      // What is on its way now is tried now, not after the move.
      await deliveries.settled()
      await clock.advance(seconds * 1000, async () => deliveries.settled())
      simulator.snapshots.touch()
      return { now_s: clock.now() / 1000 }
    },
    /** Changes some settings, from the next request on. Throws for unknown or impossible ones. */
    async configure(changes: SettingsChanges): Promise<Settings> {
      simulator.settings = changedSettings(simulator.settings, changes)
      return structuredClone(simulator.settings)
    },
    async settings(): Promise<Settings> {
      return structuredClone(simulator.settings)
    },
  }
}
