import { spawn, type ChildProcess } from 'node:child_process'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Till } from '../src/checkout/index.ts'
import { freePort } from './free_port.ts'
import { openSurroundings, webhookEndpoint, type Surroundings } from './house.ts'
import { tillOf } from './till.ts'

/**
 * A place where the product runs as a process of its own, again and again, always at one address.
 */
export interface Server {
  url: string
  /** Starts it, with `env` on top of its settings this once; resolves when it answers. */
  start(env?: Record<string, string>): Promise<void>
  /** Resolves when the process that was started last has ended. */
  ended(): Promise<End>
  /** Sends it a signal, kill -9 unless said otherwise, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  isRunning(): boolean
  /** Its process, where it runs. */
  pids(): number[]
  /** Lets it stand still, with all that it holds, or go on. */
  freeze(): void
  thaw(): void
}

/** How a process ended: the signal or its exit code, and when. */
export interface End {
  how: NodeJS.Signals | number
  at_ms: number
}

/** Several servers beside one database, simulator and mailbox; none of them runs yet. */
export interface Premises extends Surroundings {
  servers: Server[]
  /** From the next delivery on, Stripe's webhooks go there, as a load balancer would send them. */
  sendWebhooksTo(server: Server): Promise<void>
  /** For what the test itself asks of checkout, as one more process beside the servers. */
  till: Till
}

const ROOT = resolve(import.meta.dirname, '..')
/** It is started many times; what Node.js has compiled once it need not compile again. */
const COMPILED = { NODE_COMPILE_CACHE: join(ROOT, '.build', 'compile_cache') }
/** Reads the whole product from a cold disk on a very busy machine: what hangs is named. */
const START_MS_MAX = 200_000
/** Twice what the product gives its requests and its jobs to end. What hangs longer is killed. */
const END_MS_MAX = 40_000
/** Failed deliveries are repeated soon: our recovery is tried here, not Stripe's patience. */
const WEBHOOK_RETRIES_MS = [100, 100, 200, 200, 400, 400, 800, 800, 1600, 1600, 3200]

/** Opens premises with `count` servers. `env` replaces settings of all of them. */
export async function openPremises(
  count: number,
  env: Record<string, string> = {},
): Promise<Premises> {
  const ports: number[] = []
  for (let n = 0; n < count; n += 1) ports.push(await freePort())
  const around = await openSurroundings(ports[0] ?? 0)
  await around.sim.control.configure({ webhook_retries: WEBHOOK_RETRIES_MS })
  const servers = ports.map((port) => newServer(port, around.settingsFor(port, env)))
  return {
    ...around,
    servers,
    till: tillOf(around),
    sendWebhooksTo: async (server) => {
      await around.sim.control.setWebhookEndpoint(webhookEndpoint(Number(new URL(server.url).port)))
    },
    close: async () => {
      try {
        for (const server of servers) if (server.isRunning()) await server.kill('SIGTERM')
      } finally {
        await around.close()
      }
    },
  }
}

function newServer(port: number, settings: Record<string, string>): Server {
  const url = `http://localhost:${port}`
  let child: ChildProcess | undefined
  let end: Promise<End> = Promise.resolve({ how: 0, at_ms: 0 })
  const isRunning = () => !!child && child.exitCode === null && child.signalCode === null
  return {
    url,
    start: async (env = {}) => {
      // A test that failed may have left it running.
      if (isRunning()) child?.kill('SIGKILL')
      await end
      const started = launch({ ...settings, ...env })
      child = started.child
      end = started.end
      await untilItAnswers(url, started)
    },
    ended: () => end,
    kill: async (signal = 'SIGKILL') => {
      child?.kill(signal)
      let hasHung = false
      const limit = setTimeout(() => (hasHung = child?.kill('SIGKILL') ?? false), END_MS_MAX)
      await end
      clearTimeout(limit)
      if (hasHung) throw new Error(`The product had not ended ${END_MS_MAX} ms after ${signal}.`)
    },
    isRunning,
    pids: () => (isRunning() && child?.pid !== undefined ? [child.pid] : []),
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
  }
}

interface Started {
  child: ChildProcess
  end: Promise<End>
  /** What it has written on standard error so far. */
  said: () => string
}

function launch(settings: Record<string, string>): Started {
  // The runner tells its own children by this; the product is none of them.
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
  const child = spawn(
    process.execPath,
    ['--import', join(ROOT, 'local', 'end_with_parent.ts'), join(ROOT, 'src', 'main.ts')],
    {
      cwd: ROOT,
      env: { ...inherited, ...COMPILED, ...settings },
      // Its log goes to our standard error: the runner reads our output until nobody holds it open.
      stdio: ['pipe', process.stderr, 'pipe'],
    },
  )
  child.stdin.on('error', () => {})
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const end = new Promise<End>((done) => {
    child.once('exit', (code, signal) => done({ how: signal ?? code ?? -1, at_ms: Date.now() }))
  })
  return { child, end, said: () => said }
}

async function untilItAnswers(url: string, { child, end, said }: Started): Promise<void> {
  const deadline = Date.now() + START_MS_MAX
  let ended: End | undefined
  void end.then((how) => (ended = how))
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined)
    if (answer?.ok && !ended) return
    if (ended) throw new Error(`The product ended at its start (${ended.how}): ${said()}`)
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The product did not answer within ${START_MS_MAX} ms: ${said()}`)
    }
    await sleep(20)
  }
}
