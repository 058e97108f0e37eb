import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'auth_secret'
const BYTES = 32

/**
 * The secret of the accounts where none was given: made once, and kept among the data that only
 * this user reads. With another one everybody would have to sign in again.
 */
export function keptSecret(dataFolder: string): string {
  const path = join(dataFolder, FILE)
  mkdirSync(dataFolder, { recursive: true })
  try {
    // Two starts at once: the file is made by one of them.
    writeFileSync(path, randomBytes(BYTES).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(path, 'utf8').trim()
}
