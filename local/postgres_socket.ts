import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { notOurs } from './postgres_faults.ts'

/** The system takes 103 bytes for the path of a unix socket on macOS and 107 on Linux. */
const SOCKET_PATH_BYTES_MAX = 100
/** PostgreSQL's name for it, after a port that nobody listens on. */
export const SOCKET = '.s.PGSQL.5432'
const NOBODY = 65534

/**
 * The folder for the socket of the server in `dir`: inside it, or where that path would be too long
 * for a socket, a folder for temporary files under a name made from it. Made when absent, closed to
 * other users. Throws a StartError when another user took that name first.
 */
export function socketFolder(dir: string): string {
  const inside = join(dir, 'run')
  const key = createHash('sha256').update(dir).digest('hex').slice(0, 16)
  const places = [inside, join(tmpdir(), `coatcheck-${key}`), `/tmp/coatcheck-${key}`]
  const folder = places.find(fits) ?? inside
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const mine =
    found.uid === process.getuid?.() || (process.getuid?.() === 0 && found.uid === NOBODY)
  if (found.isDirectory() && mine) return folder
  throw notOurs(folder)
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, SOCKET)) <= SOCKET_PATH_BYTES_MAX
}
