import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserName } from './browser_name.ts'

test('a browser is called what its owner calls it, and an unknown one nothing', () => {
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'
  const laptop =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36 Edg/153.0.0.0'
  const tablet =
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'
  assert.equal(browserName(phone), 'Safari, iPhone')
  assert.equal(browserName(laptop), 'Edge, Windows')
  assert.equal(browserName(tablet), 'Chrome, Android')
  assert.equal(browserName('node'), undefined)
  assert.equal(browserName(null), undefined)
})
