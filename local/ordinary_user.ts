import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './start_error.ts'

/** How to run a program as somebody who is not root. `prefix` goes before its command line. */
export interface OrdinaryUser {
  prefix: string[]
  /** Set when the files that the program works on must belong to this user id. */
  owner?: number
  /** For node:child_process, where no program of the system can switch the user. */
  uid?: number
}

const NOBODY = 65534
const KEEPING_PASSAGE = [
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
]

/**
 * PostgreSQL refuses to run as root, and containers often have nobody else. In this order:
 * in a user namespace we are nobody while our files stay root's; where that is forbidden (Docker's
 * default) or the folder is another user's, nobody who keeps the right to pass closed folders;
 * and where `setpriv` is missing, plain nobody, who needs every folder above to be open.
 */
const WAYS_FROM_ROOT: OrdinaryUser[] = [
  {
    prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'],
    owner: 0,
  },
  {
    prefix: ['setpriv', ...KEEPING_PASSAGE, '--'],
    owner: NOBODY,
  },
  { prefix: [], uid: NOBODY, owner: NOBODY },
]

/**
 * Chooses a way to run `program` that can write to the folder `dir`, and gives `dir` with all it
 * holds to the user it stands for. Throws a StartError when root finds none. `ways` is for tests.
 */
export function chooseUser(program: string, dir: string, ways = WAYS_FROM_ROOT): OrdinaryUser {
  if (process.getuid?.() !== 0) return { prefix: [] }
  for (const user of ways) {
    give(dir, user)
    const check = ['sh', '-c', '"$1" --version > /dev/null && test -w "$2"', 'sh', program, dir]
    const [command = '', ...args] = [...user.prefix, ...check]
    if (spawnSync(command, args, asUser(user)).status === 0) return user
  }
  throw new StartError(
    `PostgreSQL refuses to run as root, and nobody else can work in ${dir}: start Coatcheck as ` +
      'an ordinary user, move it to a folder that others may enter (under /opt or /srv), ' +
      'or set DATABASE_URL.',
  )
}

/** Gives a file or a folder with all it holds to the user, where that user has files of his own. */
export function give(path: string, user: OrdinaryUser): void {
  if (user.owner === undefined) return
  const found = lstatSync(path)
  if (found.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), user)
  if (found.uid !== user.owner && !found.isSymbolicLink()) chownSync(path, user.owner, user.owner)
}

/**
 * Starts a program as that user, its output going to the open file `log` or to pipes. It gets a
 * process group of its own, since Ctrl-C must reach the product first and the database last.
 */
export function spawnAs(
  user: OrdinaryUser,
  program: string,
  args: string[],
  log?: number,
): ChildProcess {
  const [command = '', ...rest] = [...user.prefix, ...dieWithParent(), program, ...args]
  return spawn(command, rest, {
    ...asUser(user),
    detached: true,
    stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'],
  })
}

/** Linux ends the server when we are killed; SIGINT is PostgreSQL's fast shutdown. */
function dieWithParent(): string[] {
  const prefix = ['setpriv', '--pdeathsig', 'INT', '--']
  return spawnSync('setpriv', [...prefix.slice(1), 'true']).status === 0 ? prefix : []
}

/** What node:child_process needs besides the prefix. */
function asUser(user: OrdinaryUser): { uid?: number; gid?: number } {
  return user.uid === undefined ? {} : { uid: user.uid, gid: user.uid }
}
