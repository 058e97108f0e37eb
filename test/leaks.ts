import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandLine } from '../local/process_table.ts'
import { leakedDatabases } from './postgres.ts'

/** Written into the environment of the run: every process that it starts carries it on. */
const MARK = 'COATCHECK_TEST_RUN'
/** A process that was told to end has ended by then, also on a very busy machine. */
const END_MS_MAX = 30_000

/** Marks this process, and so all that it will start, as parts of one run. */
export function markRun(): void {
  process.env[MARK] = `${process.pid}-${Date.now()}`
}

/** What the run left behind on the database server at `url`, in words. */
export async function leftDatabases(url: string): Promise<string[]> {
  const names = await leakedDatabases(url)
  return names.map((name) => `The database ${name} was never dropped.`)
}

/**
 * The processes of the run that still live after `endMsMax` milliseconds, in words. Only Linux lets
 * us see whose a process is; elsewhere nothing is found.
 */
export async function leftProcesses(endMsMax = END_MS_MAX): Promise<string[]> {
  const deadline = Date.now() + endMsMax
  for (;;) {
    const left = marked()
    if (left.length === 0 || Date.now() > deadline) {
      return left.map((pid) => `Process ${pid} still runs: ${commandLine(pid).trim()}`)
    }
    await sleep(50)
  }
}

function marked(): number[] {
  if (process.platform !== 'linux') return []
  const mark = `${MARK}=${process.env[MARK]}`
  const pids = readdirSync('/proc').map(Number).filter(Boolean)
  return pids.filter((pid) => pid !== process.pid && environment(pid).split('\0').includes(mark))
}

function environment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    // It ended just now, or belongs to somebody else.
    return ''
  }
}
