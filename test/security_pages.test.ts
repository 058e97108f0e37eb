import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

// A page that says what protects a house is worth something while it is true of the code.

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const VERDICTS = ['fulfilled', 'not applicable', 'open'] as const

/** The files that a page names in code marks. */
const namedBy = (page: string) =>
  Array.from(page.matchAll(/`((?:src|test|docs)\/[^`\s]+)`/g), ([, path = '']) => path)

/** Each line of a table about an item of the standard: its number, level and verdict. */
const itemsOf = (page: string) =>
  Array.from(
    page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| ([a-z ]+) \|/gm),
    ([, item = '', level = '', verdict = '']) => ({ item, level, verdict }),
  )

for (const path of ['docs/security.md', 'docs/threat_model.md'])
  test(`every file that ${path} names exists`, () => {
    const named = namedBy(read(path))
    assert.ok(named.length > 50, `${named.length} files`)
    const gone = named.filter((file) => !existsSync(new URL(`../${file}`, import.meta.url)))
    assert.deepEqual(gone, [])
  })

test('each item of the standard stands on the page once, with one of three verdicts', () => {
  const items = itemsOf(read('docs/security.md'))
  assert.equal(items.length, 253, 'as many as ASVS 5.0.0 has at its levels 1 and 2')
  assert.equal(new Set(items.map(({ item }) => item)).size, items.length)
  const others = items.filter(({ verdict }) => !VERDICTS.some((known) => known === verdict))
  assert.deepEqual(others, [])
})

test('the sums of the page are those of its tables', () => {
  const page = read('docs/security.md')
  const items = itemsOf(page)
  for (const verdict of VERDICTS) {
    const all = items.filter((item) => item.verdict === verdict)
    const ofLevel = (level: string) => all.filter((item) => item.level === level).length
    const line = `| ${verdict} | ${ofLevel('1')} | ${ofLevel('2')} | ${all.length} |`
    assert.ok(page.includes(line), line)
  }
})
