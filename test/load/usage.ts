import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Database } from '../../src/kernel/index.ts'

/** What a group of processes has used so far. */
export interface Used {
  cpu_seconds: number
  /** Its own memory, and what it shares counted once. */
  memory_bytes: number
}

/** A group of processes, such as the server or PostgreSQL with all its backends. */
export interface Watched {
  name: string
  /** Whose processes they are at this moment. */
  pids(): number[]
}

/** One look at every group, in the order in which they were given. */
export interface Look {
  at_ms: number
  used: Used[]
}

/** What is written down while groups are watched. */
export interface UsageLog {
  looks: Look[]
  /** Looks a last time, and ends. */
  stop(): void
}

const EVERY_MS = 1_000
/** What Linux counts processor time in; the kernel tells user space so on every platform. */
const TICKS_PER_SECOND = 100

/**
 * Looks at groups of processes every second. A process that has ended keeps what it had used. Where
 * there is no /proc, nothing is seen, and everything is zero.
 */
export function watchUsage(groups: Watched[], now: () => number): UsageLog {
  const looks: Look[] = []
  const seen = groups.map(() => new Map<number, number>())
  const look = () => {
    const used = groups.map((group, n) => usedBy(group.pids(), seen[n] as Map<number, number>))
    looks.push({ at_ms: now(), used })
  }
  look()
  const timer = setInterval(look, EVERY_MS)
  return {
    looks,
    stop: () => {
      clearInterval(timer)
      look()
    },
  }
}

/** PostgreSQL's first process, found by the one that answers a connection. */
export async function postmasterOf(db: Database): Promise<number | undefined> {
  const { rows } = await db.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })
  return statOf(rows[0]?.pid ?? 0)?.parent
}

/** A process with its children. */
export function familyOf(pid: number | undefined): number[] {
  if (pid === undefined) return []
  const all = processIds()
  return [pid, ...all.filter((one) => statOf(one)?.parent === pid)]
}

/** The processor time that these processes have used so far. */
export const cpuSecondsOf = (pids: number[]): number =>
  pids.reduce((sum, pid) => sum + (statOf(pid)?.cpu_seconds ?? 0), 0)

/** How many processors this machine has: a result without it says little. */
export const processors = (): number => cpus().length

function usedBy(pids: number[], seen: Map<number, number>): Used {
  let own = 0
  let shared = 0
  for (const pid of pids) {
    const stat = statOf(pid)
    if (stat) seen.set(pid, stat.cpu_seconds)
    const memory = memoryOf(pid)
    own += memory.own
    shared = Math.max(shared, memory.shared)
  }
  const cpu_seconds = [...seen.values()].reduce((sum, one) => sum + one, 0)
  return { cpu_seconds, memory_bytes: own + shared }
}

function statOf(pid: number): { parent: number; cpu_seconds: number } | undefined {
  const text = read(`/proc/${pid}/stat`)
  if (!text) return undefined
  // The name, in brackets, may hold anything; after it the fields are parted by blanks.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  return { parent: Number(fields[1]), cpu_seconds: (user + system) / TICKS_PER_SECOND }
}

/** What a process has in memory: its own, and what it shares with others. */
export function memoryOf(pid: number): { own: number; shared: number } {
  const text = read(`/proc/${pid}/status`)
  const kilobytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0)
  return { own: kilobytes('RssAnon') * 1024, shared: kilobytes('RssShmem') * 1024 }
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It has ended, or there is no /proc.
    return ''
  }
}
