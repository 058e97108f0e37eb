import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SOCKET } from './postgres_socket.ts'
import { commandLine, isAlive, signal } from './process_table.ts'
import { StartError } from './start_error.ts'

/** A server that was told to end fast does within this time; then it is told to end at once. */
const END_MS_MAX = 20_000

/**
 * The setting that writes our process id into the server's command line. So everybody can see whose
 * server it is from the first moment on, without a file that could be half-written or outdated.
 */
export function ownerSetting(): { cluster_name: string } {
  return { cluster_name: `coatcheck-${process.pid}` }
}

/**
 * Ends a server that a killed Coatcheck left on the data directory, with its socket in `run`. It is
 * not taken over, since only a server of our own dies with us. Throws a StartError when its
 * Coatcheck still runs.
 */
export async function endLeftOver(data: string, run: string): Promise<void> {
  const pid = claimant(data)
  if (!pid) return
  const owner = isAlive(pid) ? ownerOf(pid, data) : undefined
  if (owner === undefined) {
    // The server is dead, and its id a zombie's or, after a reboot, another program's. PostgreSQL
    // would take either for a server and refuse to start. Should parts of the dead one still work
    // on the data, it notices that by their shared memory.
    for (const path of [pidFileOf(data), join(run, `${SOCKET}.lock`), join(run, SOCKET)]) {
      rmSync(path, { force: true })
    }
    return
  }
  if (isAlive(owner)) {
    throw new StartError(
      `Coatcheck is running already on ${data} (process ${owner}): end that one first.`,
      { inUse: true },
    )
  }
  signal(pid, 'SIGINT')
  const deadline = Date.now() + END_MS_MAX
  while (isAlive(pid)) {
    if (Date.now() > deadline) signal(pid, 'SIGQUIT')
    if (Date.now() > deadline + END_MS_MAX) {
      throw new StartError(`The PostgreSQL left over on ${data} (process ${pid}) does not end.`)
    }
    await sleep(10)
  }
}

/** The process that has claimed the data directory; undefined when none has. */
export function claimant(data: string): number | undefined {
  try {
    return Number(readFileSync(pidFileOf(data), 'utf8').split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}

const pidFileOf = (data: string) => join(data, 'postmaster.pid')

function ownerOf(pid: number, data: string): number | undefined {
  const line = commandLine(pid)
  const owner = /cluster_name=coatcheck-(\d+)/.exec(line)?.[1]
  return owner && line.includes(data) ? Number(owner) : undefined
}
