import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LANGUAGES } from '../../src/web/language.ts'
import type { SampleMailsAnswer } from '../../src/web/dashboard/api/guest_answers.ts'
import { auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { partyAtDoor, ticketsAtDoor } from '../door.ts'
import { api, eventually } from '../guest.ts'
import { codeOfEntry, entriesAt, previewsOf, reissueEntry } from '../guest_view.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { keys } from '../staff.ts'

// What the venue sees of what a guest sees: all of it, and nothing by which anybody could act.

let house: House
let owner: Browser
let host: Browser
let door: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  owner = await signedInAs(house, 'owner')
  host = await signedInAs(house, 'host')
  door = await signedInAs(house, 'door')
})
after(() => auditAndClose(house))

/** A guest's own secrets, each as it could stand in a page. */
async function secretsOf(order: { order_id: string; secret: string }): Promise<string[]> {
  const { rows } = await house.db.query<{ secret: string }>({
    text: `select code as secret from tickets where order_id = $1
           union select code from passes where order_id = $1
           union select claim_secret from passes where order_id = $1`,
    values: [order.order_id],
  })
  return [order.secret, ...rows.map(({ secret }) => secret)]
}

/** Fails where a preview could do, send or open anything. */
function assertStill(page: string, headers: Headers, secrets: string[]): void {
  const joined = page.replaceAll(/\s/g, '')
  for (const secret of secrets) assert.ok(!joined.includes(secret), 'no secret is in it')
  assert.doesNotMatch(page, /<script|<noscript|<a\b[^>]*\shref=|\saction=/)
  for (const [control] of page.matchAll(/<(?:button|input|select|textarea)\b[^>]*/g))
    assert.match(control, /^<\w+ disabled/)
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(
    policy,
    /^sandbox allow-same-origin; default-src 'none'.*form-action 'none'.*frame-ancestors 'self'/,
  )
  assert.doesNotMatch(policy, /script-src/)
  assert.equal(headers.get('cache-control'), 'no-store')
}

const mailed = () =>
  eventually('every mail is sent', async () => {
    const { rowCount } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rowCount === 0
  })

test('tickets, their mail and their receipt are previewed in the guest’s language, without a code', async () => {
  const { order } = await ticketsAtDoor(house, 2)
  await house.db.query({
    text: `update orders set locale = 'es-ES' where id = $1`,
    values: [order.order_id],
  })
  await mailed()
  const sent = (await house.mailbox.mails()).length
  const secrets = await secretsOf(order)
  const shown = await previewsOf(house, host, order)
  const page = await host.get(shown.page)
  assert.equal(page.status, 200)
  assertStill(page.text, page.headers, secrets)
  assert.match(page.text, /<html lang="es-ES">/)
  assert.match(page.text, /PREV IEW0/)
  assert.deepEqual(
    shown.mails.map(({ kind }) => kind),
    ['confirmation'],
  )
  assert.equal(shown.next?.kind, 'confirmation')
  for (const { path } of [...shown.mails, shown.next ?? assert.fail()]) {
    const mail = await host.get(path)
    assertStill(mail.text, mail.headers, secrets)
    assert.match(mail.text, /<strong>Subject:<\/strong> Tus entradas/)
    assert.match(mail.text, /src="data:image\/png;base64,/)
    assert.doesNotMatch(mail.text, /cid:/)
  }
  const receipt = await host.get(shown.receipt ?? '')
  assert.equal(receipt.headers.get('content-type'), 'application/pdf')
  const policy = receipt.headers.get('content-security-policy') ?? ''
  assert.match(policy, /^default-src 'none'.*form-action 'none'.*frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /script-src|connect-src/)
  for (const [name, value] of [
    ['cache-control', 'no-store'],
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'SAMEORIGIN'],
    ['referrer-policy', 'same-origin'],
  ] as const)
    assert.equal(receipt.headers.get(name), value, name)
  assert.equal((await house.mailbox.mails()).length, sent, 'nothing was sent')
})

