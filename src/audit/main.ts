import { openDatabase, readConfig } from '../kernel/index.ts'
import { openGateway } from '../payments/index.ts'
import { audit } from './audit.ts'

/**
 * `npm run audit`: prints every difference between our books and Stripe's, one line of JSON each
 * with its ids and what to do, then one line of totals. Exit code 1 if there is any.
 */
const config = readConfig(process.env)
const db = openDatabase(config.databaseUrl, () => {})
let differences = 0
try {
  for await (const difference of audit(db, openGateway(config.stripe))) {
    differences += 1
    process.stdout.write(`${JSON.stringify(difference)}\n`)
  }
  process.stdout.write(
    `${differences === 0 ? 'The books agree.' : `${differences} differences.`}\n`,
  )
  process.exitCode = differences === 0 ? 0 : 1
} finally {
  await db.end()
}
