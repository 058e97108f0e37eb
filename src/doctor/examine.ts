import { dirname } from 'node:path'
import { ConfigError, readConfig, type Config } from '../kernel/index.ts'
import { lookAtDatabase } from './database.ts'
import { well, wrong, type Finding } from './finding.ts'
import { lookAtStripe } from './stripe.ts'
import { lookAtAddress, lookAtDisk, lookAtMail } from './surroundings.ts'

/**
 * Looks at all that a copy with the settings `env` needs, and changes nothing. With settings that
 * are wrong it says so of each, and looks no further.
 */
export async function examine(env: Record<string, string | undefined>): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.faults.map((fault) =>
      wrong('settings', fault, 'Mend it; .env.example explains each, and look again.'),
    )
  }
  const settings = well('settings', `all are well-formed, for ${config.environment}`)
  const found = await Promise.all([
    lookAtStripe(config),
    lookAtMail(config),
    lookAtDatabase(config),
    lookAtDisk(config.logFile ? dirname(config.logFile) : process.cwd()),
    lookAtAddress(config),
  ])
  return [settings, ...found.flat()]
}
