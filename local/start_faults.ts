import { cannotListen, StartError } from './start_error.ts'

const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOENT'])
/** PostgreSQL's codes for a wrong password, a forbidden login and a database that is not there. */
const LOGIN_REFUSED = new Set(['28P01', '28000', '3D000'])

/**
 * What to tell the person at the keyboard: one sentence for every fault that is theirs to mend, all
 * faults of the settings, and the stack for what is a fault of ours. `port` is the product's.
 */
export function sentenceFor(error: unknown, port: number): string {
  const known = cannotListen(error, 'Coatcheck', port, 'PORT')
  if (!(known instanceof Error)) return `Coatcheck could not start: ${String(known)}`
  if (known instanceof StartError || known.name === 'ConfigError') return known.message
  if (codeOf(known) === 'ENOSPC') return 'The disk is full: make room and start again.'
  return `Coatcheck could not start: ${known.stack ?? known.message}`
}

/** Makes a StartError of why the tables in `place` could not be brought to this version's. */
export function tablesDoNotFit(error: unknown, place: string): unknown {
  const code = codeOf(error)
  const said = (error as Error).message || code
  if ((error as Error).name === 'ConfigError') return error
  const sentence =
    UNREACHABLE.has(code) || LOGIN_REFUSED.has(code)
      ? `No connection to ${place} (${said}): check the address, and that the server runs.`
      : `The tables in ${place} do not fit this version of Coatcheck (${said}): go back to the ` +
        'version that made them, or begin with an empty database.'
  return new StartError(sentence, { cause: error })
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : ''
}
