import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demoPassword } from '../../src/identity/index.ts'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { openHouse, type House } from '../house.ts'
import { codeOf, deedsOf, memberId, openBrowser, signedIn, signedInAs } from '../member.ts'

let house: House
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
})
after(() => auditAndClose(house))

const SIGN_IN = '/dashboard/sign-in'
const OWNER = 'owner@demo.example'
const HOST = 'host@demo.example'

/** As a database is that was made before databases were marked. */
const unmark = ({ db }: House) => db.query({ text: 'delete from installation' })

/** A page without what was typed into its form. */
const without = (text: string, email: string) => text.replace(`value="${email}"`, '')

test('a demo shows its sign-in, and no other house knows those members', async () => {
  const { text } = await openBrowser(house).get(SIGN_IN)
  assert.ok(text.includes(OWNER) && text.includes(demoPassword))
  const demo = await signedInAs(house, 'owner')
  await unmark(house)
  await house.restart({ DEMO: '0' })
  const shown = { email: OWNER, password: demoPassword }
  assert.equal((await openBrowser(house).post(SIGN_IN, shown)).status, 422)
  assert.match((await demo.get('/dashboard')).location, /sign-in/, 'nor their sessions')
  const plain = await openBrowser(house).get(SIGN_IN)
  assert.ok(!plain.text.includes(demoPassword))
  assert.ok(house.firstOwnerUrl(), 'and it is nobody’s again')
  await unmark(house)
  await house.restart({ DEMO: '1' })
})

test('an unknown address and a wrong password are told the same, and leave their trace', async () => {
  const known = await openBrowser(house).post(SIGN_IN, {
    email: HOST,
    password: 'wrong '.repeat(3),
  })
  const email = 'nobody@house.example'
  const unknown = await openBrowser(house).post(SIGN_IN, { email, password: 'wrong '.repeat(3) })
  assert.equal(known.status, 422)
  assert.equal(unknown.status, known.status)
  assert.equal(without(unknown.text, email), without(known.text, HOST))
  assert.deepEqual(unknown.headers.getSetCookie(), [])
  assert.deepEqual(known.headers.getSetCookie(), [])
  const last = async (subject: string) => (await deedsOf(house, subject)).at(-1)
  assert.equal((await last(await memberId(house, HOST)))?.action, 'sign_in.refused')
  assert.deepEqual(await last('unknown'), {
    action: 'sign_in.refused',
    actor: 'unknown',
    detail: {},
  })
})

test('a session is made anew by each sign-in, and none that a browser was given goes on', async () => {
  const given = await signedInAs(house, 'door')
  const victim = openBrowser(house, given.cookie())
  await victim.post(SIGN_IN, { email: OWNER, password: demoPassword })
  assert.notEqual(victim.cookie(), given.cookie())
  assert.match((await given.get('/dashboard')).location, /sign-in/, 'the given one has ended')
  assert.match((await victim.get('/dashboard')).text, /Olga Owner/)

  const forged = victim.cookie().replace(/token=\w+/, (token) => token.slice(0, -1) + 'x')
  assert.match((await openBrowser(house, forged).get('/dashboard')).location, /sign-in/)
  const stolen = openBrowser(house, victim.cookie())
  const out = await victim.post('/dashboard/sign-out')
  assert.equal(out.location, SIGN_IN)
  assert.ok(!victim.isIn())
  assert.match((await stolen.get('/dashboard')).location, /sign-in/, 'signing out ends it for all')
})

test('the session’s cookie is for this site and no script, and for https alone where there is one', async () => {
  const line = async () => {
    const body = new URLSearchParams({ email: OWNER, password: demoPassword })
    const response = await fetch(house.url + SIGN_IN, { method: 'POST', redirect: 'manual', body })
    assert.equal(response.headers.get('cache-control'), 'no-store')
    return response.headers.getSetCookie().join('\n')
  }
  assert.match(await line(), /^coatcheck\.session_token=.*; Path=\/; HttpOnly; SameSite=Lax$/)
  const publicUrl = house.url.replace('http:', 'https:')
  await house.restart({ PUBLIC_URL: publicUrl })
  try {
    assert.match(
      await line(),
      /^__Secure-coatcheck\.session_token=.*; HttpOnly; Secure; SameSite=Lax$/,
    )
  } finally {
    await house.restart({ PUBLIC_URL: house.url })
  }
})

test('where somebody wanted to go is a page of ours, whatever the link says', async () => {
  const wanted = await openBrowser(house).get('/dashboard/members')
  assert.equal(wanted.location, `${SIGN_IN}?next=%2Fdashboard%2Fmembers`)
  for (const [next, leads] of [
    ['/dashboard/members', '/dashboard/members'],
    ['https://elsewhere.example/dashboard', '/dashboard'],
    ['//elsewhere.example/dashboard', '/dashboard'],
    ['/nights', '/dashboard'],
    [SIGN_IN, '/dashboard'],
  ] as const) {
    const shown = { email: OWNER, password: demoPassword, next }
    assert.equal((await openBrowser(house).post(SIGN_IN, shown)).location, leads, next)
  }
})

