import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from './start_error.ts'

/**
 * Makes a StartError of what PostgreSQL printed before it gave up. `data` is its data directory,
 * `otherwise` what to say when it printed nothing that explains it.
 */
export function explain(
  output: string,
  data: string,
  otherwise: string,
  cause?: unknown,
): StartError {
  const say = (sentence: string) => new StartError(sentence, { cause })
  // On a full disk even the words about it may not have been stored.
  if (/No space left on device|Disk quota exceeded/i.test(output) || isFull(data)) {
    return diskFull(data, cause)
  }
  if (/Cannot allocate memory|could not (map|resize|create) shared memory/i.test(output)) {
    return say('PostgreSQL does not get the memory it needs: end other programs and start again.')
  }
  const why = /(?:FATAL|PANIC):\s+(.*)/.exec(output)?.[1] ?? lastLine(output) ?? otherwise
  return say(
    `PostgreSQL cannot start on ${data} (${why.trim()}): if a copy of that folder exists, put it ` +
      'back; else move it away to begin with an empty database.',
  )
}

/** Turns what the file system throws into a StartError; anything else stays what it is. */
export function readableFault(error: unknown, dir: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (error instanceof StartError) return error
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(dir, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return notOurs(dir, error)
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    const sentence = `${dir} cannot be made, a file stands in its way: move that away.`
    return new StartError(sentence, { cause: error })
  }
  return error
}

/** A file or folder that this user may not use. */
export function notOurs(path: string, cause?: unknown): StartError {
  return new StartError(
    `${path} cannot be used, it belongs to another user (was Coatcheck once started as root?): ` +
      'change its owner, or move it away to begin anew.',
    { cause },
  )
}

/** PostgreSQL writes its log in pieces of 16 MB; with less room than that it does not start. */
const ROOM_BYTES_MIN = 16 * 1024 * 1024

function isFull(data: string): boolean {
  try {
    const disk = statfsSync(dirname(data))
    return disk.bavail * disk.bsize < ROOM_BYTES_MIN
  } catch {
    return false
  }
}

function diskFull(place: string, cause: unknown): StartError {
  const sentence = `The disk is full: make room where ${place} lies and start again.`
  return new StartError(sentence, { cause })
}

function lastLine(output: string): string | undefined {
  return output.trim().split('\n').at(-1) || undefined
}
