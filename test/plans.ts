import assert from 'node:assert/strict'
import { escapeLiteral } from 'pg'
import type { Database } from '../src/kernel/index.ts'

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

/** Tables that grow with every order. */
const LARGE = new Set([
  'audit_entries',
  'orders',
  'order_lines',
  'payments',
  'attempts',
  'tickets',
  'holds',
])

/**
 * Fails if a statement reads a large table as a whole, sorts more than `sortedMax` rows, or looks
 * at more than `touchedMax` rows in any of its steps. Rows are counted and not time, so that the
 * answer is the same on every machine. `plan` says whether the values are known when it is planned:
 * a statement with a name is soon planned without.
 */
export async function assertQuick(
  db: Database,
  statement: { text: string; values: unknown[] },
  plan: 'custom' | 'generic',
  { touchedMax, sortedMax }: { touchedMax: number; sortedMax: number },
): Promise<void> {
  const top = await explain(db, statement, plan)
  for (const step of stepsOf(top)) {
    const isWhole = step['Node Type'] === 'Seq Scan' && LARGE.has(step['Relation Name'] ?? '')
    const [below] = step['Node Type'] === 'Sort' ? (step.Plans ?? []) : []
    const sorted = below ? below['Actual Rows'] * below['Actual Loops'] : 0
    const isWell = !isWhole && touched(step) <= touchedMax && sorted <= sortedMax
    assert.ok(isWell, `${named(step)}\nof\n${outline(top)}\n${JSON.stringify(statement)}`)
  }
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

async function explain(
  db: Database,
  { text, values }: { text: string; values: unknown[] },
  plan: 'custom' | 'generic',
): Promise<Step> {
  const client = await db.connect()
  try {
    await client.query(`set plan_cache_mode = force_${plan}_plan`)
    await client.query(`prepare asked as ${text}`)
    const given = values.length > 0 ? `(${values.map(literal).join(', ')})` : ''
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Step }] }>(
      `explain (analyze, timing off, format json) execute asked${given}`,
    )
    return rows[0]?.['QUERY PLAN'][0].Plan ?? assert.fail('a plan')
  } finally {
    await client.query('deallocate all')
    await client.query('reset plan_cache_mode')
    client.release()
  }
}

function literal(value: unknown): string {
  return Array.isArray(value)
    ? `array[${value.map(literal).join(', ')}]`
    : escapeLiteral(String(value))
}
