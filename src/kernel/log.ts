import { pino, type DestinationStream, type Logger } from 'pino'
import { idsInScope } from './log_scope.ts'

export type Log = Logger

/** How deep an error's chain of causes is written. */
const CAUSES_MAX = 3
const ADDRESS = /[^\s@<>"']+@[^\s@<>"']+/g

/**
 * The process's structured log, one JSON object a line, into `file` or on standard error. Ids only:
 * names, mail addresses, card data and secrets never go in. Callers log ids; what libraries put
 * into their errors is cut down to what `describe` lets through.
 */
export function openLog(level: string, file?: string): Log {
  return newLog(level, pino.destination({ dest: file ?? 2, mkdir: true, sync: false }))
}

/** The same, into any stream. */
export function newLog(level: string, destination: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      mixin: idsInScope,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: {
        err: (error: unknown) => describe(error, CAUSES_MAX),
        // The web server's own remarks would carry addresses, and an order's carries its secret.
        req: (request: { method?: string }) => ({ method: request.method }),
      },
    },
    destination,
  )
}

/**
 * An error's kind, code, words and stack, and nothing else of it: PostgreSQL's carry the failing
 * row, Stripe's the whole payment with the guest's name, a mail server's the recipient.
 */
function describe(error: unknown, depth: number): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const code: unknown = Reflect.get(error, 'code')
  return {
    type: error.name,
    message: hideAddresses(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: hideAddresses(error.stack ?? ''),
    ...(error.cause !== undefined && depth > 0 ? { cause: describe(error.cause, depth - 1) } : {}),
  }
}

/** Longer words than these explain nothing more. */
const WORDS_MAX = 300

/** An error in one line of its own words, with its code, for whoever reads a row of ours. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return `something that is no error was thrown: ${typeof error}`
  const code: unknown = Reflect.get(error, 'code')
  const words = `${error.name}${typeof code === 'string' ? ` ${code}` : ''}: ${error.message}`
  return hideAddresses(words).replaceAll(/\s+/g, ' ').slice(0, WORDS_MAX)
}

const hideAddresses = (text: string) => text.replaceAll(ADDRESS, '[address]')
