import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eventually } from '../guest.ts'
import { auditAndClose } from '../audit.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, memberId, openBrowser, signedIn } from '../member.ts'

const OWNER = { name: 'Olga', email: 'olga@house.example', password: 'a long and quiet night' }

let house: House
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-identity-'))
  const log = { LOG_LEVEL: 'debug', LOG_FILE: join(folder, 'coatcheck.log') }
  house = await openHouse({ SWEEP_SECONDS_MAX: '0', ...log })
})
after(async () => {
  await auditAndClose(house)
  await rm(folder, { recursive: true })
})

/** A path of the house as its console or a mail names it. */
const pathOf = (url: string | undefined) => (url ?? assert.fail('no link')).replace(house.url, '')

async function linksIn(email: string): Promise<string[]> {
  const mails = (await house.mailbox.mails()).filter((one) =>
    JSON.stringify(one.to).includes(email),
  )
  return mails.map(({ text }) => /\/dashboard\/join\/\S+/.exec(text ?? '')?.[0] ?? '')
}

async function invitedBy(
  owner: ReturnType<typeof openBrowser>,
  email: string,
  role: string,
): Promise<string> {
  const known = (await linksIn(email)).length
  const sent = await owner.post('/dashboard/members/invitations', { email, role })
  assert.equal(sent.location, '/dashboard/members?invited', sent.text)
  await eventually(`${email} has a mail`, async () => (await linksIn(email)).length > known)
  return (await linksIn(email)).find((link) => link !== '') ?? assert.fail('no link in the mail')
}

test('the first owner is made by the link of the console: once, and then by no other', async () => {
  const first = pathOf(house.firstOwnerUrl())
  await house.restart()
  const second = pathOf(house.firstOwnerUrl())
  assert.notEqual(first, second)
  const { rows } = await house.db.query({ text: `select * from identity.invitations` })
  const token = first.split('/').at(-1) ?? ''
  assert.ok(!JSON.stringify(rows).includes(token), 'what opens a link is not stored')

  for (const wrong of [`${first}x`, first.slice(0, -1), first.replace(/inv_\w+/, 'inv_none')])
    assert.equal((await openBrowser(house).get(wrong)).status, 410, wrong)
  const weak = { ...OWNER, password: 'short' }
  assert.equal((await openBrowser(house).post(first, weak)).status, 422)
  const named = { ...OWNER, name: 'Coatcheck' }
  assert.equal((await openBrowser(house).post(first, named)).status, 422)

  const tries = [first, first, second, second].map((link) => openBrowser(house).post(link, OWNER))
  const answers = await Promise.all(tries)
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 410, 410, 410],
  )
  for (const link of [first, second]) assert.equal((await openBrowser(house).get(link)).status, 410)
  await house.restart()
  assert.equal(house.firstOwnerUrl(), undefined)
  const id = await memberId(house, OWNER.email)
  const deeds = (await deedsOf(house, id)).map(({ action, actor }) => [action, actor])
  assert.deepEqual(deeds, [
    ['member.joined', 'Olga'],
    ['sign_in.succeeded', 'Olga'],
  ])
})

test('a link that has ended opens nothing', async () => {
  const owner = await signedIn(house, OWNER.email, OWNER.password)
  const link = await invitedBy(owner, 'late@house.example', 'host')
  assert.equal((await openBrowser(house).get(link)).status, 200)
  await house.db.query({
    text: `update identity.invitations set expires_at = now() - interval '1 second'
            where email = 'late@house.example'`,
  })
  assert.equal((await openBrowser(house).get(link)).status, 410)
  const late = await openBrowser(house).post(link, { ...OWNER, name: 'Late' })
  assert.equal(late.status, 410)
})

test('an invitation comes by mail, makes a member once, and can be taken back', async () => {
  const owner = await signedIn(house, OWNER.email, OWNER.password)
  const wrong = await owner.post('/dashboard/members/invitations', { email: 'x', role: 'door' })
  assert.equal(wrong.status, 422)
  const known = { email: ' OLGA@house.example', role: 'door' }
  assert.equal((await owner.post('/dashboard/members/invitations', known)).status, 409)

  const older = await invitedBy(owner, 'dario@house.example', 'door')
  await owner.post('/dashboard/members/invitations', { email: 'dario@house.example', role: 'host' })
  assert.equal((await openBrowser(house).get(older)).status, 410, 'the newest link alone opens')
  await eventually('the second mail is there', async () => {
    return (await linksIn('dario@house.example')).length === 2
  })
  const newest = (await linksIn('dario@house.example')).find((link) => link !== older) ?? ''
  const mail = (await house.mailbox.mails()).find(({ text }) => text?.includes(newest))
  assert.match(mail?.text ?? '', /Olga has invited you.*Your role: Host/)
  assert.ok(mail?.html?.includes(house.url + newest))

  const dario = openBrowser(house)
  const shown = await dario.get(newest)
  assert.match(shown.text, /Role: Host/)
  const joined = await dario.post(newest, {
    name: 'Dario',
    // Whoever is invited by one address does not join with another.
    email: 'other@house.example',
    password: OWNER.password,
  })
  assert.equal(joined.location, '/dashboard')
  assert.ok(dario.isIn())
  assert.equal((await openBrowser(house).get(newest)).status, 410)
  assert.match((await dario.get('/dashboard')).text, /Dario/)
  await memberId(house, 'dario@house.example')

  const taken = await invitedBy(owner, 'taken@house.example', 'door')
  const { text } = await owner.get('/dashboard/members')
  const withdrawal = /\/dashboard\/members\/invitations\/\w+\/withdrawal/.exec(text)?.[0] ?? ''
  await owner.post(withdrawal)
  assert.equal((await openBrowser(house).get(taken)).status, 410)
})

