import { execFile } from 'node:child_process'
import { appendFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startPostgres, type Postgres } from '../../local/postgres.ts'

/** A PostgreSQL of this run alone, which may be treated badly. */
export interface OwnDatabase {
  url: string
  /** Ends it, cutting whatever is under way, and starts it again. */
  restart(): Promise<void>
  /** Fills its disk to the last byte; undefined where its disk is everybody's. */
  fillDisk: (() => Promise<void>) | undefined
  /** Makes room again, and starts it where it has ended for want of it, as a supervisor does. */
  freeDisk(): Promise<void>
  stop(): Promise<void>
}

const run = promisify(execFile)
/** For some thousands of orders, and little enough that it is soon full. */
const DISK_MB = 768
const PIECE = Buffer.alloc(1024 * 1024)
const SETTINGS = { max_wal_size: '128MB', min_wal_size: '32MB' }

/**
 * Starts it in `folder`. Where this process may mount, its disk is a small one of its own, in
 * memory; else it is the folder's, and cannot be filled.
 */
export async function startOwnDatabase(folder: string): Promise<OwnDatabase> {
  const disk = join(folder, 'disk')
  const ballast = join(disk, 'ballast')
  await mkdir(disk, { recursive: true })
  const isMounted = await mount(disk)
  const dir = join(disk, 'postgres')
  let hasDied = false
  const start = async (): Promise<Postgres> => {
    const started = await startPostgres({ dir, settings: SETTINGS })
    hasDied = false
    void started.died.then(() => (hasDied = true))
    return started
  }
  const unmount = async () => {
    if (isMounted) await run('umount', [disk])
    await rm(folder, { recursive: true, force: true })
  }
  let postgres = await start().catch(async (error: unknown) => {
    await unmount()
    throw error
  })
  return {
    url: postgres.url,
    restart: async () => {
      await postgres.stop()
      postgres = await start()
    },
    fillDisk: isMounted ? () => fill(ballast) : undefined,
    freeDisk: async () => {
      await rm(ballast, { force: true })
      // Let it end, if it is about to.
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
      if (hasDied) postgres = await start()
    },
    stop: async () => {
      await postgres.stop()
      await unmount()
    },
  }
}

const SETTLE_MS = 1_000

async function mount(disk: string): Promise<boolean> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', disk])
    return true
  } catch {
    // Only root may, and not everywhere.
    return false
  }
}

async function fill(ballast: string): Promise<void> {
  try {
    for (;;) await appendFile(ballast, PIECE)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
