import { isAPIError } from 'better-auth/api'

/**
 * What the library refuses is an answer: undefined. Anything else is a failure and thrown on, with
 * the database's own error where that is the cause, so that one that is away is told as such.
 */
export function unlessRefusedByLibrary(error: unknown): undefined {
  if (!isAPIError(error)) throw error
  if (error.statusCode < 500) return undefined
  throw error.cause instanceof Error ? error.cause : error
}
