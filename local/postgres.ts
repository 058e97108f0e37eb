import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseUser, give, spawnAs, type OrdinaryUser } from './ordinary_user.ts'
import { findBinaries, type Binaries } from './postgres_binaries.ts'
import { explain, readableFault } from './postgres_faults.ts'
import { claimant, endLeftOver, ownerSetting } from './postgres_left_over.ts'
import { socketFolder } from './postgres_socket.ts'
import { initialise, USER } from './postgres_data.ts'
import { createDatabase } from './postgres.sql.ts'
import { signal } from './process_table.ts'
import { StartError } from './start_error.ts'

/** A PostgreSQL of our own that runs. */
export interface Postgres {
  /** A postgresql:// address of the database asked for, by unix socket. */
  url: string
  /** Resolves when the server ended without having been asked to. */
  died: Promise<void>
  /** Ends it (open connections are cut, nothing committed is lost) and waits until it is gone. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Holds everything: `data`, `run` with the socket, `postgres.log`. Made when absent. */
  dir: string
  /** Created when absent. */
  database?: string
  /** Settings of PostgreSQL on top of ours. */
  settings?: Record<string, string>
  /** Another PostgreSQL than the one that npm installed; the data must be there then. */
  binaries?: Binaries
}

/** A crash of a busy server is recovered from within this time; what takes longer has hung. */
const START_MS_MAX = 60_000
/** A fast shutdown writes one checkpoint. */
const STOP_MS_MAX = 30_000
const NOT_YET = new Set(['57P03', 'ENOENT', 'ECONNREFUSED', 'ECONNRESET'])

/**
 * Starts the PostgreSQL that npm installed on the data in `dir`, and makes that first where there
 * is none. It needs no port, no system user and no install script. A server left over by a killed
 * Coatcheck is ended first. Throws a StartError, whose message says what to do, when the folder is
 * in use, broken, of another version, without room, or no PostgreSQL exists for this platform.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = options.binaries ?? findBinaries()
  const dir = resolve(options.dir)
  try {
    fs.mkdirSync(dir, { recursive: true })
    const user = chooseUser(binaries.postgres, dir)
    const run = socketFolder(dir)
    give(run, user)
    const data = join(dir, 'data')
    await endLeftOver(data, run)
    await initialise(binaries, user, data)
    return await serveWhenFree({ ...options, dir }, binaries, user, run)
  } catch (error) {
    throw readableFault(error, dir)
  }
}

/** The address of a database of the server on `dir`, by its unix socket, whether it runs or not. */
export function databaseUrl(dir: string, database: string): string {
  const host = encodeURIComponent(socketFolder(dir))
  return `postgresql://${USER}@localhost/${database}?host=${host}`
}

/** When a server is killed its own workers live on for a moment, and must be waited for. */
async function serveWhenFree(...how: Parameters<typeof serve>): Promise<Postgres> {
  const deadline = Date.now() + STOP_MS_MAX
  for (;;) {
    try {
      return await serve(...how)
    } catch (error) {
      const busy = error instanceof Error && /pre-existing shared memory/.test(error.message)
      if (!busy || Date.now() > deadline) throw error
    }
    await sleep(200)
  }
}

async function serve(
  options: PostgresOptions,
  binaries: Binaries,
  user: OrdinaryUser,
  run: string,
): Promise<Postgres> {
  const data = join(options.dir, 'data')
  const logFile = join(options.dir, 'postgres.log')
  const settings = {
    listen_addresses: '',
    unix_socket_directories: run,
    max_connections: '200',
    log_checkpoints: 'off',
    ...ownerSetting(),
    ...options.settings,
  }
  const urlOf = (name: string) => databaseUrl(options.dir, name)
  const database = options.database ?? 'postgres'
  const child = spawnServer(binaries, user, data, settings, logFile)
  const ended = once(child, 'exit')
  // Where the system cannot tie its life to ours (setpriv is Linux's), an orderly exit still does.
  const endWithUs = () => child.kill('SIGINT')
  process.once('exit', endWithUs)
  let stopping = false
  const stop = async () => {
    stopping = true
    process.off('exit', endWithUs)
    await endServer(child)
  }
  try {
    // Until it has claimed the data directory, another's server may answer on the same socket.
    await untilReady(child, logFile, async () => {
      if (claimant(data) !== child.pid) return false
      await createDatabase(urlOf, database)
      return true
    })
  } catch (error) {
    await stop()
    const log = fs.readFileSync(logFile, 'utf8')
    // Lost a race: another Coatcheck started on the same folder this very moment.
    await endLeftOver(data, run)
    throw error instanceof StartError ? error : explain(log, data, String(error), error)
  }
  const died = ended.then(() => (stopping ? new Promise<never>(() => {}) : undefined))
  return { url: urlOf(database), died, stop }
}

function spawnServer(
  binaries: Binaries,
  user: OrdinaryUser,
  data: string,
  settings: Record<string, string>,
  logFile: string,
): ChildProcess {
  if (fs.existsSync(logFile)) fs.renameSync(logFile, `${logFile}.1`)
  const log = fs.openSync(logFile, 'a')
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawnAs(user, binaries.postgres, ['-D', data, ...args], log)
  fs.closeSync(log)
  // Whoever started it may end without waiting for it.
  child.unref()
  return child
}

async function untilReady(child: ChildProcess, logFile: string, ask: () => Promise<boolean>) {
  const deadline = Date.now() + START_MS_MAX
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended at once')
    try {
      if (await ask()) return
    } catch (error) {
      if (!NOT_YET.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
    if (Date.now() > deadline) {
      throw new StartError(
        `PostgreSQL did not answer within ${START_MS_MAX / 1000} s: see ${logFile}.`,
      )
    }
    await sleep(20)
  }
}

async function endServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  if (child.pid) signal(child.pid, 'SIGINT')
  const hung = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  // The child does not keep this process alive, so something else must while we wait for it.
  await ended
  clearTimeout(hung)
}
