import { isDatabaseAway, openDatabase } from '../kernel/index.ts'
import { storyOf } from './story.ts'
import { inJson, inWords } from './write.ts'

const USAGE = `Usage: npm run story -- <id> [--json]
The id of an order (ord_…), a payment (pay_…), a PaymentIntent (pi_…), a ticket (tkt_…),
a booking (bkg_…) or a pass (pas_…).`

/** Where the command writes to, a line at a time. */
export interface Streams {
  out: (line: string) => void
  error: (line: string) => void
}

/**
 * `npm run story`: prints an order's whole story from the database at `databaseUrl`, one line an
 * entry, or one JSON object with `--json`. Returns the exit code: 2 for arguments that make no
 * sense and for an id that no order has, 1 when the database cannot be read.
 */
export async function runStory(
  databaseUrl: string,
  args: string[],
  { out, error }: Streams,
): Promise<number> {
  const [id, ...more] = args.filter((arg) => arg !== '--json')
  if (!id || more.length > 0 || id.startsWith('-')) {
    error(USAGE)
    return 2
  }
  const db = openDatabase(databaseUrl, () => {})
  try {
    const story = await storyOf(db, id)
    if (!story) {
      error(`No order, payment, PaymentIntent, ticket, booking or pass has the id ${id}.`)
      return 2
    }
    for (const line of args.includes('--json') ? inJson(story) : inWords(story)) out(line)
    return 0
  } catch (cause) {
    if (!isDatabaseAway(cause)) throw cause
    error('The database cannot be reached. Does Coatcheck run, and is DATABASE_URL its database?')
    return 1
  } finally {
    await db.end()
  }
}
