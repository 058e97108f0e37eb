import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const SRC = resolve(import.meta.dirname, '..')
/** What a statement is prepared by: a pool or a transaction, its name, and then its text. */
const PREPARED = /\(\s*(?:db|tx|[\w.]+\.db),\s*'([a-z_0-9]+)',\s*(?:`|'|[a-z]\w*(?:Query|Sql))/g

test('no two statements have one name, since a connection prepares only the first of them', () => {
  const places = new Map<string, string[]>()
  for (const path of globSync('**/*.ts', { cwd: SRC }).filter((one) => !one.endsWith('.test.ts')))
    for (const [, name = ''] of readFileSync(join(SRC, path), 'utf8').matchAll(PREPARED))
      places.set(name, [...(places.get(name) ?? []), path])
  assert.ok(places.size > 200, `${places.size} statements`)
  const twice = [...places].filter(([, paths]) => paths.length > 1)
  assert.deepEqual(twice, [])
})
