import assert from 'node:assert/strict'
import { escapeLiteral } from 'pg'
import type { Database, Queryable } from '../src/kernel/index.ts'

/** A statement as it was sent; what is said of it is said by its name. */
export interface Statement {
  name?: string
  text: string
  values: unknown[]
}

/** What no step of an answer may exceed, in rows. */
export interface Limits {
  touchedMax: number
  sortedMax: number
  /** So many rows of a table may be read through as a whole; a few, unless it says otherwise. */
  wholeMax?: number
}

/** A step of how PostgreSQL has answered a statement. */
interface Step {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Step[]
}

/**
 * Tables that grow with every order, or with every night. `job_common` is where the queue keeps its
 * jobs; `job_requests` is none of them, for the relay empties it twice a second.
 */
const LARGE = new Set(
  `admissions agreements alerts attempts audit_entries bookings comps disputes door_payments
   entrances failed_tries fulfilment_tries holds job_common mails order_lines order_notes orders
   passes payments refunds stripe_records tickets webhooks`.split(/\s+/),
)
/** A table of so few rows is read through sooner than it is looked up in a hundred times. */
const FEW_ROWS = 5_000

/**
 * Fails if a statement reads a large table as a whole, sorts more than `sortedMax` rows, or looks
 * at more than `touchedMax` rows in any of its steps. Rows are counted and not time, so that the
 * answer is the same on every machine. `plan` says whether the values are known when it is planned:
 * a statement with a name is soon planned without.
 */
export async function assertQuick(
  db: Database,
  statement: Statement,
  plan: 'custom' | 'generic',
  { touchedMax, sortedMax, wholeMax = FEW_ROWS }: Limits,
): Promise<void> {
  const top = await explain(db, statement, plan)
  for (const step of stepsOf(top)) {
    const isOfLarge = step['Node Type'] === 'Seq Scan' && LARGE.has(step['Relation Name'] ?? '')
    const isWhole = isOfLarge && touched(step) > wholeMax
    const [below] = step['Node Type'] === 'Sort' ? (step.Plans ?? []) : []
    const sorted = below ? below['Actual Rows'] * below['Actual Loops'] : 0
    const isWell = !isWhole && touched(step) <= touchedMax && sorted <= sortedMax
    assert.ok(isWell, `${named(step)}\nof\n${outline(top)}\n${JSON.stringify(statement)}`)
  }
}

/** Everything that `work` asks of the database it is given, which is `db`, listened to. */
export async function statementsOf(
  db: Database,
  work: (listening: Database) => Promise<unknown>,
): Promise<Statement[]> {
  const asked: Statement[] = []
  await work(listenTo(db, (statement) => asked.push(statement)))
  assert.ok(asked.length > 0, 'something is asked')
  return asked
}

/**
 * `db`, of whose statements `hear` is told. They are sent without their names: what is prepared to
 * be explained is taken away with all others.
 */
export function listenTo(db: Database, hear: (statement: Statement) => void): Database {
  const heard =
    (query: Queryable['query']): Queryable['query'] =>
    ({ name, text, values = [] }) => {
      if (!/^(?:begin|commit|rollback|savepoint|release|set) ?/i.test(text))
        hear({ ...(name !== undefined && { name }), text, values })
      return query({ text, values })
    }
  const connect: Database['connect'] = async () => {
    const client = await db.connect()
    const query = heard((config) => client.query(config))
    return new Proxy(client, {
      get: (target, key) => {
        if (key === 'query')
          return (config: Parameters<typeof query>[0] | string) =>
            typeof config === 'string' ? target.query(config) : query(config)
        const value: unknown = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }
  return { query: heard((config) => db.query(config)), connect, end: async () => {}, ...NOBODY }
}

/** It has no connections of its own. */
const NOBODY = { totalCount: 0, idleCount: 0, waitingCount: 0 }

/** How long the statements of each list took at the database, in milliseconds. */
const times = new Map<string, Map<string, number>>()
/** Each is asked three times then, and the median counts. */
const isTimed = process.env['SHOW_TIMES'] !== undefined

if (isTimed)
  process.on('exit', () => {
    for (const [list, statements] of times) {
      const sum = [...statements.values()].reduce((so_far, one) => so_far + one, 0)
      const [slowest, ms = 0] = [...statements].toSorted((a, b) => b[1] - a[1])[0] ?? []
      console.log(
        `| ${list} | ${statements.size} | ${slowest} | ${ms.toFixed(1)} | ${sum.toFixed(1)} |`,
      )
    }
  })

/** Keeps the slowest of what was asked in one name, for one list: its first page or another. */
function noteTimes(name: string, found: number[]): void {
  const [, list = name, statement = name] = /^(.+): (.+)$/.exec(name) ?? []
  const median = found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0
  const known = times.get(list) ?? new Map<string, number>()
  times.set(list, known.set(statement, Math.max(median, known.get(statement) ?? 0)))
}

const named = (step: Step) =>
  `${step['Node Type']} ${step['Index Name'] ?? step['Relation Name'] ?? ''}: ${touched(step)} rows`

/** The plan as psql draws it. */
const outline = (step: Step, depth = 0): string =>
  [
    ' '.repeat(depth) + named(step),
    ...(step.Plans ?? []).map((inner) => outline(inner, depth + 1)),
  ].join('\n')

const touched = (step: Step) =>
  step['Actual Loops'] *
  (step['Actual Rows'] +
    (step['Rows Removed by Filter'] ?? 0) +
    (step['Rows Removed by Join Filter'] ?? 0) +
    (step['Rows Removed by Index Recheck'] ?? 0))

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)]

interface Answer {
  Plan: Step
  'Planning Time': number
  'Execution Time': number
}

async function explain(
  db: Database,
  { name = '', text, values }: Statement,
  plan: 'custom' | 'generic',
): Promise<Step> {
  const client = await db.connect()
  try {
    await client.query(`set plan_cache_mode = force_${plan}_plan`)
    await client.query(`prepare asked as ${text}`)
    const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : ''
    const ask = async () => {
      const { rows } = await client.query<{ 'QUERY PLAN': [Answer] }>(
        `explain (analyze, timing off, format json) execute asked${given}`,
      )
      return rows[0]?.['QUERY PLAN'][0] ?? assert.fail('a plan')
    }
    const first = await ask()
    const answers = isTimed ? [first, await ask(), await ask()] : [first]
    const msOf = (one: Answer) => one['Planning Time'] + one['Execution Time']
    if (isTimed && name) noteTimes(name, answers.map(msOf))
    return first.Plan
  } finally {
    await client.query('deallocate all')
    await client.query('reset plan_cache_mode')
    client.release()
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value))
    return value.length > 0 ? `array[${value.map(literal).join(', ')}]` : "'{}'"
  if (value instanceof Date) return escapeLiteral(value.toISOString())
  return escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value))
}
