import { setTimeout as sleep } from 'node:timers/promises'
import type { OwnDatabase } from './own_database.ts'
import type { LoadStage } from './stage.ts'

/** Something that was done to the house in the middle of the night. */
export interface Disturbance {
  name: string
  at_s: number
  ms: number
}

/** What may be disturbed, and for how long. */
export interface Disturbing {
  seconds: number
  database: OwnDatabase
  progress?: (line: string) => void
}

const FULL = 'the disk of the database is full'

/** What cannot be done to this database, on this machine. */
export const leftOutOf = ({ fillDisk }: OwnDatabase): string[] => (fillDisk ? [] : [FULL])

/** A killed server is back for so long before it is killed again. */
const KILL_EVERY_MS = 10_000
const AWAY_MS = 4_000
const START_AGAIN_MS = 500

/**
 * Kills the server every ten seconds, and does one bad thing after the other to what it needs,
 * until the time is over. Everything is whole again when this resolves.
 */
export async function disturb(stage: LoadStage, how: Disturbing): Promise<Disturbance[]> {
  const done: Disturbance[] = []
  const ends_ms = stage.measures.now() + how.seconds * 1000
  const doing = async (name: string, work: () => Promise<void>) => {
    how.progress?.(name)
    const at_s = stage.measures.now() / 1000
    const ms = await stage.outage.during(work)
    done.push({ name, at_s, ms })
  }
  const kills = async () => {
    for (;;) {
      if (stage.measures.now() + KILL_EVERY_MS > ends_ms) return
      await sleep(KILL_EVERY_MS)
      await doing('the server is killed', () => killAndStart(stage))
    }
  }
  const others = async () => {
    const list = disturbancesOf(stage, how.database)
    const pause_ms = (how.seconds * 1000) / (list.length + 1)
    for (const { name, work } of list) {
      await sleep(pause_ms)
      await doing(name, work)
    }
  }
  await Promise.all([kills(), others()])
  return done.toSorted((a, b) => a.at_s - b.at_s)
}

function disturbancesOf(
  stage: LoadStage,
  database: OwnDatabase,
): { name: string; work: () => Promise<void> }[] {
  const { toDatabase, toStripe } = stage.lines
  const { fillDisk } = database
  return [
    { name: 'the connections to the database are cut', work: async () => toDatabase.cut() },
    { name: 'Stripe cannot be reached', work: () => cutOff(toStripe) },
    { name: 'the database is restarted', work: () => database.restart() },
    ...(fillDisk ? [{ name: FULL, work: () => full(fillDisk, database) }] : []),
    { name: 'the database cannot be reached', work: () => cutOff(toDatabase) },
    { name: 'the connections to Stripe are cut', work: async () => toStripe.cut() },
  ]
}

async function cutOff(line: LoadStage['lines']['toStripe']): Promise<void> {
  line.refuse(true)
  line.cut()
  await sleep(AWAY_MS)
  line.refuse(false)
}

async function full(fillDisk: () => Promise<void>, database: OwnDatabase): Promise<void> {
  await fillDisk()
  await sleep(AWAY_MS)
  await database.freeDisk()
}

/** As a supervisor does, which starts it again until its database is there. */
async function killAndStart(stage: LoadStage): Promise<void> {
  const { server } = stage
  if (!server.isRunning()) stage.measures.fault('the server had ended by itself', '')
  await server.kill('SIGKILL')
  for (;;) {
    try {
      return await stage.startServer()
    } catch (error) {
      if (!/ended at its start/.test(String(error))) throw error
      await sleep(START_AGAIN_MS)
    }
  }
}
