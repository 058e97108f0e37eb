import { once } from 'node:events'
import * as fs from 'node:fs'
import { join, resolve } from 'node:path'
import { spawnAs, type OrdinaryUser } from './ordinary_user.ts'
import type { Binaries } from './postgres_binaries.ts'
import { explain } from './postgres_faults.ts'
import { isAlive } from './process_table.ts'
import { StartError } from './start_error.ts'

/** The user of the database whom everybody logs in as. */
export const USER = 'coatcheck'
/** Only who may enter the socket's folder reaches the server, so no password guards it. */
const INITDB_OPTIONS = [
  `--username=${USER}`,
  '--auth=trust',
  '--encoding=UTF8',
  // The same sorting on every system, whatever locales it has.
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]

/**
 * Makes the data directory `data` unless it is there already. It is moved into place when it is
 * whole: a kill in the middle never leaves half of one. Throws a StartError on one of another
 * version.
 */
export async function initialise(
  binaries: Binaries,
  user: OrdinaryUser,
  data: string,
): Promise<void> {
  if (fs.existsSync(join(data, 'PG_VERSION'))) return checkVersion(binaries, data)
  if (fs.existsSync(data) && fs.readdirSync(data).length > 0) {
    throw new StartError(
      `${data} is not a data directory of PostgreSQL: move it away and start again.`,
    )
  }
  const draft = `${data}.init-${process.pid}`
  removeDrafts(data)
  const child = spawnAs(user, binaries.initdb, ['-D', draft, ...INITDB_OPTIONS])
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) {
    fs.rmSync(draft, { recursive: true, force: true })
    throw explain(output, data, 'PostgreSQL could not make its data directory')
  }
  try {
    fs.renameSync(draft, data)
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    // Another start was faster; that it runs is found out next.
    if (!fs.existsSync(join(data, 'PG_VERSION'))) throw error
  }
}

function checkVersion(binaries: Binaries, data: string): void {
  const found = fs.readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (found === String(binaries.major)) return
  throw new StartError(
    `${data} was made by PostgreSQL ${found || '(unreadable)'}, and this is ${binaries.major}: ` +
      'move it away to begin anew, or set DATABASE_URL to a server of that version.',
  )
}

/** What killed starts left behind. */
function removeDrafts(data: string): void {
  const parent = resolve(data, '..')
  for (const name of fs.readdirSync(parent)) {
    const maker = /^data\.init-(\d+)$/.exec(name)?.[1]
    if (!maker || (isAlive(Number(maker)) && Number(maker) !== process.pid)) continue
    fs.rmSync(join(parent, name), { recursive: true, force: true })
  }
}
