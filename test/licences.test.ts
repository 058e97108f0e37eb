import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'

// Whoever runs Coatcheck, or sells what they made of it, owes nobody more than a notice.

const PERMISSIVE = new Set(
  '0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BlueOak-1.0.0 CC0-1.0 ISC MIT MIT-0 Unlicense'.split(
    ' ',
  ),
)

/** Each with its reason. */
const EXCEPTIONS: Record<string, string> = {
  'axe-core': 'MPL-2.0: looks at pages in the tests, and is no part of the product',
  lightningcss: 'MPL-2.0: a tool that Vite builds the style sheets with; none of it is in them',
  'png-js': 'MIT, by its file LICENSE; its package.json does not say so',
}

interface Listed {
  license?: string
}

/** Whether all of `A AND B`, or one of `(A OR B)`, is permissive: what SPDX's expressions say. */
function isPermissive(expression: string): boolean {
  const allOf = expression.replaceAll(/[()]/g, '').split(' AND ')
  return allOf.every((part) => part.split(' OR ').some((name) => PERMISSIVE.has(name)))
}

/** The packages of a lockfile, by name, whose licence asks for more than a notice. */
function notPermissive(lock: { packages: Record<string, Listed> }): string[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .filter(([, { license = 'none' }]) => !isPermissive(license))
    .map(([path]) => path.split('node_modules/').at(-1) ?? path)
    .map((name) => (name.startsWith('lightningcss-') ? 'lightningcss' : name))
}

test('every package that is installed has a permissive licence, or a reason', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../package-lock.json'), 'utf8')
  const found = [...new Set(notPermissive(JSON.parse(text)))].toSorted()
  assert.deepEqual(found, Object.keys(EXCEPTIONS).toSorted())
})

test('what is not permissive is found', () => {
  const lock = (license?: string) => ({
    packages: { '': {}, 'node_modules/a/node_modules/b': license ? { license } : {} },
  })
  assert.deepEqual(notPermissive(lock('MIT')), [])
  assert.deepEqual(notPermissive(lock('(MIT OR GPL-3.0)')), [])
  assert.deepEqual(notPermissive(lock('MIT AND ISC AND BSD-3-Clause')), [])
  for (const license of ['AGPL-3.0-only', 'MIT AND GPL-3.0', 'SSPL-1.0', undefined])
    assert.deepEqual(notPermissive(lock(license)), ['b'], license)
})
