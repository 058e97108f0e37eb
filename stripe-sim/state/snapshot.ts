import { mkdirSync, renameSync, closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from './clock.ts'
import type { Ledger } from './ledger.ts'
import { snapshotLines } from './snapshot_lines.ts'

/** Keeps a file in step with the ledger. */
export type Snapshots = {
  /** Something changed: the file is written soon. */
  touch(): void
  /** Writes what is not yet written; nothing after that. */
  close(): void
}

// Soon enough that a kill loses at most the last moment.
const writeDelay_ms = 100
// A large ledger takes longer to write, and then waits longer, so that no more than this share of
// the time goes into writing.
const writeShareMax = 0.1
// Enough to make few writes, little enough to be one string.
const chunkLength = 1_000_000

/** How long to wait with the next snapshot when the last one took so long. */
export function pauseAfter_ms(write_ms: number): number {
  return Math.max(writeDelay_ms, write_ms * (1 / writeShareMax - 1))
}

/** Snapshots of `ledger` in `file`; without a file nothing is ever written. */
export function keepSnapshots(ledger: Ledger, file: string | undefined, clock: Clock): Snapshots {
  if (file === undefined) return { touch() {}, close() {} }
  mkdirSync(dirname(file), { recursive: true })
  let scheduled: NodeJS.Timeout | null = null
  let pause_ms = writeDelay_ms
  let closed = false
  const write = (): void => {
    scheduled = null
    const started_ms = performance.now()
    try {
      writeAtomically(file, snapshotLines(ledger, clock))
    } catch (error) {
      // A full disk must not take the simulator down; its memory is still whole.
      const reason = (error as Error).message
      process.stderr.write(`The Stripe simulator could not write ${file}: ${reason}\n`)
    }
    pause_ms = pauseAfter_ms(performance.now() - started_ms)
  }
  return {
    touch() {
      if (!closed) scheduled ??= setTimeout(write, pause_ms).unref()
    },
    close() {
      closed = true
      if (scheduled === null) return
      clearTimeout(scheduled)
      write()
    },
  }
}

// A rename within one folder is atomic, so a reader (or the next start after a kill) finds either
// the old state whole or the new one; fsync first, or the name could outlive the content.
function writeAtomically(file: string, lines: Iterable<string>): void {
  const temporary = `${file}.${process.pid}.tmp`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    let chunk = ''
    for (const line of lines) {
      chunk += `${line}\n`
      if (chunk.length < chunkLength) continue
      writeWhole(handle, chunk)
      chunk = ''
    }
    writeWhole(handle, chunk)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
}

// A write may take less than it was given.
function writeWhole(handle: number, text: string): void {
  let rest = Buffer.from(text)
  while (rest.length > 0) rest = rest.subarray(writeSync(handle, rest))
}
