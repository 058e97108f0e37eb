import { readFileSync } from 'node:fs'
import type { Clock } from './clock.ts'
import type { Ledger } from './ledger.ts'

/**
 * The state file: one line of JSON with the version and the clock's lead, one for every thing that
 * the ledger holds, and one with their number, by which a file is known to be whole. Line by line,
 * because a large ledger does not fit into one string.
 */

type Head = { version: number; ahead_ms: number }
type Line = [kind: string, thing: unknown]
type Foot = { things: number }

const snapshotVersion = 3
const lineEnd = 0x0a

/** What is to stand in the state file, line by line without the ends of lines. */
export function* snapshotLines(ledger: Ledger, clock: Clock): Generator<string> {
  const head: Head = { version: snapshotVersion, ahead_ms: clock.ahead_ms() }
  yield JSON.stringify(head)
  let things = 0
  for (const [kind, collection] of Object.entries(ledger)) {
    for (const thing of collection.values()) {
      const line: Line = [kind, thing]
      yield JSON.stringify(line)
      things += 1
    }
  }
  const foot: Foot = { things }
  yield JSON.stringify(foot)
}

/**
 * Fills `ledger` with what an earlier run left behind, and lets the clock lead as far as it did; a
 * file that does not exist leaves both as they are. Throws one sentence that names the file when it
 * is not a whole snapshot.
 */
export function readSnapshot(file: string, ledger: Ledger, clock: Clock): void {
  try {
    fill(ledger, clock, readFileSync(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw new Error(
      `The Stripe simulator cannot read its state file ${file} (${(error as Error).message}). ` +
        'Move it away or delete it to begin with an empty account.',
      { cause: error },
    )
  }
}

function fill(ledger: Ledger, clock: Clock, bytes: Buffer): void {
  const lines = linesOf(bytes)
  const head = JSON.parse(lines.next().value ?? '') as Head | null
  if (head?.version !== snapshotVersion) {
    throw new Error(`its version is ${String(head?.version)}, not ${snapshotVersion}`)
  }
  let found = 0
  let whole = false
  for (const line of lines) {
    const read = JSON.parse(line) as Line | Foot
    if (!Array.isArray(read)) {
      whole = read.things === found
      continue
    }
    const [kind, thing] = read
    if (!Object.hasOwn(ledger, kind)) throw new Error(`it holds the unknown ${kind}`)
    ledger[kind as keyof Ledger].add(thing as never)
    found += 1
  }
  if (!whole) throw new Error('it is not whole')
  clock.leadBy(head.ahead_ms)
}

function* linesOf(bytes: Buffer): Generator<string, undefined> {
  let from = 0
  while (from < bytes.length) {
    const end = bytes.indexOf(lineEnd, from)
    if (end < 0) throw new Error('its last line has no end')
    yield bytes.toString('utf8', from, end)
    from = end + 1
  }
}
