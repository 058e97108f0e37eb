import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { wordsColumns } from '../guests.ts'
import { openHouse } from '../house.ts'

const PAGE = join(import.meta.dirname, '../../docs/data_protection.md')

/** The columns that the page names, as table.column. */
function listed(): Set<string> {
  const found = new Set<string>()
  for (const line of readFileSync(PAGE, 'utf8').split('\n')) {
    const [, table = '', columns = ''] = /^\| `([\w.]+)` \| ([^|]+) \|/.exec(line) ?? []
    for (const [, column = ''] of columns.matchAll(/`(\w+)`/g)) found.add(`${table}.${column}`)
  }
  return found
}

test('every column that can hold words is in the page about data protection', async () => {
  const house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  const columns = await wordsColumns(house)
  await house.close()
  assert.ok(columns.length > 250, `${columns.length} columns`)
  const known = listed()
  const unknown = columns.map(({ table, column }) => `${table}.${column}`)
  assert.deepEqual(
    unknown.filter((one) => !known.has(one)),
    [],
    'say in docs/data_protection.md whose these are, and what erasing a guest does to them',
  )
})
