import assert from 'node:assert/strict'
import { test } from 'node:test'
import { languageCookie, localeOf } from './language.ts'

const localeFor = (wanted: string | undefined, cookie?: string) =>
  localeOf({ headers: { 'accept-language': wanted, cookie } })

const WANTED: [wanted: string | undefined, locale: string][] = [
  [undefined, 'en-GB'],
  ['', 'en-GB'],
  ['*', 'en-GB'],
  ['de-DE,de;q=0.9', 'en-GB'],
  ['es', 'es-ES'],
  ['es-MX', 'es-ES'],
  ['ES-es', 'es-ES'],
  ['en', 'en-GB'],
  ['en-AU,es;q=0.9', 'en-GB'],
  ['en-US,en;q=0.9', 'en-US'],
  ['es;q=0.5,en-US;q=0.8', 'en-US'],
  ['en;q=0.5, es;q=0.8', 'es-ES'],
  ['en ; q=0.5 , es ; Q=0.8', 'es-ES'],
  ['de,en;q=0.3,es;q=0.7', 'es-ES'],
  ['es,en', 'es-ES'],
  ['en;q=0,es;q=0.1', 'es-ES'],
  ['es;q=0', 'en-GB'],
  ['de,*;q=0.5,es;q=0.1', 'en-GB'],
  ['es;q=high', 'en-GB'],
  ['estonian', 'en-GB'],
  [`${'xx,'.repeat(5000)}es`, 'en-GB'],
]
for (const [wanted, locale] of WANTED)
  test(`Accept-Language is read by its weights: "${wanted?.slice(0, 40)}" gives ${locale}`, () => {
    assert.equal(localeFor(wanted), locale)
  })

test('a choice outweighs the browser, whose region it keeps where it can', () => {
  assert.equal(localeFor('en-US,en;q=0.9', 'language=es'), 'es-ES')
  assert.equal(localeFor('es-ES,es;q=0.9', 'language=en'), 'en-GB')
  assert.equal(localeFor('es-ES,en-US;q=0.2', 'a=b; language=en; c=d'), 'en-US')
})

test('a cookie that names no language of ours counts for nothing', () => {
  for (const cookie of ['language=fr', 'language=', 'language=constructor', 'mylanguage=en', '; ;'])
    assert.equal(localeFor('es', cookie), 'es-ES', cookie)
})

test('the cookie is out of reach of scripts and other sites, and goes over TLS alone where it can', () => {
  const attributes = 'Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax'
  assert.equal(languageCookie('es', false), `language=es; ${attributes}`)
  assert.equal(languageCookie('en', true), `__Host-language=en; ${attributes}; Secure`)
  assert.equal(localeFor('es', languageCookie('en', true).split(';')[0]), 'en-GB')
  assert.equal(localeFor('es', 'language=es; __Host-language=en'), 'en-GB', 'the newer name counts')
})
