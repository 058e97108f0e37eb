import { existsSync, openSync, closeSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { chooseUser, give, spawnAs } from '../../local/ordinary_user.ts'
import { freePort } from '../free_port.ts'

/** A PgBouncer before a database server. */
export interface PgBouncer {
  /** The address of a database of that server, by way of PgBouncer. */
  through(databaseUrl: string): string
  stop(): Promise<void>
}

/** Where Debian puts it, which is in the path of root only. */
const SYSTEM_FOLDER = '/usr/sbin'
const ANSWER_MS_MAX = 20_000
/** In session mode each connection of a client holds one of the server's. */
const SERVER_CONNECTIONS_MAX = 150
const CLIENT_CONNECTIONS_MAX = 400

/** The program, where this machine has it. */
export function findPgBouncer(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return [...folders, SYSTEM_FOLDER]
    .map((folder) => join(folder, 'pgbouncer'))
    .find((program) => existsSync(program))
}

/** Starts one in session mode before the server at `serverUrl`, with its files in `folder`. */
export async function startPgBouncer(
  program: string,
  serverUrl: string,
  folder: string,
): Promise<PgBouncer> {
  await mkdir(folder, { recursive: true })
  const port = await freePort()
  const [settings, users, logFile] = ['pgbouncer.ini', 'users.txt', 'pgbouncer.log'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  const { username, hostname, searchParams, port: serverPort } = new URL(serverUrl)
  await writeFile(users, `"${username}" ""\n`)
  const server = `host=${searchParams.get('host') ?? hostname} port=${serverPort || '5432'}`
  await writeFile(settings, settingsOf(server, port, users))
  await chmod(folder, 0o755)
  const user = chooseUser(program, folder)
  give(folder, user)
  const log = openSync(logFile, 'a')
  const child = spawnAs(user, program, [settings], log)
  closeSync(log)
  const ended = once(child, 'exit')
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const through = (databaseUrl: string) => {
    const url = new URL(databaseUrl)
    url.searchParams.delete('host')
    url.host = `127.0.0.1:${port}`
    return url.href
  }
  const stop = async () => {
    if (!isRunning()) return
    child.kill('SIGTERM')
    await ended
  }
  try {
    await untilItAnswers(through(serverUrl), isRunning, logFile)
  } catch (error) {
    await stop()
    throw error
  }
  return { through, stop }
}

/** What is idle is closed soon: a database that is dropped has to be nobody's. */
const settingsOf = (server: string, port: number, users: string) => `[databases]
* = ${server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = session
default_pool_size = ${SERVER_CONNECTIONS_MAX}
max_client_conn = ${CLIENT_CONNECTIONS_MAX}
server_idle_timeout = 1
`

async function untilItAnswers(url: string, isRunning: () => boolean, log: string): Promise<void> {
  const deadline = Date.now() + ANSWER_MS_MAX
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch (error) {
      if (!isRunning() || Date.now() > deadline)
        throw new Error(`PgBouncer does not answer: see ${log}.`, { cause: error })
      await sleep(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
