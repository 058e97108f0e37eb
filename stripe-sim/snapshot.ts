import {
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  closeSync,
  fsyncSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Cancel, Clock } from './clock.ts'
import { emptyLedger, type Ledger } from './ledger.ts'

/** Keeps a file in step with the ledger. */
export type Snapshots = {
  /** Something changed: the file is written soon. */
  touch(): void
  /** Writes what is not yet written; nothing after that. */
  close(): void
}

// Soon enough that a kill loses at most the last moment, rarely enough that a burst of requests
// does not spend its time on writing files.
const writeDelay_ms = 100
const snapshotVersion = 1

/**
 * Reads the ledger that an earlier run left behind; a file that does not exist is an empty ledger.
 * Throws one sentence that names the file when it is not a whole snapshot.
 */
export function readSnapshot(file: string): Ledger {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyLedger()
    throw unreadable(file, (error as Error).message)
  }
  try {
    return ledgerOf(JSON.parse(text))
  } catch (error) {
    throw unreadable(file, (error as Error).message)
  }
}

/** Snapshots of `ledger` in `file`; without a file nothing is ever written. */
export function keepSnapshots(ledger: Ledger, file: string | undefined, clock: Clock): Snapshots {
  let scheduled: Cancel | null = null
  let closed = false
  if (file === undefined) return { touch() {}, close() {} }
  mkdirSync(dirname(file), { recursive: true })
  const write = (): void => {
    scheduled = null
    try {
      writeAtomically(file, textOf(ledger))
    } catch (error) {
      // A full disk must not take the simulator down; its memory is still whole.
      const reason = (error as Error).message
      process.stderr.write(`The Stripe simulator could not write ${file}: ${reason}\n`)
    }
  }
  return {
    touch() {
      if (!closed) scheduled ??= clock.schedule(writeDelay_ms, write)
    },
    close() {
      closed = true
      if (scheduled === null) return
      scheduled()
      write()
    },
  }
}

// A rename within one folder is atomic, so a reader (or the next start after a kill) finds either
// the old state whole or the new one; fsync first, or the name could outlive the content.
function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`
  const handle = openSync(temporary, 'w', 0o600)
  try {
    writeFileSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
}

function textOf(ledger: Ledger): string {
  const parts = Object.entries(ledger).map(([name, map]) => [name, [...map]] as const)
  return JSON.stringify({ version: snapshotVersion, ...Object.fromEntries(parts) })
}

function ledgerOf(parsed: unknown): Ledger {
  const snapshot = parsed as Record<string, unknown> | null
  if (snapshot?.['version'] !== snapshotVersion) {
    throw new Error(`its version is ${String(snapshot?.['version'])}, not ${snapshotVersion}`)
  }
  const ledger = emptyLedger()
  for (const [name, map] of Object.entries(ledger)) {
    const entries = snapshot[name]
    if (!Array.isArray(entries)) throw new Error(`${name} is missing`)
    for (const [key, value] of entries as [string, never][]) map.set(key, value)
  }
  dropUnfinished(ledger)
  return ledger
}

// A request that was under way when the process died was never answered: its key is free again.
function dropUnfinished(ledger: Ledger): void {
  for (const [key, kept] of ledger.keptAnswers) {
    if (kept.answer === null) ledger.keptAnswers.delete(key)
  }
}

function unreadable(file: string, reason: string): Error {
  return new Error(
    `The Stripe simulator cannot read its state file ${file} (${reason}). ` +
      'Move it away or delete it to begin with an empty account.',
  )
}