test('a party’s page, its passes and its mails are previewed, without a link to forward', async () => {
  const { order } = await partyAtDoor(house, 2)
  const secrets = await secretsOf(order)
  const shown = await previewsOf(house, host, order)
  assert.equal(shown.passes.length, 2)
  for (const { path } of [{ path: shown.page }, ...shown.passes]) {
    const page = await host.get(path)
    assert.equal(page.status, 200, path)
    assertStill(page.text, page.headers, secrets)
  }
  for (const { path } of shown.mails) {
    const mail = await host.get(path)
    assertStill(mail.text, mail.headers, secrets)
    assert.match(mail.text, /\/passes\/|Pass 1/)
  }
})

test('what a preview shows lets nobody in, and its links lead nowhere', async () => {
  const { order, slug } = await ticketsAtDoor(house, 1)
  const shown = await previewsOf(house, host, order)
  const { text } = await host.get(shown.page)
  const code = /PREV(?: \w{2,4})+/.exec(text)?.[0] ?? assert.fail('it shows a code')
  const admitted = await api(house, 'POST', '/api/door/admissions', { code, night: slug })
  assert.equal(admitted.status, 401)
  const tried = await fetch(`${house.url}/api/door/admissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.DOOR_KEY}` },
    body: JSON.stringify({ code, night: slug, door: 'North door' }),
  })
  assert.equal(((await tried.json()) as { code: string }).code, 'ticket_unknown')
  assert.equal((await fetch(`${house.url}/orders/${order.order_id}/preview`)).status, 404)
})

test('a mail that would not be sent any more is not shown as if it would', async () => {
  const { order } = await ticketsAtDoor(house, 1)
  for (const replacements of [0, 1]) {
    const [ticket] = await entriesAt(house, host, order)
    assert.ok(ticket)
    await reissueEntry(house, host, order, { id: ticket.id, replacements })
  }
  const code = await codeOfEntry(house, (await entriesAt(house, host, order))[0]?.id ?? '')
  const reissued = (await previewsOf(house, host, order)).mails.filter(
    ({ kind }) => kind === 'reissued',
  )
  assert.equal(reissued.length, 2)
  const texts = await Promise.all(reissued.map(async ({ path }) => (await host.get(path)).text))
  assert.equal(texts.filter((text) => /would not be sent any more/.test(text)).length, 1)
  assert.ok(texts.every((text) => !text.replaceAll(/\s/g, '').includes(code)))
})

test('nobody previews another order’s mail or pass by way of their own, and the door previews none', async () => {
  const [one, other] = [await ticketsAtDoor(house, 1), await partyAtDoor(house, 2)]
  const shown = await previewsOf(house, host, other.order)
  const base = `/dashboard/orders/${one.order.order_id}/preview`
  for (const { path } of [...shown.passes, ...shown.mails]) {
    const part = path.split('/preview/')[1] ?? ''
    assert.equal((await host.get(`${base}/${part}`)).status, 404, part)
  }
  assert.equal((await host.get('/dashboard/orders/ord_none/preview/page')).status, 404)
  assert.equal((await door.get(`${base}/page`)).status, 403)
  const refused = await dashboard(house, door, 'GET', `orders/${one.order.order_id}/preview`)
  assert.equal(refused.status, 403)
})

test('every kind of mail that a guest can get has a sample in both languages, for the owner alone', async () => {
  const path = 'settings/preview'
  const { body } = await dashboard<SampleMailsAnswer>(house, owner, 'GET', path)
  assert.ok(body.kinds.length >= 14)
  assert.deepEqual(
    body.languages.map(({ language }) => language),
    Object.keys(LANGUAGES),
  )
  for (const kind of body.kinds)
    for (const { language } of body.languages) {
      const mail = await owner.get(`/dashboard/${path}/${kind}/${language}`)
      assert.equal(mail.status, 200, `${kind} ${language}`)
      assertStill(mail.text, mail.headers, [])
      assert.match(mail.text, new RegExp(`<html lang="${language}`), kind)
    }
  assert.equal((await owner.get(`/dashboard/${path}/nothing/en`)).status, 404)
  assert.equal((await owner.get(`/dashboard/${path}/refund/de`)).status, 404)
  assert.equal((await host.get(`/dashboard/${path}/refund/en`)).status, 403)
})
