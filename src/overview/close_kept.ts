import { transaction, type Database } from '../kernel/index.ts'
import { selectChanges } from './changes.sql.ts'
import { nightClose, type NightClose } from './close_report.ts'

type Close = Promise<NightClose | undefined>

interface Kept {
  /** What had been written by then. */
  version: string
  /** When it was asked for; once it is there, when it came. */
  made_ms: number
  /** Null while it is being read. */
  took_ms: number | null
  close: Close
}

/** A look serves everybody for so long, and a long one longer, whatever is written meanwhile. */
const FRESH_MS = 500
const TIMES_AS_LONG = 20
const FRESH_MS_MAX = 2_000
/**
 * Where nothing has been written since, it serves on. Not for ever: who has written may have
 * committed after it was read, and a night ends without anybody's writing.
 */
const UNCHANGED_MS_MAX = 20_000
const KEPT_MAX = 50
/** A night of 100,000 orders takes seconds, and it holds no lock that anybody waits for. */
const STATEMENT_SECONDS_MAX = 60

/** A report of a night by its id or address, read once for all who look until its data change. */
export function keepNightCloses(db: Database): (idOrSlug: string) => Close {
  const kept = new Map<string, Kept>()
  return async (idOrSlug) => {
    const version = await versionOf(db)
    const known = kept.get(idOrSlug)
    if (known && isFresh(known, version)) return known.close
    if (kept.size >= KEPT_MAX) kept.clear()
    const close = readNightClose(db, idOrSlug)
    const entry: Kept = { version, made_ms: performance.now(), took_ms: null, close }
    kept.set(idOrSlug, entry)
    const forget = () => void (kept.get(idOrSlug) === entry && kept.delete(idOrSlug))
    const note = () => {
      entry.took_ms = performance.now() - entry.made_ms
      entry.made_ms = performance.now()
    }
    close.then((found) => (found ? note() : forget()), forget)
    return close
  }
}

function isFresh({ version, made_ms, took_ms }: Kept, now: string): boolean {
  if (took_ms === null) return true
  const age_ms = performance.now() - made_ms
  const fresh_ms = Math.min(FRESH_MS_MAX, Math.max(FRESH_MS, took_ms * TIMES_AS_LONG))
  return age_ms < fresh_ms || (version === now && age_ms < UNCHANGED_MS_MAX)
}

/** All of it as it was at one moment, so that no figure contradicts another. */
export function readNightClose(db: Database, idOrSlug: string): Close {
  return transaction(db, async (tx) => {
    await tx.query({ text: 'set transaction isolation level repeatable read, read only' })
    await tx.query({ text: `set local statement_timeout = '${STATEMENT_SECONDS_MAX}s'` })
    return nightClose(tx, idOrSlug)
  })
}

/** How often anything was written that a report may show. */
async function versionOf(db: Database): Promise<string> {
  const { orders, guests, stripe } = await selectChanges(db)
  return [orders, guests, stripe].join(' ')
}
