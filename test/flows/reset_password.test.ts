import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { codeOf, deedsOf, memberId, openBrowser, signedIn } from '../member.ts'

// The way back in for a member who has forgotten the password.

const FORGOTTEN = '/dashboard/sign-in/forgotten'
const OWNER = 'owner@demo.example'
const HOST = 'host@demo.example'
const NEXT = 'quite another long password'

let house: House
const others: { url: string; stop(): Promise<void> }[] = []
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  // Before anything else: each makes the demo's members anew.
  for (let n = 0; n < 6; n += 1) others.push(await house.openSecond())
  await addVenue(house.db)
})
after(async () => {
  for (const other of others) await other.stop()
  await auditAndClose(house)
})

async function linksTo(email: string): Promise<string[]> {
  const mails = (await house.mailbox.mails()).filter(({ to }) => to[0]?.address === email)
  return mails.flatMap(({ text }) => /\/dashboard\/reset\/\S+/.exec(text ?? '')?.[0] ?? [])
}

/** Asks for a link and follows the mail: the newest of that address. */
async function linkFor(email: string): Promise<string> {
  const known = (await linksTo(email)).length
  const asked = await openBrowser(house).post(FORGOTTEN, { email })
  assert.equal(asked.location, `${FORGOTTEN}?sent`)
  await eventually('the mail', async () => (await linksTo(email)).length > known)
  return (await linksTo(email))[0] ?? assert.fail('no link')
}

