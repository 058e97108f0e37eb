import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleNight, exampleVenue } from '../example_views.ts'
import { bookingPage } from './booking_page.ts'
import {
  exampleBookingView,
  exampleFloorView,
  examplePackage,
  exampleQuote,
  exampleTable,
} from './example_floor.ts'
import { sumOf } from './sum.ts'
import type { BookingView } from './views.ts'

const page = (change: Partial<BookingView> = {}) => bookingPage(exampleBookingView(change))
const frame = { night: exampleNight, venue: exampleVenue, locale: 'en' }

test('a table is booked by a form that needs no script', () => {
  const drawn = page()
  assert.match(drawn, /method="post"\s+action="\/nights\/tender-machines\/tables\/vtb_7"/)
  assert.match(drawn, /type="hidden" name="order_id" value="ord_1"/)
  assert.match(drawn, /type="hidden" name="order_secret" value="s{32}"/)
  assert.match(drawn, /type="hidden" name="terms" value="v1"/)
  assert.match(drawn, /<label for="party_size">How many of you are coming\?<\/label>/)
  assert.equal(drawn.match(/<option/g)?.length, 8)
  assert.match(drawn, /<option selected>6<\/option>/)
  assert.match(drawn, />\s*Continue to payment\s*<\/button>/)
  assert.match(drawn, /name="step" value="show"/)
})

