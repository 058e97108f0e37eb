import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  exampleBookingView,
  exampleFrame,
  exampleNight,
  exampleNightView,
  exampleOrderView,
  examplePass,
  examplePassView,
  exampleSummary,
  exampleType,
  exampleVenue,
} from './example_views.ts'
import { checkoutPage, nightPage, orderPage, passPage, problemPage, venuePage } from './index.ts'

const hold_expires_at = new Date('2026-11-20T18:20:00Z')
const checkout = (change = {}) =>
  checkoutPage({
    ...exampleOrderView({ state: 'open', fulfilment: null }, { payment: 'open' }),
    hold_expires_at,
    hold_extended: false,
    publishableKey: 'pk_test_1',
    assets: { css: '/page.css', checkoutJs: '/checkout.js', stripeJs: 'https://js.example/v3' },
    ...change,
  })

const pages: Record<string, string> = {
  venue: venuePage({ ...exampleFrame, nights: [exampleSummary()] }),
  'venue without nights': venuePage({ ...exampleFrame, nights: [] }),
  night: nightPage(exampleNightView()),
  'night with a problem': nightPage(
    exampleNightView({ problems: [{ field: 'quantity_typ_1', message: 'Only 2 left.' }] }),
  ),
  checkout: checkout(),
  order: orderPage(exampleOrderView()),
  'order that waits': orderPage(exampleOrderView({ state: 'paid', fulfilment: 'pending' })),
  booking: orderPage(exampleBookingView()),
  pass: passPage(examplePassView()),
  'pass that is claimed': passPage(examplePassView({ pass: { ...examplePass, name: 'Bob' } })),
  problem: problemPage({ ...exampleFrame, status: 404 }),
}

