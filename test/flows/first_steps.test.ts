import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FirstStepsAnswer } from '../../src/web/dashboard/api/first_steps_answers.ts'
import { auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { deliver } from '../deliver.ts'
import { eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, openBrowser, signedIn, type Browser } from '../member.ts'
import { assertRefused, runnerOf } from '../nights.ts'

// A house without the demo: from an empty database to a sold ticket, by the dashboard alone.

const OWNER = { name: 'Olga', email: 'olga@house.example', password: 'a long and quiet night' }
const STAFF = { name: 'Mateo', email: 'mateo@house.example', password: 'another long quiet night' }

const venue = {
  name: 'Größe Neun',
  street: 'Hafenstraße 9',
  postal_code: '28217',
  city: 'Bremen',
  country: 'DE',
  time_zone: 'Europe/Berlin',
  currency: 'eur',
  language: 'en',
  contact_email: 'hello@neun.example',
  hard_capacity: 120,
}

let house: House
let folder: string
let owner: Browser
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-first-'))
  // Every chore of the sweep runs, many times over, while there is no venue.
  const log = { LOG_LEVEL: 'info', LOG_FILE: join(folder, 'coatcheck.log') }
  house = await openHouse({ SWEEP_SECONDS_MAX: '0.5', ...log })
})
after(async () => {
  await auditAndClose(house)
  await rm(folder, { recursive: true })
})

const make = (change: object = {}, browser = owner) =>
  dashboard<FirstStepsAnswer>(house, browser, 'PUT', 'first-steps/venue', { ...venue, ...change })
const steps = async () => {
  const { body } = await dashboard<FirstStepsAnswer>(house, owner, 'GET', 'first-steps')
  return body.steps.filter(({ is_done }) => is_done).map(({ name }) => name)
}

test('guests of a house without a venue see that it opens soon, and health is right', async () => {
  const guest = openBrowser(house)
  const home = await guest.get('/')
  assert.equal(home.status, 200)
  assert.match(home.text, /<h1[^>]*>Opening soon<\/h1>/)
  assert.match(home.text, /name="robots" content="noindex"/)
  assert.equal((await guest.get('/healthz')).status, 200)
  for (const path of ['/preview.png', '/nights/any', '/nights/any/tables', '/nowhere'])
    assert.equal((await guest.get(path)).status, 404, path)
  const spanish = await fetch(house.url, { headers: { 'accept-language': 'es' } })
  assert.match(await spanish.text(), /Abrimos pronto/)
})

test('the webhook books what comes before there is a venue', async () => {
  const body = JSON.stringify({
    id: 'evt_early',
    object: 'event',
    type: 'customer.created',
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    api_version: null,
    data: { object: { id: 'cus_1', object: 'customer' } },
  })
  assert.equal(await deliver(house, body), 200)
})

test('the first owner is led to the first steps, and nowhere past them', async () => {
  owner = openBrowser(house)
  const link = (house.firstOwnerUrl() ?? '').replace(house.url, '')
  assert.equal((await owner.post(link, OWNER)).location, '/dashboard')
  for (const path of [
    '/dashboard',
    '/dashboard/orders',
    '/dashboard/settings',
    '/dashboard/nights',
  ])
    assert.equal((await owner.get(path)).location, '/dashboard/first-steps', path)
  for (const path of ['/dashboard/first-steps', '/dashboard/members', '/dashboard/account']) {
    const { status, text } = await owner.get(path)
    assert.equal(status, 200, path)
    assert.match(text, /href="\/dashboard\/first-steps"/)
    assert.doesNotMatch(text, /href="\/dashboard\/orders"/, 'no menu entry that leads back')
  }
})

test('others are told that the owner is still setting the house up, and may not do it', async () => {
  await owner.post('/dashboard/members/invitations', { email: STAFF.email, role: 'manager' })
  const link = await eventually('the invitation', async () => {
    const mail = (await house.mailbox.mails()).find(({ to }) => to[0]?.address === STAFF.email)
    return /\/dashboard\/join\/\S+/.exec(mail?.text ?? '')?.[0]
  })
  await openBrowser(house).post(link, STAFF)
  const manager = await signedIn(house, STAFF.email, STAFF.password)
  const { status, text } = await manager.get('/dashboard')
  assert.deepEqual([status, /The owner is still setting the house up/.test(text)], [200, true])
  assert.equal((await manager.get('/dashboard/first-steps')).status, 403)
  assert.equal((await make({}, manager)).status, 403)
})

