import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { bookParty, linkOf, pageOf } from '../party.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

test('no page but the checkout names Stripe, lets it in, or loads a script that does', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 1 })
  const party = await bookParty(house, 2, { tables: [{}, {}] })
  const [pass] = party.passes
  assert.ok(pass)
  const tables = `${house.url}/nights/${party.slug}/tables`
  const plan = await (await fetch(tables)).text()
  const [table = ''] = /\/nights\/[\w-]+\/tables\/vtb_\w+/.exec(plan) ?? []
  const checkout = `${pageOf(house, order)}/checkout`
  const pages = [
    house.url,
    `${house.url}/nights/${night.slug}`,
    `${house.url}/nights/${party.slug}`,
    tables,
    house.url + table,
    pageOf(house, order),
    pageOf(house, party.order),
    linkOf(house, pass),
    `${house.url}/nowhere`,
  ]
  for (const url of [...pages, checkout]) {
    const names = await namesOf(url)
    assert.ok(names.includes('<h1'), url)
    const isNamed = /stripe/i.test(names) || names.includes(house.sim.url)
    assert.equal(isNamed, url === checkout, url)
  }
  await audit(house)
})

/** All that a page says: its policy, itself, and the scripts of ours that it loads. */
async function namesOf(url: string): Promise<string> {
  const response = await fetch(url)
  const text = await response.text()
  const scripts = [...text.matchAll(/<script src="(\/assets\/[^"]+)"/g)].map(([, path]) =>
    fetch(house.url + path).then((script) => script.text()),
  )
  const policy = response.headers.get('content-security-policy') ?? ''
  return [policy, text, ...(await Promise.all(scripts))].join('\n')
}
