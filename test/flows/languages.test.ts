import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { eventually, fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { placeOf, wares } from '../ware.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => auditAndClose(house))

const SPANISH = { 'accept-language': 'es-ES,es;q=0.9,en;q=0.1' }
const ENGLISH = { 'accept-language': 'en-GB,en;q=0.9' }
const pathOf = ({ order_id, secret }: GuestOrder) => `/orders/${order_id}/${secret}`
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(house.url + path, { headers, redirect: 'manual' })

/** Presses the switch as a browser without scripts does. */
function choose(language: string, back: string, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ language, back })
  return fetch(`${house.url}/language`, { method: 'POST', body, headers, redirect: 'manual' })
}

/** Where the switch of a page says that the page is. */
async function hereOf(page: Response): Promise<string> {
  const here = /name="back" value="([^"]*)"/.exec(await page.text())?.[1] ?? 'no switch'
  return here.replaceAll('&#61;', '=')
}

const cookieOf = (answer: Response) => answer.headers.getSetCookie().join().split(';')[0] ?? ''

async function mailTo({ email }: { email: string }): Promise<{ subject: string; text: string }> {
  const found = await eventually(`the mail to ${email}`, async () =>
    (await house.mailbox.mails()).find((mail) => JSON.stringify(mail.to).includes(email)),
  )
  return found as never
}

test('a page is in the browser’s language, and every cache is told', async () => {
  const { slug } = await addVipNight(house.db)
  for (const [headers, lang, words] of [
    [SPANISH, 'es-ES', 'Comprar entradas'],
    [ENGLISH, 'en-GB', 'Get tickets'],
  ] as const) {
    const page = await get(`/nights/${slug}`, headers)
    assert.equal(page.headers.get('vary'), 'accept-language, cookie')
    const text = await page.text()
    assert.match(text, new RegExp(`<html lang="${lang}">`))
    assert.ok(text.includes(words))
  }
  const state = await get(`/nights/${slug}/tables/state`, SPANISH)
  assert.equal(state.headers.get('vary'), 'accept-language, cookie')
  assert.match(await state.text(), /1 de 1 libres/)
  const lost = await get('/nowhere', SPANISH)
  assert.equal(lost.headers.get('vary'), 'accept-language, cookie')
  assert.match(await lost.text(), /Perdido en la noche/)
  assert.equal((await get('/%zz', SPANISH)).headers.get('vary'), 'accept-language, cookie')
  assert.equal((await get('/preview.png', SPANISH)).headers.get('vary'), null)
})

test('the switch outlasts the page, works without a script, leads nowhere else, and its cookie is HttpOnly', async () => {
  const { slug } = await addVipNight(house.db)
  const path = `/nights/${slug}/tables?from=here`
  const back = await hereOf(await get(path, ENGLISH))
  assert.equal(back, path)
  const switched = await choose('es', back, ENGLISH)
  assert.equal(switched.status, 303)
  assert.equal(switched.headers.get('location'), path)
  const attributes = 'Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax'
  assert.deepEqual(switched.headers.getSetCookie(), [`language=es; ${attributes}`])
  const cookie = cookieOf(switched)
  for (const other of [path, '/', '/nowhere'])
    assert.match(await (await get(other, { ...ENGLISH, cookie })).text(), /<html lang="es-ES">/)
  const again = await choose('en', '/', { ...SPANISH, cookie })
  const english = await get('/', { ...SPANISH, cookie: cookieOf(again) })
  assert.match(await english.text(), /<html lang="en-GB">/)
  for (const away of ['https://evil.example/', '//evil.example', '/..//evil.example'])
    assert.equal((await choose('es', away)).headers.get('location'), '/')
})

test('only this site’s own form switches, and only to a language that there is', async () => {
  for (const [language, headers, status] of [
    ['fr', {}, 422],
    ['__proto__', {}, 422],
    ['es', { 'sec-fetch-site': 'cross-site' }, 403],
  ] as const) {
    const answer = await choose(language, '/', headers)
    assert.equal(answer.status, status)
    assert.deepEqual(answer.headers.getSetCookie(), [])
  }
})

test('the switch of a form’s answer leads to where the form is', async () => {
  const { slug } = await addVipNight(house.db)
  const send = (headers: Record<string, string>) =>
    fetch(`${house.url}/nights/${slug}/orders`, { method: 'POST', headers, body: 'order_id=x' })
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const referer = `${house.url}/nights/${slug}`
  assert.equal(await hereOf(await send({ ...type, referer })), `/nights/${slug}`)
  assert.equal(await hereOf(await send(type)), '/')
})

for (const ware of wares) {
  test(`a switch at the order’s page moves its mails, and nobody else’s link does (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 2)
    const other = await placeOf(ware, house, 2)
    const localeOf = async ({ order_id }: GuestOrder) => {
      const { rows } = await house.db.query<{ locale: string }>({
        text: 'select locale from orders where id = $1',
        values: [order_id],
      })
      return rows[0]?.locale
    }
    await choose('es', `${pathOf(order)}/checkout`)
    await choose('es', pathOf({ ...other, secret: order.secret }))
    assert.deepEqual([await localeOf(order), await localeOf(other)], ['es-ES', 'en-GB'])
    await pay(house, order)
    await fulfilled(house, order, 2)
    const { subject, text } = await mailTo(order)
    assert.match(subject, ware.name === 'GA' ? /^Tus entradas: / : /^Tu mesa: /)
    assert.match(text, /^Hola, Ada:/)
    await choose('en', pathOf(order), { 'accept-language': 'en-US' })
    assert.equal(await localeOf(order), 'en-US')
  })
}

test('no page sets another cookie', async () => {
  const night = await addVipNight(house.db)
  const table = { wished_id: night.tables[0] ?? '', party_size: 2 }
  const order = await placeOrder(house, night.slug, { table })
  const paths = [
    '/',
    `/nights/${night.slug}`,
    `/nights/${night.slug}/preview.png`,
    `/nights/${night.slug}/tables`,
    `/nights/${night.slug}/tables/state`,
    `/nights/${night.slug}/tables/${table.wished_id}`,
    `${pathOf(order)}/checkout`,
    pathOf(order),
    '/nowhere',
  ]
  const cookiesOf = async (path: string) => (await get(path)).headers.getSetCookie()
  for (const path of paths) assert.deepEqual(await cookiesOf(path), [], path)
  await pay(house, order)
  await fulfilled(house, order, 2)
  const { rows } = await house.db.query<{ id: string; claim_secret: string }>({
    text: 'select id, claim_secret from passes where order_id = $1 limit 1',
    values: [order.order_id],
  })
  for (const path of [
    pathOf(order),
    `${pathOf(order)}/state`,
    `${pathOf(order)}/receipt.pdf`,
    `${pathOf(order)}/night.ics`,
    `/passes/${rows[0]?.id}/${rows[0]?.claim_secret}`,
  ]) {
    assert.equal((await get(path)).status, 200, path)
    assert.deepEqual(await cookiesOf(path), [], path)
  }
})
