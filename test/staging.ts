import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { House } from './house.ts'
import { webhookSecret } from './house.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** How a command ended, and what it said. */
export interface Ended {
  code: number
  out: string
  errors: string
}

/** Runs a script of local/staging with these settings and no others of ours. */
export function runStaging(
  script: 'main.ts' | 'seed.ts',
  args: string[],
  env: Record<string, string>,
): Promise<Ended> {
  const file = join(ROOT, 'local', 'staging', script)
  const { PATH = '' } = process.env
  return new Promise((done) => {
    execFile(process.execPath, [file, ...args], { env: { PATH, ...env } }, (error, out, errors) =>
      done({ code: Number(error?.code ?? 0), out, errors }),
    )
  })
}

/** The account of a house's simulator, as the check is told of it. */
export function accountOf({ sim }: Pick<House, 'sim'>): Record<string, string> {
  return {
    STRIPE_SECRET_KEY: sim.secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_URL: sim.url,
  }
}
