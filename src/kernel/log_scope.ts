import { AsyncLocalStorage } from 'node:async_hooks'

/** What a line of the log is about. One filter by any of them finds every line of its story. */
export interface LogIds {
  request?: string | null
  job?: string | null
  chore?: string | null
  webhook?: string | null
  order?: string | null
  payment?: string | null
}

const scopes = new AsyncLocalStorage<LogIds>()

/**
 * Does `work`, and puts `ids`, with those of the scope around it, on every line that is logged
 * meanwhile, however deep below. `ids` itself is filled with what noteInLog adds on the way.
 */
export function inLogScope<T>(ids: LogIds, work: () => T): T {
  return scopes.run(Object.assign(ids, { ...scopes.getStore(), ...ids }), work)
}

/** Adds what has turned out meanwhile to the scope that this runs in; null says nothing new. */
export function noteInLog(ids: LogIds): void {
  const known = Object.entries(ids).filter(([, id]) => id)
  Object.assign(scopes.getStore() ?? {}, Object.fromEntries(known))
}

/** A copy, since the log adds the line's own properties to it. */
export function idsInScope(): LogIds {
  return { ...scopes.getStore() }
}