test('a package is one of several, with what is in it and its price, or none', () => {
  const drawn = page()
  assert.match(drawn, /<legend>Bottles and extras<\/legend>/)
  assert.match(drawn, /name="package_id" value="" checked/)
  assert.match(drawn, /Vodka · Tonic/)
  assert.match(drawn, /choice-price">€340</)
  const chosen = page({ quote: exampleQuote({ package_id: 'pkg_1' }) })
  assert.match(chosen, /name="package_id" value="pkg_1" checked/)
  assert.doesNotMatch(page({ packages: [] }), /<fieldset/)
})

test('the terms are all there: amounts, guests, arrive-by and policy', () => {
  const drawn = page()
  for (const words of [
    'The price includes up to 6 guests.',
    'Each further guest costs €20, up to 8 in all.',
    'your party drinks for at least €600',
    'The deposit of €200 counts towards your bill.',
    'Arrive by Sun 29 Nov, 00:00',
    'Tables are kept until midnight.',
    'All fees included',
  ])
    assert.ok(drawn.includes(words), words)
})

test('the best of a zone names the zone, its room, and the table that it is now', () => {
  const [gallery] = exampleFloorView().zones
  assert.ok(gallery)
  const drawn = page({ wished: gallery })
  assert.match(drawn, /<h1[^>]*>Best available</)
  assert.match(drawn, /action="\/nights\/tender-machines\/tables\/zon_1"/)
  assert.match(drawn, /id="sum-table">Table 7</)
  assert.equal(drawn.match(/<option/g)?.length, 8)
})

test('a table that is gone has no form, says why, and leads to the best of its zone', () => {
  const wished = exampleTable({ state: 'held' })
  const drawn = page({ wished, quote: undefined, closed: 'Somebody is booking this table.' })
  assert.doesNotMatch(drawn, /<form(?! class="languages")/)
  assert.match(drawn, /Somebody is booking this table\./)
  assert.match(drawn, /tables\/zon_1">Best available: Gallery</)
})

test('a refusal sums up, leads to its input and marks it', () => {
  const problems = [
    { field: 'party_size', message: 'Room for up to 8.' },
    { field: 'package', message: 'No such package.' },
    { field: 'table', message: 'The terms have changed.' },
  ]
  const drawn = page({ problems })
  assert.match(drawn, /<a href="#party_size"\s*>How many of you: Room for up to 8\.<\/a/)
  assert.match(drawn, /<a href="#booking"\s*>The terms have changed\.<\/a/)
  assert.match(
    drawn,
    /<select id="party_size"[^>]*aria-describedby="party_size_hint party_size_problem" aria-invalid="true"/,
  )
  assert.match(drawn, /<fieldset id="package"[^>]*aria-invalid="true"/)
})

const SUMS: [string, Parameters<typeof exampleQuote>[0], string[]][] = [
  [
    'a minimum spend alone',
    {},
    ['Minimum spend, what you drink at the table €600', 'All in, at least €600'],
  ],
  [
    'extra guests and a package below the minimum',
    {
      extra_guests: 2,
      party_size: 8,
      package_name: 'Two bottles',
      package_price_minor: 34_000,
      worth_minor: 64_000,
    },
    [
      '2 extra guests at €20 each €40',
      'Package: Two bottles €340',
      'Rest of the minimum spend, what you drink at the table €260',
      'All in, at least €640',
    ],
  ],
  [
    'a package above the minimum',
    { package_name: 'Celebration', package_price_minor: 75_000, worth_minor: 75_000 },
    ['Package: Celebration €750', 'All in, at least €750'],
  ],
  [
    'a deposit that is not credited',
    { credited_minor: 0, charged_minor: 9_000 },
    [
      'Minimum spend, what you drink at the table €600',
      'Deposit, not credited to the bill €90',
      'All in, at least €690',
    ],
  ],
  [
    'full payment',
    {
      charge: 'full',
      table_price_minor: 25_000,
      minimum_spend_minor: 0,
      charged_minor: 25_000,
      credited_minor: 25_000,
      worth_minor: 25_000,
    },
    ['Table price €250', 'All in, at least €250'],
  ],
]
for (const [what, agreement, words] of SUMS) {
  test(`it adds up with ${what}: the rows make the total, now and at the door make the same`, () => {
    const sum = sumOf(frame, exampleQuote(agreement))
    const said = [...sum.rows, sum.total].map(({ label, amount }) => `${label} ${amount}`)
    assert.deepEqual(said, words)
    const rows = sum.rows.reduce((all, row) => all + row.amount_minor, 0)
    assert.equal(rows, sum.total.amount_minor)
    assert.equal(sum.now.amount_minor + sum.due.amount_minor, sum.total.amount_minor)
  })
}

test('a card that is charged when the doors open is authorised now, in words', () => {
  const sum = sumOf(frame, exampleQuote({ capture: 'at_doors' }))
  assert.equal(sum.now.label, 'Authorised now')
  assert.ok(
    sum.notes.some((note) => note.includes('charged when the doors open, Sat 28 Nov, 23:00')),
  )
})

test('whether a deposit counts towards the bill is said in words', () => {
  const words = (agreement: object) => sumOf(frame, exampleQuote(agreement)).notes.join(' ')
  assert.match(words({}), /counts towards your bill/)
  assert.match(words({ credited_minor: 0 }), /does not count towards your bill/)
  assert.match(words({ charge: 'full' }), /Everything that has a price is paid ahead/)
})

test('guests without a price, or without more room, are spoken of so', () => {
  const words = (agreement: object) => sumOf(frame, exampleQuote(agreement)).notes.join(' ')
  assert.match(words({ extra_guest_price_minor: 0 }), /Further guests cost nothing, up to 8 in all/)
  assert.match(words({ guests_max: 6 }), /includes all 6 guests that the table has room for\./)
})

test('nothing that the house writes becomes markup, and the page is not indexed', () => {
  const evil = '"><script>alert(1)</script><!--'
  const vip = { ...exampleFloorView().vip, policy: evil }
  const packages = [{ ...examplePackage, name: evil, description: evil, includes: [evil] }]
  const quote = exampleQuote({ package_name: evil, package_price_minor: 100 })
  const wished = exampleTable({ name: evil, zone: evil })
  const problems = [{ field: evil, message: evil }]
  const drawn = page({ vip, packages, quote, wished, problems, closed: evil })
  assert.doesNotMatch(drawn, /<script>alert|<!--/)
  assert.match(drawn, /name="robots" content="noindex"/)
})