test('a form from another site does nothing', async () => {
  const owner = await signedInAs(house, 'owner')
  const send = (headers: Record<string, string>, path = '/dashboard/account/name') =>
    fetch(house.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: owner.cookie(), ...headers },
      body: new URLSearchParams({ name: 'Mallory', email: OWNER, password: demoPassword }),
    })
  assert.equal((await send({})).status, 403)
  assert.equal((await send({ 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await send({ origin: 'https://elsewhere.example' })).status, 403)
  assert.equal((await send({ 'sec-fetch-site': 'same-site' }, SIGN_IN)).status, 403)
  assert.match((await owner.get('/dashboard')).text, /Olga Owner/)
  assert.equal((await send({ 'sec-fetch-site': 'same-origin' })).status, 303)
  assert.match((await owner.get('/dashboard')).text, /Mallory/)
})

test('another password ends every other session, and asks for the one before', async () => {
  const here = await signedInAs(house, 'manager')
  const there = await signedInAs(house, 'manager')
  const password = 'quite another password'
  const change = (current: string, wanted = password) =>
    here.post('/dashboard/account/password', { current, password: wanted })
  assert.equal((await change('not the password')).status, 422)
  assert.equal((await change(demoPassword, 'short')).status, 422)
  assert.equal((await there.get('/dashboard')).status, 200)
  assert.equal((await change(demoPassword)).location, '/dashboard/account?saved')
  assert.equal((await here.get('/dashboard')).status, 200)
  assert.match((await there.get('/dashboard')).location, /sign-in/)
  await signedIn(house, 'manager@demo.example', password)

  const other = await signedIn(house, 'manager@demo.example', password)
  const { text } = await here.get('/dashboard/account')
  const ends = text.match(/\/dashboard\/account\/sessions\/\w+\/end/g) ?? []
  assert.equal(ends.length, 2, 'every session but this one can be ended')
  for (const end of ends) await here.post(end)
  assert.match((await other.get('/dashboard')).location, /sign-in/)
  assert.equal((await here.get('/dashboard')).status, 200)
})

test('a second factor is asked for at every sign-in; a backup code opens once', async () => {
  const host = await signedInAs(house, 'host')
  const wrong = await host.post('/dashboard/account/second-factor', { current: 'not it at all' })
  assert.equal(wrong.status, 422)
  const begun = await host.post('/dashboard/account/second-factor', { current: demoPassword })
  const [key = '', ...backup] = Array.from(
    begun.text.matchAll(/class="secret">([^<]+)</g),
    ([, secret = '']) => secret.replaceAll(' ', ''),
  )
  assert.equal(backup.length, 10)
  await signedInAs(house, 'host')
  const confirm = (code: string) =>
    host.post('/dashboard/account/second-factor/confirmation', { code })
  assert.equal((await confirm('abcdef')).status, 422)
  assert.equal((await confirm(codeOf(key))).location, '/dashboard/account?saved')

  const enter = async () => {
    const browser = openBrowser(house)
    const shown = { email: HOST, password: demoPassword, next: '/dashboard/account' }
    const asked = await browser.post(SIGN_IN, shown)
    assert.equal(asked.location, `${SIGN_IN}/code?next=%2Fdashboard%2Faccount`)
    assert.ok(!browser.isIn())
    assert.match((await browser.get('/dashboard')).location, /sign-in/, 'a password is not enough')
    return browser
  }
  const code = (browser: ReturnType<typeof openBrowser>, text: string) =>
    browser.post(`${SIGN_IN}/code`, { code: text, next: '/dashboard/account' })
  const first = await enter()
  assert.equal((await code(first, codeOf(key, Date.now() - 3_600_000))).status, 422)
  assert.equal((await code(first, codeOf(key))).location, '/dashboard/account')
  assert.ok(first.isIn())
  const second = await enter()
  assert.equal((await code(second, backup[0] ?? '')).location, '/dashboard/account')
  assert.equal((await code(await enter(), backup[0] ?? '')).status, 422)
  assert.equal((await code(openBrowser(house), codeOf(key))).status, 422, 'not without a password')

  const deeds = (await deedsOf(house, await memberId(house, HOST))).map(({ action }) => action)
  for (const action of ['account.second_factor_added', 'sign_in.code_refused'])
    assert.ok(deeds.includes(action), deeds.join())
  const removal = '/dashboard/account/second-factor/removal'
  assert.equal((await first.post(removal, { current: demoPassword })).status, 303)
  await signedInAs(house, 'host')
})

test('passwords are guessed ten times, at two servers together; who is elsewhere gets in', async () => {
  const second = await house.openSecond()
  try {
    const guess = (n: number) =>
      openBrowser(n % 2 ? house : second, '', '198.51.100.7').post(SIGN_IN, {
        email: 'Door@demo.example',
        password: `guess number ${n}`,
      })
    // All at once: what is counted is counted before it is looked at.
    const answers = await Promise.all(Array.from({ length: 14 }, (_, n) => guess(n)))
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
    assert.deepEqual(statuses, [...Array(10).fill(422), ...Array(4).fill(429)])
    const right = { email: 'door@demo.example', password: demoPassword }
    for (const server of [house, second]) {
      const limited = await openBrowser(server, '', '198.51.100.7').post(SIGN_IN, right)
      assert.equal(limited.status, 429, 'not even the right one')
      assert.ok(Number(limited.headers.get('retry-after')) > 0)
      assert.ok(!limited.headers.getSetCookie().length)
    }
    const elsewhere = await openBrowser(house, '', '198.51.100.8').post(SIGN_IN, right)
    assert.equal(elsewhere.status, 303)
    const { rows } = await house.db.query({ text: `select key from identity.tries` })
    assert.ok(!/demo|198\.51/.test(JSON.stringify(rows)), 'nobody is named by what is counted')
  } finally {
    await second.stop()
  }
})
