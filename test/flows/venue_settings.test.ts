import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encode } from 'fast-png'
import type { VenueAnswer } from '../../src/web/dashboard/api/venue_answers.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { buy } from '../money_back.ts'
import { withPixels } from '../png.ts'
import { keys } from '../staff.ts'
import { ga } from '../ware.ts'

// The venue as its owner changes it: what guests see of it, what is refused, and who may.

const path = 'settings/venue'

/** A picture of that size. */
const png = (width: number, height: number) =>
  Buffer.from(encode({ width, height, channels: 3, data: new Uint8Array(width * height * 3) }))

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

async function venueNow(): Promise<VenueAnswer> {
  const { status, body } = await dashboard<VenueAnswer>(house, owner, 'GET', path)
  assert.equal(status, 200)
  return body
}

/** The same venue with something changed. */
async function change(changed: Record<string, unknown>, browser = owner) {
  return dashboard<VenueAnswer>(house, browser, 'PUT', path, { ...(await venueNow()), ...changed })
}

async function trail(): Promise<[string, unknown][]> {
  const { rows } = await house.db.query<{ id: string }>({ text: `select id from venues` })
  const deeds = await deedsOf(house, rows[0]?.id ?? '')
  return deeds.map((deed) => [deed.action, Reflect.get(deed, 'detail')])
}

async function sendLogo(bytes: Buffer, browser = owner) {
  const response = await fetch(`${house.url}/api/dashboard/${path}/logo`, {
    method: 'POST',
    headers: {
      cookie: browser.cookie(),
      origin: house.url,
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(bytes),
  })
  return {
    status: response.status,
    body: (await response.json()) as never as VenueAnswer & { code: string },
  }
}

const home = async () => (await fetch(house.url)).text()

test('before anything is sold all of it changes, the currency too, and guests see it at once', async () => {
  const changed = { name: 'The Vault', city: 'Bremen', currency: 'gbp', time_zone: 'Europe/London' }
  const { status, body } = await change(changed)
  assert.equal(status, 200)
  assert.equal(body.currency, 'gbp')
  assert.match(await home(), /The Vault/)
  assert.match(await home(), /Bremen/)
  assert.deepEqual((await change(changed)).status, 200)
  const fields = 'city currency name time_zone'
  assert.deepEqual(await trail(), [['venue.changed', { fields, version: 2 }]])
  assert.equal((await change({ currency: 'eur', time_zone: 'Europe/Berlin' })).status, 200)
})

test('of two who save what they have read, the second is told what the first has changed', async () => {
  const read = await venueNow()
  const both = await Promise.all(
    [{ tagline: 'Mine' }, { tagline: 'Yours' }].map((changed) =>
      dashboard<VenueAnswer>(house, owner, 'PUT', path, { ...read, ...changed }),
    ),
  )
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 409]))
  const late = both.find(({ status }) => status === 409)
  assert.deepEqual([late?.body.code, late?.body.errors[0]?.field], ['changed_meanwhile', 'tagline'])
  const first = both.find(({ status }) => status === 200)?.body
  assert.equal((await venueNow()).tagline, first?.tagline, 'nothing is overwritten')
  // The same once more is no other save, and what was read last may be changed.
  const again = { ...read, tagline: first?.tagline }
  assert.equal((await dashboard(house, owner, 'PUT', path, again)).status, 200)
  assert.equal((await change({ tagline: '' })).status, 200)
})

test('guests may write to the address of the house, and an address it has to be', async () => {
  const wrong = await change({ contact_email: 'hello@vault.example>\r\nBcc: all@vault.example' })
  assert.deepEqual([wrong.status, wrong.body.errors[0]?.field], [422, 'contact_email'])
  assert.equal((await change({ contact_email: 'hello@vault.example' })).status, 200)
  assert.match(await home(), /href="mailto:hello@vault\.example"/)
})

