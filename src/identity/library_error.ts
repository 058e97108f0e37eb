import { isAPIError } from 'better-auth/api'
import type { Log } from '../kernel/index.ts'

/**
 * What the library refuses is an answer: undefined. Anything else is a failure and thrown on, with
 * the database's own error where that is the cause, so that one that is away is told as such.
 */
export function unlessRefusedByLibrary(error: unknown): undefined {
  if (!isAPIError(error)) throw error
  if (error.statusCode < 500) return undefined
  throw error.cause instanceof Error ? error.cause : error
}

/** What the library's cipher says where a secret was encrypted under another key. */
const OTHER_KEY = 'invalid tag'

/**
 * The same for what reads a second factor's secret: one that was encrypted under another
 * AUTH_SECRET opens to no code. The log says so to whoever runs the server.
 */
export function unlessUnreadable(log: Log): (error: unknown) => undefined {
  return (error) => {
    const isOther = error instanceof Error && error.message === OTHER_KEY
    if (!isOther) return unlessRefusedByLibrary(error)
    log.error({ setting: 'AUTH_SECRET' }, 'identity.second_factor_of_another_key')
    return undefined
  }
}
