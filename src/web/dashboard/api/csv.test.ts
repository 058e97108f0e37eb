import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from './csv.ts'

test('what would be a formula is text, and what has commas, quotes or lines is quoted', () => {
  assert.equal(csvLine(['ord_1', null, 2450, '24.50']), 'ord_1,,2450,24.50\r\n')
  assert.equal(csvLine(['=1+1', '+49', '-x', '@a', '\tx']), `'=1+1,'+49,'-x,'@a,'\tx\r\n`)
  assert.equal(csvLine(['a "b"', 'c,d', 'e\nf', '="g"']), `"a ""b""","c,d","e\nf","'=""g"""\r\n`)
  assert.equal(csvLine([-5, 'a=b']), '-5,a=b\r\n')
})
