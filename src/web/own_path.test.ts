import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownPath } from './own_path.ts'

test('a path of this site is kept, with its query', () => {
  for (const path of ['/', '/nights/loud', '/nights/loud/tables/tbl_1?party_size=4', '/%zz'])
    assert.equal(ownPath(path), path)
})

test('whatever leads to another site, or to none, is the front page', () => {
  for (const path of [
    '',
    'nights/loud',
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    String.raw`/\evil.example`,
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    '/./%2e%2e//evil.example',
    'javascript:alert(1)',
    ' //evil.example',
    `/${'x'.repeat(2000)}`,
  ])
    assert.equal(ownPath(path), '/', JSON.stringify(path))
})

test('what could end a header is written so that it cannot', () => {
  assert.doesNotMatch(ownPath('/a\r\nset-cookie: x=y'), /[\r\n]/)
})
