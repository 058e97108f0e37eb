import { once } from 'node:events'
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseUser, spawnAs } from '../local/ordinary_user.ts'
import { startPostgres } from '../local/postgres.ts'

/** A PostgreSQL of the system, with the programs that the embedded one lacks. */
export interface SystemPostgres {
  url: string
  major: number
  /** Runs one of its programs, and throws what that says when it fails. */
  run: (program: string, args: string[]) => Promise<void>
  stop(): Promise<void>
}

/** Where Linux distributions and Homebrew put all of its programs. */
const FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
]
/** The product needs this one, or a newer. */
const MAJOR_MIN = 15

/** The newest one on this computer that has everything; undefined where there is none. */
export function findSystemPostgres(): { bin: string; major: number } | undefined {
  return FOLDERS.flatMap((pattern) => globSync(pattern))
    .map((bin) => ({ bin, major: Number(/(\d+)\/bin$/.exec(bin)?.[1]) }))
    .filter(
      ({ bin, major }) => major >= MAJOR_MIN && PROGRAMS.every((p) => existsSync(join(bin, p))),
    )
    .toSorted((a, b) => b.major - a.major)[0]
}

const PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore']

/** Starts it on data of its own, in a folder that goes with it. */
export async function startSystemPostgres(found: {
  bin: string
  major: number
}): Promise<SystemPostgres> {
  const dir = mkdtempSync(join(tmpdir(), 'coatcheck-postgres-'))
  const { bin, major } = found
  const binaries = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major }
  const user = chooseUser(binaries.postgres, dir)
  const data = ['-D', join(dir, 'data'), '--username=coatcheck', '--auth=trust']
  await done(spawnAs(user, binaries.initdb, [...data, '--encoding=UTF8', '--locale=C']))
  // No test cuts the power.
  const settings = { fsync: 'off', full_page_writes: 'off' }
  const server = await startPostgres({ dir, binaries, settings })
  return {
    url: server.url,
    major,
    run: (program, args) => done(spawnAs({ prefix: [] }, join(bin, program), args)),
    stop: async () => {
      await server.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function done(child: ReturnType<typeof spawnAs>): Promise<void> {
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(said)
}