const mailsOwed = async () => {
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from mails where kind = 'password_reset'`,
  })
  return rows.length
}

/** How many mails with a link a member was sent, and how many links those are. */
async function mailsOwedTo(email: string): Promise<{ mails: number; links: number }> {
  const { rows } = await house.db.query<{ mails: number; links: number }>({
    text: `select count(*)::int as mails, count(distinct r.sealed)::int as links
             from identity.password_resets r
             join identity.members m on m.id = r.member_id where m.email = $1`,
    values: [email],
  })
  return rows[0] ?? assert.fail('a count')
}

test('a link by mail sets another password, once, and ends every session', async () => {
  const there = await signedIn(house, HOST)
  const link = await linkFor(HOST)
  const { rows } = await house.db.query({
    text: `select identifier, value from identity.verifications`,
  })
  const token = link.split('/').at(-1) ?? ''
  assert.ok(!JSON.stringify(rows).includes(token), 'what opens a link is not stored')
  const page = await openBrowser(house).get(link)
  assert.equal(page.status, 200)
  assert.match(page.text, /value="host@demo\.example"/)
  assert.equal(page.headers.get('cache-control'), 'private, no-store')
  assert.equal(page.headers.get('referrer-policy'), 'same-origin')
  const weak = await openBrowser(house).post(link, { password: 'short' })
  assert.deepEqual([weak.status, /12 characters or more/.test(weak.text)], [422, true])

  const tries = ['another long password', NEXT, NEXT].map((password) =>
    openBrowser(house).post(link, { password }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  assert.equal(statuses.filter((status) => status === 303).length, 1, statuses.join(' '))
  assert.equal(statuses.filter((status) => status === 410).length, 2)
  assert.equal((await openBrowser(house).get(link)).status, 410)
  assert.match((await there.get('/dashboard/account')).location, /sign-in/)
  const old = { email: HOST, password: 'coatcheck demo' }
  assert.equal((await openBrowser(house).post('/dashboard/sign-in', old)).status, 422)
  const deeds = (await deedsOf(house, await memberId(house, HOST))).map(({ action }) => action)
  assert.equal(deeds.filter((action) => action === 'account.password_reset').length, 1)
  assert.ok(deeds.includes('account.reset_asked'))
})

test('an address that nobody has gets the same answer, and no mail', async () => {
  const owed = await mailsOwed()
  const unknown = await askAll('nobody@house.example', ['198.18.6.1'])
  assert.equal(await mailsOwed(), owed)
  const known = await askAll('manager@demo.example', ['198.18.6.1'])
  assert.equal(await mailsOwed(), owed + 1)
  assert.deepEqual(unknown, known)
  assert.equal((await openBrowser(house).post(FORGOTTEN, { email: 'no address' })).status, 422)
})

test('a second factor is asked for as before', async () => {
  const owner = await signedIn(house, OWNER)
  const begun = await owner.post('/dashboard/account/second-factor', { current: 'coatcheck demo' })
  const key = (/class="secret">([^<]+)</.exec(begun.text)?.[1] ?? '').replaceAll(' ', '')
  const code = codeOf(key)
  await owner.post('/dashboard/account/second-factor/confirmation', { code })
  await openBrowser(house).post(await linkFor(OWNER), { password: NEXT })
  const back = openBrowser(house)
  const shown = await back.post('/dashboard/sign-in', { email: OWNER, password: NEXT })
  assert.match(shown.location, /^\/dashboard\/sign-in\/code/)
  assert.match((await back.get('/dashboard/account')).location, /sign-in/)
})

test('a newer password makes older links worth nothing', async () => {
  const email = 'door@demo.example'
  const first = await linkFor(email)
  assert.equal(await linkFor(email), first, 'a young one is sent again')
  await house.db.query({
    text: `update identity.verifications set expires_at = now() + interval '10 minutes'`,
  })
  const second = await linkFor(email)
  assert.notEqual(first, second)
  assert.equal((await openBrowser(house).post(second, { password: NEXT })).status, 303)
  assert.equal((await openBrowser(house).get(first)).status, 410)
  const third = await linkFor(email)
  const browser = await signedIn(house, email, NEXT)
  const passwords = { current: NEXT, password: 'a third one, as long as the others' }
  assert.equal((await browser.post('/dashboard/account/password', passwords)).status, 303)
  assert.equal((await openBrowser(house).get(third)).status, 410, 'changed by who knew it')
})

test('a link is worth nothing after half an hour, nor one that was made up', async () => {
  const link = await linkFor('manager@demo.example')
  await house.db.query({
    text: `update identity.verifications set expires_at = expires_at - interval '30 minutes'`,
  })
  assert.equal((await openBrowser(house).get(link)).status, 410)
  assert.equal((await openBrowser(house).post(link, { password: NEXT })).status, 410)
  assert.equal((await openBrowser(house).get('/dashboard/reset/made-up')).status, 410)
})

/**
 * Posts these asks, at a server that has done all that it answered when this returns; where each
 * answer led to.
 */
async function askAll(email: string, visitors: string[]): Promise<string[]> {
  const other = others.pop() ?? assert.fail('no server is left')
  const led: string[] = []
  try {
    for (const from of visitors) {
      const { status, location } = await openBrowser(other, '', from).post(FORGOTTEN, { email })
      assert.equal(status, 303)
      led.push(location)
    }
    return led
  } finally {
    await other.stop()
  }
}

test('no stranger keeps a member from a link, and nobody is mailed without end', async () => {
  const email = 'manager@demo.example'
  const at_first = await mailsOwedTo(email)
  await askAll(email, ['198.18.7.1'])
  await askAll(
    email,
    Array.from({ length: 5 }, () => '198.18.7.1'),
  )
  const then = await mailsOwedTo(email)
  assert.deepEqual(
    [then.mails - at_first.mails, then.links - at_first.links],
    [3, 1],
    'three mails of one place, with one link, which is young',
  )
  await askAll(email, ['198.18.7.2'])
  assert.equal((await mailsOwedTo(email)).mails, then.mails + 1, 'somebody else still gets one')
  await askAll(
    email,
    Array.from({ length: 20 }, (_, n) => `198.18.9.${n}`),
  )
  assert.deepEqual(await mailsOwedTo(email), { mails: 12, links: then.links })
  await eventually('every mail is sent', async () => {
    const { rowCount } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rowCount === 0
  })
  const known = await linksTo(email)
  await house.db.query({
    text: `update identity.verifications set expires_at = now() + interval '4 minutes'`,
  })
  const link = await linkFor(email)
  assert.ok(!known.includes(link), 'the one that ends soon is followed by another')
  assert.equal((await openBrowser(house).get(link)).status, 200)
  const hasty = await Promise.all(
    Array.from({ length: 12 }, () =>
      openBrowser(house, '', '198.18.8.1').post(FORGOTTEN, { email: 'nobody@house.example' }),
    ),
  )
  assert.ok(hasty.some(({ status }) => status === 429))
})

test('in Spanish the way back is the same', async () => {
  const headers = { 'accept-language': 'es' }
  const page = await (await fetch(house.url + FORGOTTEN, { headers })).text()
  assert.match(page, /Contraseña olvidada/)
})
