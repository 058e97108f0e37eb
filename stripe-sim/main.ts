import { env, exit, stdout, stderr } from 'node:process'
import { startStripeSim, type SettingsChanges, type StripeSimOptions } from './index.ts'

/** The simulator as a process of its own; its settings are the variables `STRIPE_SIM_…`. */

try {
  const simulator = await startStripeSim(options())
  stdout.write(`The Stripe simulator listens on ${simulator.url} (Ctrl-C ends it).\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void simulator.close().then(() => exit(0))
    })
  }
} catch (error) {
  stderr.write(`${(error as Error).message}\n`)
  exit(1)
}

function options(): StripeSimOptions {
  const { STRIPE_SIM_WEBHOOK_URL: url, STRIPE_SIM_WEBHOOK_SECRET: secret } = env
  if ((url === undefined) !== (secret === undefined)) {
    throw new Error('Set STRIPE_SIM_WEBHOOK_URL and STRIPE_SIM_WEBHOOK_SECRET together.')
  }
  return {
    port: portOf(env['STRIPE_SIM_PORT'] || '4242'),
    host: env['STRIPE_SIM_HOST'] ?? '127.0.0.1',
    ...(env['STRIPE_SIM_SECRET_KEY'] && { secretKey: env['STRIPE_SIM_SECRET_KEY'] }),
    ...(env['STRIPE_SIM_PUBLISHABLE_KEY'] && {
      publishableKey: env['STRIPE_SIM_PUBLISHABLE_KEY'],
    }),
    ...(env['STRIPE_SIM_STATE_FILE'] && { stateFile: env['STRIPE_SIM_STATE_FILE'] }),
    ...(env['STRIPE_SIM_SETTINGS'] && { settings: settingsOf(env['STRIPE_SIM_SETTINGS']) }),
    ...(url !== undefined && secret !== undefined && { webhookEndpoints: [{ url, secret }] }),
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`STRIPE_SIM_PORT is "${text}", which is not a port (0 to 65535).`)
}

// What stands in it is checked by the simulator itself, which names each setting at fault.
function settingsOf(text: string): SettingsChanges {
  try {
    return JSON.parse(text) as SettingsChanges
  } catch {
    throw new Error(`STRIPE_SIM_SETTINGS is no JSON object, such as {"objects_max":1000}: ${text}`)
  }
}
