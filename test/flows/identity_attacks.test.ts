import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  demoMembers,
  demoPassword,
  purgeIdentity,
  type Identity,
  type Role,
} from '../../src/identity/index.ts'
import { openLog } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addVenue } from '../catalog.ts'
import { openHouse, type House } from '../house.ts'
import { codeOf, deedsOf, memberId, openBrowser, signedInAs, type Browser } from '../member.ts'
import { lockWaits } from '../till.ts'

let house: House
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addVenue(house.db)
})
after(() => auditAndClose(house))

const SIGN_IN = '/dashboard/sign-in'
const MEMBERS = '/dashboard/members'
const ACCOUNT = '/dashboard/account'
const emailOf = (role: Role) => demoMembers.find((one) => one.role === role)?.email ?? ''

/** Signs a demo's member in and gives them a second factor. Returns what its codes come from. */
async function withSecondFactor(role: Role): Promise<{ browser: Browser; key: string }> {
  const browser = await signedInAs(house, role)
  const begun = await browser.post(`${ACCOUNT}/second-factor`, { current: demoPassword })
  const key = (/class="secret">([^<]+)</.exec(begun.text)?.[1] ?? '').replaceAll(' ', '')
  const path = `${ACCOUNT}/second-factor/confirmation`
  assert.equal((await browser.post(path, { code: codeOf(key) })).status, 303)
  return { browser, key }
}

test('a second factor lets in whom it was asked of, whoever else is signed in at that browser', async () => {
  const host = await withSecondFactor('host')
  const manager = await withSecondFactor('manager')
  const asked = openBrowser(house)
  await asked.post(SIGN_IN, { email: emailOf('host'), password: demoPassword })
  const both = openBrowser(house, `${manager.browser.cookie()}; ${asked.cookie()}`)
  const pass = (key: string) => both.post(`${SIGN_IN}/code`, { code: codeOf(key) })
  assert.equal((await pass(manager.key)).status, 422, 'the manager’s code is not the host’s')
  const deeds = await deedsOf(house, await memberId(house, emailOf('host')))
  assert.equal(deeds.at(-1)?.action, 'sign_in.code_refused')
  assert.equal((await pass(host.key)).status, 303)
  assert.match((await both.get('/dashboard')).text, /Hana Host/)
})

test('whatever a browser sends as its cookies, nobody gets in and nothing fails', async () => {
  for (const value of ['%00.x', '2fa-%00.x', '2fa-x', '%E0%A4%A', '', '.', 'x'.repeat(4000)])
    for (const name of ['two_factor', 'session_token']) {
      const browser = openBrowser(house, `coatcheck.${name}=${value}`)
      assert.equal((await browser.post(`${SIGN_IN}/code`, { code: '123456' })).status, 422, value)
      assert.match((await browser.get('/dashboard')).location, /sign-in/, value)
    }
})

test('whatever a form holds, it is refused or done, and nothing fails', async () => {
  const owner = await signedInAs(house, 'owner')
  const paths = [
    SIGN_IN,
    `${SIGN_IN}/code`,
    `${ACCOUNT}/name`,
    `${ACCOUNT}/password`,
    `${ACCOUNT}/second-factor`,
    `${ACCOUNT}/second-factor/confirmation`,
    `${ACCOUNT}/second-factor/removal`,
    `${ACCOUNT}/sessions/none/end`,
    `${MEMBERS}/invitations`,
    `${MEMBERS}/invitations/none/withdrawal`,
    `${MEMBERS}/none/role`,
    `${MEMBERS}/none/removal`,
  ]
  const fields = ['email', 'password', 'next', 'code', 'name', 'current', 'role']
  const everyField = (value: string) => fields.map((name) => `${name}=${value}`).join('&')
  const twice = `${everyField('a')}&${everyField('b')}`
  const bodies = ['', twice, everyField('x'.repeat(5000)), everyField('%00'), everyField('%FF')]
  for (const path of paths)
    for (const [n, body] of bodies.entries()) {
      const { status } = await fetch(house.url + path, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          cookie: owner.cookie(),
          origin: house.url,
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': `198.51.100.${n + 1}`,
        },
        body,
      })
      assert.ok(status >= 300 && status < 500, `${path}, form ${n}: ${status}`)
    }
  assert.equal((await owner.get('/dashboard')).status, 200)
})

