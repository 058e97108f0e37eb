import type { Query, QueryClient } from '@tanstack/react-query'
import { noted } from './noted.ts'
import { Refusal } from './requests.ts'

/**
 * As of when all that is shown is what the server has; null while its answers come. It stays as it
 * was first said until the last of them has come again, so that nobody is told twice: unless what
 * is shown by then is older still.
 */
const since = noted<Date | null>(null)
const isSignedOut = noted(false)

/** Notes when an answer that is shown could not be had again, and when all of them could. */
export function followAnswers(queries: QueryClient): void {
  let isDue = false
  // A long list has hundreds of answers, which tell of themselves one by one at every turn.
  queries.getQueryCache().subscribe(() => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      look(queries)
    })
  })
}

function look(queries: QueryClient): void {
  const active = queries.getQueryCache().findAll({ type: 'active' })
  const shown = active.filter(({ state }) => state.data !== undefined)
  const failed = shown.filter(hasFailed)
  const said = since.get()
  const oldest = Math.min(...shown.map(({ state }) => state.dataUpdatedAt))
  const isTrue = said !== null && said.getTime() <= oldest
  since.set(failed.length === 0 ? null : isTrue ? said : new Date(oldest))
  isSignedOut.set(failed.some(({ state }) => isOfNobody(state.error)))
}

const hasFailed = ({ state }: Query) => state.status === 'error'

/** Is it refused because nobody is signed in any more? */
export function isOfNobody(error: Error | null): boolean {
  return error instanceof Refusal && error.status === 401
}

/** Asks once more for all that is shown and could not be had. */
export function askAgain(queries: QueryClient): Promise<void> {
  return queries.refetchQueries({ type: 'active', predicate: hasFailed })
}

export const useBehindSince = since.use
export const useSignedOut = isSignedOut.use