test('whatever needs a venue says so to whoever asks the API', async () => {
  const runner = runnerOf(house, owner)
  const night = { title: 'Early', doors_at: '2031-01-01T22:00', ends_at: '2031-01-02T04:00' }
  assertRefused(
    await runner.send('POST', 'nights', { id: `ngt_${'0'.repeat(26)}`, ...night }),
    'not_open_yet',
    'venue',
  )
  assertRefused(await runner.send('GET', 'settings/venue'), 'not_open_yet', 'venue')
  const fits = { hard_capacity: 5, was: null }
  assertRefused(await runner.send('PUT', 'house-capacity', fits), 'not_open_yet', 'venue')
  for (const path of ['tonight', 'orders', 'pending', 'alerts', 'nights', 'comps', 'audit'])
    assert.equal((await runner.send('GET', path)).status, 200, path)
})

test('what cannot be a venue is refused by the name of its field', async () => {
  for (const [change, field] of [
    [{ name: ' ' }, 'name'],
    [{ street: '' }, 'street'],
    [{ city: '' }, 'city'],
    [{ country: 'XX' }, 'country'],
    [{ time_zone: 'posix/Europe/Berlin' }, 'time_zone'],
    [{ time_zone: 'Europe/Atlantis' }, 'time_zone'],
    [{ currency: 'eu' }, 'currency'],
    [{ language: 'de' }, 'language'],
    [{ contact_email: 'nobody' }, 'contact_email'],
    [{ hard_capacity: 0 }, 'hard_capacity'],
    [{ hard_capacity: 1.5 }, 'hard_capacity'],
  ] as const)
    assertRefused(
      await make(change),
      field === 'time_zone' ? 'time_zone_unknown' : 'input_invalid',
      field,
    )
})

test('until then nothing has failed, and the log has no error', async () => {
  const lines = (await readFile(join(folder, 'coatcheck.log'), 'utf8')).split('\n').filter(Boolean)
  assert.ok(lines.length > 10)
  const bad = lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 40)
  assert.deepEqual(bad, [])
  const { rows } = await house.db.query({ text: `select kind from alerts` })
  assert.deepEqual(rows, [])
})

test('sent by many at once it is one venue; whoever comes second with another is told', async () => {
  const sent = await Promise.all([make(), make(), make({ name: 'Another' }), make()])
  const statuses = sent.map(({ status }) => status)
  const made = await house.db.query<{ id: string; name: string; slug: string }>({
    text: `select id, name, slug from venues`,
  })
  assert.equal(made.rows.length, 1)
  const { id, name } = made.rows[0] ?? assert.fail('no venue')
  const winners = name === venue.name ? 3 : 1
  assert.equal(statuses.filter((status) => status === 200).length, winners, statuses.join(' '))
  assert.equal(statuses.filter((status) => status === 409).length, 4 - winners)
  const deeds = await deedsOf(house, id)
  assert.deepEqual(
    deeds.map(({ action, actor }) => [action, actor]),
    [['venue.opened', 'Olga']],
  )
  if (name !== venue.name)
    await dashboard(house, owner, 'PUT', 'settings/venue', {
      ...(await dashboard(house, owner, 'GET', 'settings/venue')).body,
      name: venue.name,
    })
  assertRefused(await make({ name: 'Another' }), 'venue_there', 'venue')
  const second = `insert into venues (id, slug, name, street, city, country, time_zone, currency)
    values ('ven_2', 'two', 'Two', 'x', 'x', 'DE', 'UTC', 'eur')`
  await assert.rejects(house.db.query({ text: second }), /one_venue/)
})

test('from there to a sold ticket; the list ticks itself, and is put away once', async () => {
  assert.deepEqual(await steps(), ['venue', 'stripe', 'members'])
  assert.match((await openBrowser(house).get('/')).text, /Größe Neun/)
  assert.match((await owner.get('/dashboard')).text, /"is_setting_up":true/)
  const runner = runnerOf(house, owner)
  const id = await runner.draft('First Light')
  assert.deepEqual(await steps(), ['venue', 'stripe', 'night', 'members'])
  const over = { capacity: 121 }
  const type = await runner.addType(id, { capacity: 120 })
  assertRefused(await runner.saveType(id, type, over), 'over_hard_capacity', 'capacity')
  assert.equal((await runner.send('POST', `nights/${id}/publish`)).status, 200)
  assert.deepEqual(await steps(), ['venue', 'stripe', 'night', 'published', 'members'])
  const { night } = await runner.night(id)
  const order = await placeOrder(house, night.slug, { [type]: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  const away = () => dashboard(house, owner, 'DELETE', 'first-steps')
  for (const { status } of await Promise.all([away(), away()])) assert.equal(status, 200)
  assert.match((await owner.get('/dashboard')).text, /"is_setting_up":false/)
  const { rows } = await house.db.query({
    text: `select id from audit_entries where action = 'venue.set_up'`,
  })
  assert.equal(rows.length, 1)
})