test('a stranger who has a whole IPv6 network tries keys no more often than another', async () => {
  const statuses: number[] = []
  for (let n = 1; n <= 21; n += 1) {
    const from = `2001:db8:7::${n.toString(16)}`
    const headers = { authorization: `Bearer key-${n}`, 'x-forwarded-for': from }
    const path = '/api/door/admissions'
    const { status } = await fetch(house.url + path, { method: 'POST', headers })
    statuses.push(status)
  }
  assert.deepEqual(statuses, [...Array(20).fill(401), 429])
})

/** Runs `asked` while `hold` keeps them waiting, until so many of them wait at once. */
async function atOnce<T>(hold: string, id: string, asked: (() => Promise<T>)[]): Promise<T[]> {
  const holder = await house.db.connect()
  try {
    await holder.query('begin')
    await holder.query(hold, [id])
    const answers = asked.map((ask) => ask())
    await lockWaits(house, asked.length, holder)
    await holder.query('rollback')
    return await Promise.all(answers)
  } finally {
    holder.release()
  }
}

test('who is invited twice at once has one invitation', async () => {
  const owner = await signedInAs(house, 'owner')
  const email = 'twice@house.example'
  const invite = () => owner.post(`${MEMBERS}/invitations`, { email, role: 'door' })
  const hold = `insert into identity.invitations (id, email, role, locale, invited_by, expires_at)
    values ('inv_held', $1, 'door', 'en-GB', 'Olga', now())`
  const answers = await atOnce(hold, email, [invite, invite])
  assert.deepEqual(
    answers.map(({ location }) => location),
    [`${MEMBERS}?invited`, `${MEMBERS}?invited`],
  )
  const { rows } = await house.db.query({
    text: `select from identity.invitations where email = $1 and withdrawn_at is null`,
    values: [email],
  })
  assert.equal(rows.length, 1)
})

test('a role that is given twice at once is given; who is removed twice at once is gone', async () => {
  const owner = await signedInAs(house, 'owner')
  const id = await memberId(house, emailOf('door'))
  const hold = `select from identity.members where id = $1 for update`
  const give = () => owner.post(`${MEMBERS}/${id}/role`, { role: 'host' })
  const given = await atOnce(hold, id, [give, give])
  assert.deepEqual(
    given.map(({ status }) => status),
    [303, 303],
  )
  const remove = () => owner.post(`${MEMBERS}/${id}/removal`)
  const removed = await atOnce(hold, id, [remove, remove])
  const statuses = removed.map(({ status }) => status).toSorted((a, b) => a - b)
  assert.deepEqual(statuses, [303, 404])
})

test('nobody takes the name of a colleague, in which the audit trail is signed', async () => {
  const owner = await signedInAs(house, 'owner')
  const call = (name: string) => owner.post(`${ACCOUNT}/name`, { name })
  for (const taken of ['Hana Host', ' hana   HOST '])
    assert.equal((await call(taken)).status, 409, taken)
  assert.equal((await call('olga OWNER')).status, 303, 'one’s own, written otherwise')
})

test('what has ended is purged, however much it is, and nothing else', async () => {
  const owner = await signedInAs(house, 'owner')
  await house.db.query({
    text: `insert into identity.tries (key, tries, ends_at)
           select 'ended ' || n, 1, now() - interval '1 second' from generate_series(1, 1500) n`,
  })
  const log = openLog('silent')
  const { round } = purgeIdentity({ db: house.db, log } as Identity)
  assert.deepEqual(await round(), { isUnfinished: true })
  assert.deepEqual(await round(), { isUnfinished: false })
  const { rows } = await house.db.query({
    text: `select from identity.tries where key like 'ended %'`,
  })
  assert.equal(rows.length, 0)
  assert.equal((await owner.get('/dashboard')).status, 200)
})