test('a colour in which nobody could read is refused with why, a lighter one is on every page', async () => {
  const dark = await change({ accent: '#0000ff' })
  assert.equal(dark.status, 422)
  assert.deepEqual([dark.body.code, dark.body.errors[0]?.field], ['accent_unreadable', 'accent'])
  assert.match(String(Reflect.get(dark.body, 'detail')), /is 1\.9, and has to be 4\.5/)
  assert.doesNotMatch(await home(), /\/look\//)
  assert.equal((await change({ accent: '#FF8800' })).status, 200)
  const [, href = ''] = /href="(\/look\/[^"]+)"/.exec(await home()) ?? []
  assert.equal(href, '/look/ff8800.css')
  const sheet = await fetch(house.url + href)
  assert.match(await sheet.text(), /^:root\{--accent:#ff8800\}/)
  assert.match(sheet.headers.get('content-type') ?? '', /^text\/css/)
  assert.match(sheet.headers.get('cache-control') ?? '', /immutable/)
  for (const other of ['/look/ff8800', '/look/zzzzzz.css', '/look/ff8800;}.css'])
    assert.notEqual((await fetch(house.url + other)).status, 200, other)
})

test('a logo is told by its content, kept by its hash, and stands on pages and in mails', async () => {
  const { status, body } = await sendLogo(png(120, 40))
  assert.equal(status, 200, JSON.stringify(body))
  assert.match(body.logo ?? '', /^\/logo\/[0-9a-f]{64}$/)
  const served = await fetch(house.url + (body.logo ?? ''))
  assert.equal(served.headers.get('content-type'), 'image/png')
  assert.equal(served.headers.get('x-content-type-options'), 'nosniff')
  assert.match(served.headers.get('cache-control') ?? '', /immutable/)
  assert.ok((await home()).includes(`src="${body.logo}"`))
  const order = await buy(house, ga, 1)
  const mail = await eventually('the confirmation', async () => {
    const mails = await house.mailbox.mails()
    return mails.find(({ to }) => to.some(({ address }) => address === order.email))
  })
  assert.ok(mail.html?.includes(`${house.url}${body.logo}`))
  assert.ok(mail.html?.includes('4px solid #ff8800'))
  const known = await trail()
  await sendLogo(png(120, 40))
  assert.deepEqual(await trail(), known, 'the same logo is no change')
})

test('what is no picture, or too large, is refused, and the logo stays', async () => {
  const { logo } = await venueNow()
  const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')
  assert.equal((await sendLogo(page)).body.code, 'logo_invalid')
  assert.equal((await sendLogo(Buffer.alloc(0))).body.code, 'logo_invalid')
  assert.equal((await sendLogo(Buffer.alloc(600 * 1024))).body.code, 'logo_too_large')
  assert.equal((await sendLogo(png(5000, 4))).body.code, 'logo_too_large')
  const bomb = withPixels(Buffer.alloc(64 * 1024 * 1024))
  assert.equal((await sendLogo(bomb)).body.code, 'logo_invalid', 'it would become huge')
  assert.equal((await venueNow()).logo, logo)
})

test('a logo is taken away once; mails that were sent go on showing it', async () => {
  const { logo } = await venueNow()
  const remove = () =>
    fetch(`${house.url}/api/dashboard/${path}/logo`, {
      method: 'DELETE',
      headers: { cookie: owner.cookie(), origin: house.url },
    })
  const answers = await Promise.all([remove(), remove()])
  for (const answer of answers) assert.equal(answer.status, 200)
  assert.equal((await venueNow()).logo, null)
  assert.equal((await fetch(house.url + (logo ?? ''))).status, 200)
  const removals = (await trail()).filter(([action]) => action === 'venue.logo_removed')
  assert.equal(removals.length, 1)
})

test('once something was ordered the currency stays, with the reason; the rest may change', async () => {
  assert.equal((await venueNow()).is_currency_fixed, true)
  const refused = await change({ currency: 'usd' })
  assert.deepEqual([refused.status, refused.body.code], [409, 'currency_fixed'])
  assert.equal(refused.body.errors[0]?.field, 'currency')
  assert.equal((await change({ tagline: 'Under the arches' })).status, 200)
})

test('what cannot be is refused by the name of its field', async () => {
  for (const [changed, field] of [
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(81) }, 'name'],
    [{ tagline: 'two\nlines' }, 'tagline'],
    [{ country: 'XX' }, 'country'],
    [{ currency: 'eu' }, 'currency'],
    [{ time_zone: 'posix/Europe/Berlin' }, 'time_zone'],
    [{ time_zone: 'Europe/Atlantis' }, 'time_zone'],
    [{ accent: 'red' }, 'accent'],
    [{ accent: '#fff}*{' }, 'accent'],
  ] as const) {
    const { status, body } = await change(changed)
    assert.equal(status, 422, JSON.stringify(changed))
    assert.equal(body.errors[0]?.field, field, JSON.stringify(body))
  }
})

test('the owner alone changes it', async () => {
  const facts = await venueNow()
  for (const role of ['manager', 'host', 'door'] as const) {
    const browser = await signedInAs(house, role)
    assert.equal((await dashboard(house, browser, 'GET', path)).status, 403)
    assert.equal((await dashboard(house, browser, 'PUT', path, facts)).status, 403)
    assert.equal((await sendLogo(png(4, 4), browser)).status, 403)
  }
})
