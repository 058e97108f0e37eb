import { execFile } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { startPostgres } from '../../local/postgres.ts'
import { openProxy, targetOf, throughProxy } from '../load/proxy.ts'
import { familyOf } from '../load/usage.ts'

/** A database server with a replica that has everything which was committed, at one address. */
export interface Pair {
  /** Where the one that takes writes is, whichever that is at the moment. */
  url: string
  pids(): number[]
  /**
   * Kills the primary with all its processes, promotes the replica and moves the address to it; how
   * long that took, in ms.
   */
  failOver(): Promise<number>
  stop(): Promise<void>
}

const run = promisify(execFile)
const REPLICA = 'replica'
const IN_STEP_MS_MAX = 60_000
const PROMOTE_SECONDS_MAX = 60
/** Both write through to the disk, and a commit is answered when both have. */
const SETTINGS = { fsync: 'on', synchronous_commit: 'on', wal_keep_size: '1GB' }

/** Starts both in `folder`; resolves when no commit is answered that the replica does not have. */
export async function startPair(folder: string): Promise<Pair> {
  const [own, other] = [join(folder, 'primary'), join(folder, REPLICA)]
  const made = await startPostgres({ dir: own })
  await made.stop()
  await copyData(own, other)
  const primary = await startPostgres({ dir: own, settings: SETTINGS })
  const closing: (() => Promise<void>)[] = [() => primary.stop()]
  try {
    const replica = await startPostgres({
      dir: other,
      settings: { ...SETTINGS, primary_conninfo: conninfoOf(primary.url) },
    })
    closing.push(() => replica.stop())
    await waitForBoth(primary.url)
    const address = await openProxy(targetOf(primary.url))
    closing.push(() => address.close())
    return {
      url: throughProxy(primary.url, address),
      pids: () => [own, other].flatMap((dir) => familyOf(postmasterIn(dir))),
      failOver: async () => {
        const began = Date.now()
        for (const pid of familyOf(postmasterIn(own))) killAtOnce(pid)
        // Nobody is promoted while the other one may still answer.
        await primary.died
        await ask(replica.url, `select pg_promote(true, ${PROMOTE_SECONDS_MAX})`)
        address.pointTo(targetOf(replica.url))
        return Date.now() - began
      },
      stop: () => stopAll(closing),
    }
  } catch (error) {
    await stopAll(closing)
    throw error
  }
}

async function stopAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.toReversed()) await close()
}

/** A base backup: the files of a server that was shut down. */
async function copyData(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true })
  const data = join(to, 'data')
  await run('cp', ['-a', join(from, 'data'), data])
  const signal = join(data, 'standby.signal')
  writeFileSync(signal, '')
  const { uid, gid } = statSync(data)
  chownSync(signal, uid, gid)
}

function conninfoOf(primaryUrl: string): string {
  const { username, searchParams } = new URL(primaryUrl)
  return `host=${searchParams.get('host')} user=${username} application_name=${REPLICA}`
}

/** Lets the primary wait for the replica at each commit, from the moment that it is in step. */
async function waitForBoth(primaryUrl: string): Promise<void> {
  await ask(primaryUrl, `alter system set synchronous_standby_names = '${REPLICA}'`)
  await ask(primaryUrl, 'select pg_reload_conf()')
  const deadline = Date.now() + IN_STEP_MS_MAX
  for (;;) {
    const [seen] = await ask(primaryUrl, 'select state, sync_state from pg_stat_replication')
    if (seen?.['state'] === 'streaming' && seen['sync_state'] === 'sync') return
    if (Date.now() > deadline)
      throw new Error(`The replica is not in step: ${JSON.stringify(seen)}.`)
    await sleep(50)
  }
}

function postmasterIn(dir: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8'), 10)
  } catch {
    return undefined
  }
}

function killAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was gone already, with its postmaster.
  }
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