for (const [name, page] of Object.entries(pages)) {
  test(`"${name}" is well formed: one h1, tags in pairs, ids once, labels for inputs`, () => {
    assert.ok(page.startsWith('<!doctype html>'))
    assert.equal(page.match(/<h1[\s>]/g)?.length, 1)
    assert.equal(page.match(/<main[\s>]/g)?.length, 1)
    assert.deepEqual(unpaired(page), [])
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])
    assert.deepEqual(ids, [...new Set(ids)])
    for (const [, id] of page.matchAll(/<(?:select|input)\s+id="([^"]*)"/g)) {
      assert.match(page, new RegExp(`<label[^>]* for="${id}"`), `no label for ${id}`)
    }
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g)) assert.ok(ids.includes(id), `no #${id}`)
    assert.match(page, /<title>[^<]+<\/title>/)
    assert.doesNotMatch(page, /\sstyle="|<style|undefined|\[object|NaN/)
    assert.doesNotMatch(page, /<script(?![^>]*(src=|type="application\/))/)
  })
}

test('what people typed never becomes markup, not in text, attributes or data blocks', () => {
  const evil = `"><script>alert(1)</script></script><!--`
  const venue = { ...exampleVenue, name: evil, tagline: evil, description: evil, street: evil }
  const night = { ...exampleNight, title: evil, description: evil, lineup: [evil], subtitle: evil }
  const type = exampleType({ name: evil, description: evil })
  const problems = [{ field: 'quantity_typ_1', message: evil }]
  const order = exampleOrderView({ guest_name: evil, guest_email: evil })
  const table = { name: evil, zone: evil }
  const evilPass = { ...examplePass, name: evil }
  const evilParty = {
    table,
    ordered: table,
    policy: evil,
    package_name: evil,
    package_includes: [evil],
    passes: [evilPass],
  }
  const drawn = [
    venuePage({
      ...exampleFrame,
      venue,
      nights: [exampleSummary({ title: evil, lineup: [evil] })],
    }),
    nightPage(exampleNightView({ venue, night, ticketTypes: [type], problems })),
    orderPage({ ...order, venue, night, version: evil }),
    orderPage({ ...exampleBookingView(evilParty), venue, night }),
    passPage(examplePassView({ venue, night, host: evil, table, typed: evil })),
    passPage(examplePassView({ venue, night, table, pass: evilPass })),
    checkout({ venue, night, order: order.order }),
    problemPage({ ...exampleFrame, venue, status: 404, title: evil, sentence: evil }),
  ]
  for (const page of drawn) {
    assert.doesNotMatch(page, /<script>alert|<!--/)
    assert.deepEqual(unpaired(page), [])
  }
})

test('the data blocks say in JSON what was put in', () => {
  const title = 'A </script> night & "more"'
  const night = { ...exampleNight, title }
  const data = block(nightPage(exampleNightView({ night })), 'application/ld+json')
  assert.equal(data['name'], title)
  assert.equal(data['startDate'], '2026-11-28T22:00:00.000Z')
  assert.deepEqual((data['offers'] as { price: string; availability: string }[])[0]?.price, '24.00')
  const client = block(checkout(), 'application/json')
  assert.equal(client['amount_minor'], 4800)
  assert.equal(client['amount_text'], '€48')
  assert.equal(client['expires_at'], '2026-11-20T18:20:00.000Z')
  assert.equal(client['return_url'], `https://tickets.example/orders/ord_1/${'q'.repeat(32)}`)
  assert.deepEqual(client['guest'], {
    name: 'Ada',
    email: 'ada@example.com',
    phone: null,
  })
})

test('public pages can be shared, private ones are not indexed and name no address', () => {
  assert.match(pages['night']!, /rel="canonical" href="https:\/\/tickets\.example\/nights\/tender/)
  assert.match(pages['night']!, /property="og:title" content="Tender Machines, Sat 28 Nov 2026/)
  for (const name of ['order', 'checkout', 'problem']) {
    assert.match(pages[name]!, /name="robots" content="noindex"/)
    assert.doesNotMatch(pages[name]!, /og:url|canonical/)
  }
})

test('a demo and a staging copy say so on every page, the real thing does not', () => {
  const real = { ...exampleFrame, nights: [] }
  assert.match(venuePage({ ...real, environment: 'demo' }), /Demo: no real money moves/)
  const staging = { ...real, environment: 'staging' as const }
  assert.match(venuePage(staging), /Staging, .*no real money moves/)
  assert.match(venuePage({ ...staging, locale: 'es-ES' }), /Copia de pruebas: sin dinero real/)
  assert.doesNotMatch(venuePage(real), /no real money moves/)
})

test('the venue page says price, sold out or the start of the sale', () => {
  const nights = [
    exampleSummary({ price_from_minor: 2250 }),
    exampleSummary({ is_sold_out: true, price_from_minor: null }),
    exampleSummary({ sales_start_at: new Date('2026-12-04T11:00:00Z') }),
    exampleSummary({ price_from_minor: null }),
    exampleSummary({ price_from_minor: null, is_sale_over: true }),
  ]
  const page = venuePage({ ...exampleFrame, nights })
  const words = ['from €22.50', 'Sold out', 'On sale Fri 4 Dec, 12:00', 'At the door', 'Sale ended']
  for (const word of words) {
    assert.ok(page.includes(word), word)
  }
})

function block(page: string, type: string): Record<string, unknown> {
  const start = page.indexOf(`<script type="${type}"`)
  const json = page.slice(page.indexOf('>', start) + 1, page.indexOf('</script>', start))
  return JSON.parse(json) as Record<string, unknown>
}

/** The tags that are opened and not closed in order, or the other way round. */
function unpaired(page: string): string[] {
  const single = /^(?:meta|link|input|br|img|hr|!doctype)$/
  const open: string[] = []
  for (const [tag, slash, name = ''] of page.matchAll(
    /<(\/?)([a-z!][a-z0-9]*)(?:"[^"]*"|[^>"])*>/gi,
  )) {
    if (single.test(name.toLowerCase()) || tag.endsWith('/>')) continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) return [...open, tag]
  }
  return open
}
