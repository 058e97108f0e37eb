import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toCsv } from './csv.ts'

test('a table is lines of fields, and fields that need it are quoted', () => {
  const rows = [
    ['a "b", c', 1, null],
    ['two\nlines', -0.5, ''],
  ]
  assert.equal(
    toCsv(['name', 'count', 'none'], rows),
    '\uFEFFname,count,none\r\n"a ""b"", c",1,\r\n"two\nlines",-0.5,\r\n',
  )
})

for (const text of ['=1+1', '+1', '-1', '@sum', '\t=1', ' =1', '\r=1', '＝1'])
  test(`${JSON.stringify(text)} is no formula in a spreadsheet`, () => {
    const [, field = ''] = toCsv(['x'], [[text]]).split('x\r\n')
    assert.match(field, /^"?'/)
  })

test('whatever stands in it, a table that is read back is the same', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('"', ',', '\r\n', 'a,"b"'), fc.integer())
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 5 })
  fc.assert(
    fc.property(table, (rows) => {
      const read = readCsv(toCsv(['a', 'b'], rows).slice(1)).slice(1)
      const wanted = rows.map((row) => row.map(String))
      const bare = read.map((row, n) =>
        row.map((field, m) => (field === `'${wanted[n]?.[m]}` ? field.slice(1) : field)),
      )
      assert.deepEqual(bare, wanted)
    }),
  )
})

/** Reads CSV as RFC 4180 describes it, written anew so that no fault can be in both. */
function readCsv(text: string): string[][] {
  const fields = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/gy
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(fields)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}
