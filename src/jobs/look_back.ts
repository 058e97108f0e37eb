import type { Round } from './chores.ts'

/** What a chore saw of one page of a list that somebody else keeps, newest first. */
export interface Looked {
  /** When the newest thing on it was made; 0 where there is none. */
  newest_ms: number
  /** The id of the oldest, below which the next page begins. */
  last_id: string
  hasMore: boolean
  /** When the oldest was made of those that have to be looked at again. */
  again_ms?: number | undefined
}

/** Looks at the page of what was made since `from`, below `below_id`; null where that is gone. */
export type LookAt = (
  from: Date,
  belowId: string | undefined,
  newestMs: number,
) => Promise<Looked | null>

/** Where a look stands, in its chore's note; all times are those of the list's keeper. */
interface Progress {
  /** Everything that was made before this has been seen to. */
  done_until_ms: number
  /** The look under way: the newest thing that it saw, and the one below which it goes on. */
  newest_ms?: number
  below_id?: string
  /** The oldest thing that has to be looked at again. */
  again_ms?: number
}

/** A list is a little behind: the last minutes of every look are looked at again. */
const OVERLAP_MS = 5 * 60 * 1000
/** 400 things a round: then it is written down where to go on, and others have their turn. */
const PAGES_MAX = 4

/**
 * One round of a chore that goes through such a list, the newest first, back to where its last look
 * began, but never back before `oldest_ms`. `since` says where the very first look begins.
 */
export async function lookBack(
  note: Record<string, unknown>,
  since: Date,
  oldest_ms: number,
  lookAt: LookAt,
  signal: AbortSignal,
): Promise<Round> {
  const progress = readProgress(note) ?? { done_until_ms: since.getTime() }
  const from = new Date(Math.max(progress.done_until_ms - OVERLAP_MS, oldest_ms))
  let at: Progress & { newest_ms: number } = { newest_ms: progress.done_until_ms, ...progress }
  for (let page = 0; page < PAGES_MAX && !signal.aborted; page++) {
    const looked = await lookAt(from, at.below_id, at.newest_ms)
    // What the look was to go on below is gone by now: it begins anew.
    if (!looked) return { note: { done_until_ms: progress.done_until_ms }, isUnfinished: true }
    at.newest_ms = Math.max(at.newest_ms, looked.newest_ms)
    if (looked.again_ms !== undefined)
      at.again_ms = Math.min(looked.again_ms, at.again_ms ?? looked.again_ms)
    if (!looked.hasMore) {
      // Never further back than this look began, or each would begin an overlap before the last.
      const done_until_ms = Math.max(progress.done_until_ms, at.again_ms ?? at.newest_ms)
      return { note: { done_until_ms } }
    }
    at = { ...at, below_id: looked.last_id }
  }
  return { note: { ...at }, isUnfinished: true }
}

function readProgress(note: Record<string, unknown>): Progress | undefined {
  return typeof note['done_until_ms'] === 'number' ? (note as unknown as Progress) : undefined
}