test('another role, and a removal, count from the next request on', async () => {
  const owner = await signedIn(house, OWNER.email, OWNER.password)
  const dario = await signedIn(house, 'dario@house.example', OWNER.password)
  const id = await memberId(house, 'dario@house.example')
  assert.equal((await dario.get('/dashboard/members')).status, 403)
  await owner.post(`/dashboard/members/${id}/role`, { role: 'owner' })
  assert.equal((await dario.get('/dashboard/members')).status, 200)
  await owner.post(`/dashboard/members/${id}/role`, { role: 'door' })
  assert.equal((await dario.get('/dashboard/members')).status, 403)
  await owner.post(`/dashboard/members/${id}/removal`)
  assert.match((await dario.get('/dashboard')).location, /^\/dashboard\/sign-in/)
  const shown = { email: 'dario@house.example', password: OWNER.password }
  assert.equal((await openBrowser(house).post('/dashboard/sign-in', shown)).status, 422)
  const deeds = (await deedsOf(house, id)).filter(({ action }) => action.startsWith('member.'))
  assert.deepEqual(
    deeds.map(({ action, actor }) => [action, actor]),
    [
      ['member.joined', 'Dario'],
      ['member.role_changed', 'Olga'],
      ['member.role_changed', 'Olga'],
      ['member.removed', 'Olga'],
    ],
  )
})

test('the last owner stays: neither put down nor removed, and two at once leave one', async () => {
  const owner = await signedIn(house, OWNER.email, OWNER.password)
  const own = await memberId(house, OWNER.email)
  assert.equal((await owner.post(`/dashboard/members/${own}/removal`)).status, 409)
  assert.equal((await owner.post(`/dashboard/members/${own}/role`, { role: 'door' })).status, 409)
  assert.equal((await owner.post('/dashboard/members/mem_none/removal')).status, 404)

  const link = await invitedBy(owner, 'olaf@house.example', 'owner')
  const olaf = openBrowser(house)
  await olaf.post(link, { name: 'Olaf', password: OWNER.password })
  const other = await memberId(house, 'olaf@house.example')
  const answers = await Promise.all([
    owner.post(`/dashboard/members/${other}/role`, { role: 'host' }),
    olaf.post(`/dashboard/members/${own}/removal`),
  ])
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from identity.members where role = 'owner'`,
  })
  const statuses = answers.map(({ status }) => status)
  assert.equal(rows.length, 1, statuses.join())
  assert.equal(statuses.filter((status) => status === 303).length >= 1, true)
})

test('control: without waiting for each other, two owners put each other down', async () => {
  const [one, other] = [await house.db.connect(), await house.db.connect()]
  const putDown = `update identity.members set role = 'host'
    where id = $1 and (select count(*) from identity.members where role = 'owner') > 1`
  try {
    await house.db.query({ text: `delete from identity.members` })
    const { rows } = await house.db.query<{ id: string }>({
      text: `insert into identity.members (id, name, email, role, email_verified)
             values ('mem_1', 'One', 'one@house.example', 'owner', true),
                    ('mem_2', 'Two', 'two@house.example', 'owner', true) returning id`,
    })
    await one.query('begin')
    await other.query('begin')
    await one.query(putDown, [rows[0]?.id])
    await other.query(putDown, [rows[1]?.id])
    const left = await other.query(`select from identity.members where role = 'owner'`)
    await one.query('commit')
    await other.query('commit')
    const standing = await other.query(`select from identity.members where role = 'owner'`)
    assert.equal(left.rowCount, 1, 'each sees the other as the one who stays')
    assert.equal(standing.rowCount, 0)
  } finally {
    one.release()
    other.release()
  }
})

test('the log names nobody, and holds nothing that opens', async () => {
  const read = () => readFile(join(folder, 'coatcheck.log'), 'utf8')
  await eventually('the sign-ins are logged', async () => {
    return (await read()).includes('"route":"/dashboard/members/:id/removal"')
  })
  const log = await read()
  assert.match(log, /"route":"\/dashboard\/join\/:id\/:token"/)
  for (const secret of ['house.example', 'Olga', 'Dario', OWNER.password, '/join/inv_', 'token='])
    assert.ok(!log.includes(secret), secret)
})
