import { existsSync } from 'node:fs'
import { readConfig } from '../../src/kernel/index.ts'
import { migrate } from '../../src/main.ts'
import { loadDemoVenue } from '../demo.ts'
import { sentenceFor } from '../start_faults.ts'

/**
 * `npm run staging:seed`: fills the staging copy's database with the demo's house and its coming
 * nights, tickets and VIP tables on sale. Their evenings count from today: run it with each
 * deployment or once a week, and it adds what has come into view and leaves the rest alone. Refuses
 * whatever is no staging copy.
 */
async function seed(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const { environment, databaseUrl } = readConfig(process.env)
  if (environment !== 'staging')
    throw new Error(
      `Only a staging copy is seeded: APP_ENV is ${environment}, so nothing was done.`,
    )
  await migrate(process.env)
  const added = await loadDemoVenue(databaseUrl)
  process.stdout.write(
    added === null
      ? 'The database has a venue of its own: nothing was added.\n'
      : `Nights added: ${added}. Those that were there stay as they are.\n`,
  )
}

try {
  await seed()
} catch (error) {
  const isOurs = error instanceof Error && error.message.startsWith('Only a staging')
  process.stderr.write(`${isOurs ? error.message : sentenceFor(error, 0)}\n`)
  process.exitCode = 1
}
