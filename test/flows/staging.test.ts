import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ConfigError, migrate } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { shownOrder } from '../desk.ts'
import { eventually, fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { openBrowser, type Browser } from '../member.ts'
import { freshDatabase } from '../postgres.ts'
import { accountOf, runStaging } from '../staging.ts'
import { ga } from '../ware.ts'

// A copy for trials: it says so everywhere, writes to nobody but its own people, and its database
// is its own.

const OWNER = { name: 'Olga', email: 'olga@club.example', password: 'a long and quiet night' }
const ENGLISH = 'Staging, a copy for trials'
const SPANISH = 'Copia de pruebas'

let house: House
let owner: Browser
before(async () => {
  const allowed = { MAIL_ALLOWED: 'ada@guest.example, club.example' }
  house = await openHouse({ APP_ENV: 'staging', SWEEP_SECONDS_MAX: '0', ...allowed })
  owner = openBrowser(house)
  await owner.post((house.firstOwnerUrl() ?? '').replace(house.url, ''), OWNER)
})
after(() => auditAndClose(house))

/** Settings of a process of its own that is started beside this house. */
const settingsOf = (env: Record<string, string>) => ({
  ...accountOf(house),
  DATABASE_URL: house.databaseUrl,
  PUBLIC_URL: house.url,
  STRIPE_PUBLISHABLE_KEY: house.sim.publishableKey,
  SMTP_URL: house.mailbox.smtpUrl,
  MAIL_FROM: 'tickets@club.example',
  OWNER_EMAIL: OWNER.email,
  AUTH_SECRET: 'the-secret-of-a-house-that-nobody-lives-in',
  ...env,
})

test('its nights are seeded, GA and VIP, from today on, and once however often it is asked', async () => {
  const env = settingsOf({ APP_ENV: 'staging', MAIL_ALLOWED: 'none' })
  const first = await runStaging('seed.ts', [], env)
  assert.deepEqual([first.code, first.errors], [0, ''])
  assert.match(first.out, /^Nights added: 5\./)
  const again = await runStaging('seed.ts', [], env)
  assert.match(again.out, /^Nights added: 0\./)
  const { rows } = await house.db.query<{ nights: number; coming: number; vip: number }>({
    text: `select count(*)::int as nights, count(*) filter (where doors_at > now())::int as coming,
                  count(v.night_id)::int as vip
             from nights left join vip_nights v on v.night_id = nights.id`,
  })
  assert.deepEqual(rows, [{ nights: 5, coming: 5, vip: 3 }])
})

test('nothing but a staging copy is seeded', async () => {
  const { code, errors } = await runStaging('seed.ts', [], settingsOf({ APP_ENV: 'demo' }))
  assert.equal(code, 1)
  assert.match(errors, /^Only a staging copy is seeded: APP_ENV is demo, so nothing was done\.\n$/)
})

test('every answer says that it is staging, and asks robots to keep nothing', async () => {
  const paths = ['/', '/healthz', '/dashboard/sign-in', '/api/orders/x', '/nowhere', '/%zz']
  for (const path of paths) {
    const { headers } = await fetch(house.url + path)
    assert.equal(headers.get('x-coatcheck-environment'), 'staging', path)
    assert.equal(headers.get('x-robots-tag'), 'noindex, nofollow', path)
  }
  const robots = await fetch(`${house.url}/robots.txt`)
  assert.equal(robots.status, 200)
  assert.equal(await robots.text(), 'User-agent: *\nDisallow: /\n')
})

test('a ribbon says so on the pages of guests and of the house, in their language', async () => {
  const night = await ga.open(house.db)
  for (const path of ['/', `/nights/${night.slug}`, '/nowhere', '/dashboard/sign-in']) {
    const text = async (language: string) =>
      (await fetch(house.url + path, { headers: { 'accept-language': language } })).text()
    assert.match(await text('en'), new RegExp(`<aside class="demo">${ENGLISH}`), path)
    assert.match(await text('es'), new RegExp(`<aside class="demo">${SPANISH}`), path)
  }
  for (const path of ['/dashboard', '/dashboard/orders', '/dashboard/settings/mail']) {
    const { status, text } = await owner.get(path)
    assert.equal(status, 200, path)
    assert.match(text, new RegExp(`<aside class="demo">${ENGLISH}`), path)
  }
})

/** An order with its tickets, of a guest who reads that language. */
async function bought(email: string, language = 'en') {
  const night = await ga.open(house.db)
  const order = await placeOrder(house, night.slug, night.wish(1), { name: 'Ada', email })
  const back = `/orders/${order.order_id}/${order.secret}`
  await openBrowser(house).post('/language', { language, back })
  await pay(house, order)
  await fulfilled(house, order, 1)
  return order
}

for (const [language, tag, sentence] of [
  ['en', '[Staging] Your tickets', ENGLISH],
  ['es', '[Pruebas] ', SPANISH],
] as const) {
  test(`a mail to somebody who may get it begins with what it is (${language})`, async () => {
    await bought('Ada@Guest.example', language)
    const mail = await house.mailbox.waitFor(({ subject }) => subject.startsWith(tag))
    assert.ok(mail.text?.startsWith(sentence))
    assert.match(mail.html ?? '', new RegExp(`<body[^>]*><p style="[^"]+">${sentence}`))
  })
}

test('a mail to anybody else is held back, with why, where the order’s mails are shown', async () => {
  const order = await bought('somebody@real.example')
  const held = await eventually('the mail is held back', async () => {
    const { mails } = await shownOrder(house, owner, order)
    return mails.find((one) => one.is_held_back)
  })
  assert.deepEqual([held.kind, held.sent_at], ['confirmation', null])
  const { rows } = await house.db.query({
    text: `select state, held_back_why, sent_at from mails where subject_id = $1`,
    values: [order.order_id],
  })
  assert.deepEqual(rows, [
    { state: 'held_back', held_back_why: 'address_not_allowed', sent_at: null },
  ])
  const sent = await house.mailbox.mails()
  assert.ok(!sent.some(({ to }) => to.some(({ address }) => address === 'somebody@real.example')))
  const { text } = await owner.get('/api/dashboard/settings/mail')
  assert.deepEqual((JSON.parse(text) as { operator: { allowed: string[] } }).operator.allowed, [
    'ada@guest.example',
    'club.example',
  ])
})

test('its database is refused by every other environment, before anything of it is touched', async () => {
  for (const APP_ENV of ['demo', 'production']) {
    const started = house.openSecond({ APP_ENV, MAIL_ALLOWED: '' })
    await assert.rejects(started, (error: unknown) => {
      assert.ok(error instanceof ConfigError)
      assert.match(
        error.message,
        new RegExp(`APP_ENV is ${APP_ENV}, but .* marked as belonging to staging`),
      )
      return true
    })
  }
  const second = await house.openSecond()
  await second.stop()
})

test('a database is marked once, by whoever is first, and before another one could migrate it', async () => {
  const database = await freshDatabase('marked')
  try {
    const both = await Promise.allSettled([
      migrate(database.url, 'staging'),
      migrate(database.url, 'production'),
    ])
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    const winner = both[0]?.status === 'fulfilled' ? 'staging' : 'production'
    await migrate(database.url, winner)
    await migrate(database.url)
  } finally {
    await database.drop()
  }
})

test('the real house says nothing of it, and keeps robots from no public page', async () => {
  const real = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  try {
    const { headers } = await fetch(real.url)
    assert.equal(headers.get('x-coatcheck-environment'), null)
    assert.equal(headers.get('x-robots-tag'), null)
    assert.equal((await fetch(`${real.url}/robots.txt`)).status, 404)
    const second = real.openSecond({ APP_ENV: 'staging', MAIL_ALLOWED: 'none' })
    await assert.rejects(second, /marked as belonging to production/)
  } finally {
    await real.close()
  }
})
