import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Plan } from './settings.ts'
import { reachable } from './settings.ts'
import { cannotListen, StartError } from './start_error.ts'

/** The simulator of Stripe, running as a process of its own, as Stripe does. */
export interface Simulator {
  /** Resolves when it ended without having been asked to. */
  died: Promise<void>
  stop(): Promise<void>
}

const ROOT = resolve(import.meta.dirname, '..')
/** One that a killed start left behind frees its port within this time. */
const PORT_WAIT_MS_MAX = 3_000
const STOP_MS_MAX = 3_000

/**
 * Starts the simulator with the keys, port and state file of the plan; it posts its webhooks to the
 * product. Throws a StartError when its port is in use or its state file is broken.
 */
export async function startSimulator(plan: Plan): Promise<Simulator> {
  const deadline = Date.now() + PORT_WAIT_MS_MAX
  for (;;) {
    const started = await startOnce(plan)
    if (!('failed' in started)) return started
    const inUse = /in use/.test(started.failed)
    if (inUse && Date.now() < deadline) {
      await sleep(200)
      continue
    }
    const what = 'The simulator of Stripe'
    if (inUse) {
      throw cannotListen({ code: 'EADDRINUSE' }, what, plan.simulatorPort, 'STRIPE_SIM_PORT')
    }
    throw new StartError(`${what} cannot start: ${started.failed.trim()}`)
  }
}

async function startOnce(plan: Plan): Promise<Simulator | { failed: string }> {
  const { env } = plan
  const watcher = join(ROOT, 'local', 'end_with_parent.ts')
  const child = spawn(
    process.execPath,
    ['--import', watcher, join(ROOT, 'stripe-sim', 'main.ts')],
    {
      // A process group of its own: Ctrl-C must reach the product first.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        STRIPE_SIM_PORT: String(plan.simulatorPort),
        STRIPE_SIM_HOST: plan.host,
        STRIPE_SIM_SECRET_KEY: env['STRIPE_SECRET_KEY'],
        STRIPE_SIM_PUBLISHABLE_KEY: env['STRIPE_PUBLISHABLE_KEY'],
        STRIPE_SIM_WEBHOOK_URL: `http://${reachable(plan.host)}:${plan.port}/webhooks/stripe`,
        STRIPE_SIM_WEBHOOK_SECRET: env['STRIPE_WEBHOOK_SECRET'],
        STRIPE_SIM_STATE_FILE: plan.folders.simulatorState,
      },
    },
  )
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  // Its first line says that it listens.
  const ready = once(child.stdout, 'data').then(() => true)
  if (!(await Promise.race([ready, ended.then(() => false)]))) return { failed: complaints }
  child.stdout.resume()
  child.stderr.pipe(process.stderr)
  let stopping = false
  return {
    died: ended.then(() => (stopping ? new Promise<never>(() => {}) : undefined)),
    async stop() {
      stopping = true
      child.kill('SIGTERM')
      const hung = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
      await ended
      clearTimeout(hung)
    },
  }
}
