import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { authSecret, openHouse, type House } from '../house.ts'
import { codeOf, openBrowser } from '../member.ts'

const OWNER = { name: 'Olga', email: 'olga@house.example', password: 'a long and quiet night' }
const CODE = '/dashboard/sign-in/code'

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

/** A browser whose password was right, and that is asked for the code. */
async function askedForCode() {
  const browser = openBrowser(house)
  const asked = await browser.post('/dashboard/sign-in', OWNER)
  assert.match(asked.location, /sign-in\/code/)
  return browser
}

test('under another AUTH_SECRET no code is right, and nothing fails; under its own it is', async () => {
  const browser = openBrowser(house)
  await browser.post(new URL(house.firstOwnerUrl() ?? '').pathname, OWNER)
  await browser.post('/dashboard/sign-in', OWNER)
  const path = '/dashboard/account/second-factor'
  const begun = await browser.post(path, { current: OWNER.password })
  const key = (/class="secret">([^<]+)</.exec(begun.text)?.[1] ?? '').replaceAll(' ', '')
  assert.equal((await browser.post(`${path}/confirmation`, { code: codeOf(key) })).status, 303)

  await house.restart({ AUTH_SECRET: 'another-secret-of-a-house-that-nobody-lives-in' })
  for (const code of [codeOf(key), 'a-backup-code']) {
    const refused = await (await askedForCode()).post(CODE, { code })
    assert.equal(refused.status, 422, code)
    assert.match(refused.text, /One more step/)
  }
  await house.restart({ AUTH_SECRET: authSecret })
  assert.equal((await (await askedForCode()).post(CODE, { code: codeOf(key) })).status, 303)
})
