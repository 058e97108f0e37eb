import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleNight, exampleNightView, exampleType } from './example_views.ts'
import { nightPage } from './night.ts'
import type { NightView } from './views.ts'

const page = (change: Partial<NightView>) => nightPage(exampleNightView(change))
const opens = new Date('2026-12-04T11:00:00Z')

test('a night on sale has a form that needs no script', () => {
  const drawn = page({})
  assert.match(drawn, /<form method="post" action="\/nights\/tender-machines\/orders"/)
  assert.match(drawn, /type="hidden" name="order_id" value="ord_1"/)
  assert.match(drawn, /type="hidden" name="order_secret" value="s{32}"/)
  assert.match(drawn, /<select id="quantity_typ_1" name="quantity_typ_1"/)
  assert.match(drawn, />\s*Get tickets\s*<\/button>/)
  assert.match(drawn, /All fees included/)
})

test('the choice ends at the smallest of stock, limit of the type and limit of the order', () => {
  const most = (change: object) => page(change).match(/<option/g)!.length - 1
  assert.equal(most({}), 6)
  assert.equal(most({ ticketTypes: [exampleType({ left: 3 })] }), 3)
  assert.equal(most({ night: { ...exampleNight, order_tickets_max: 2 } }), 2)
})

test('a refusal keeps the choice, sums up, and marks the input', () => {
  const problems = [{ field: 'quantity_typ_1', message: 'Only 9 left.' }]
  const drawn = page({ chosen: { typ_1: '4' }, problems })
  assert.match(drawn, /role="alert"/)
  assert.match(drawn, /<a href="#quantity_typ_1">General admission: Only 9 left\.<\/a>/)
  assert.match(drawn, /aria-invalid="true" aria-describedby="quantity_typ_1_problem"/)
  assert.match(drawn, /<option selected>4<\/option>/)
})

for (const chosen of ['1.5', 'a', '-1', '', '1e9']) {
  test(`a choice of "${chosen}" falls back to none`, () => {
    assert.match(page({ chosen: { typ_1: chosen } }), /<option selected>0<\/option>/)
  })
}

test('a choice beyond the limit falls back to the limit', () => {
  assert.match(page({ chosen: { typ_1: '999999999' } }), /<option selected>6<\/option>/)
})

test('a problem without an input of its own leads to the tickets', () => {
  const sold = [exampleType(), exampleType({ id: 'typ_2', name: 'Early bird', left: 0 })]
  const problems = [{ field: 'quantity_typ_2', message: 'Sold out.' }]
  assert.match(page({ ticketTypes: sold, problems }), /<a href="#tickets">Early bird: Sold out\./)
})

test('how many are left is said from 20 down', () => {
  assert.match(page({ ticketTypes: [exampleType({ left: 20 })] }), /20 left/)
  assert.doesNotMatch(page({ ticketTypes: [exampleType({ left: 21 })] }), /21 left/)
})

const closed: [string, Partial<NightView>, RegExp][] = [
  ['sold out', { ticketTypes: [exampleType({ left: 0 })] }, /This night is sold out/],
  ['ended', { ticketTypes: [exampleType({ sale: 'ended' })] }, /sale for this night has ended/],
  [
    'not yet on sale',
    { ticketTypes: [exampleType({ sale: 'not_started', sales_start_at: opens })] },
    /Tickets go on sale Fri 4 Dec, 12:00\./,
  ],
  ['over', { night: { ...exampleNight, is_over: true } }, /This night is over/],
  ['paused', { night: { ...exampleNight, ga_paused_at: opens } }, /Sales are paused/],
  ['cancelled', { night: { ...exampleNight, state: 'cancelled' } }, /This night is cancelled/],
  ['without tickets', { ticketTypes: [] }, /no advance sale/],
]
for (const [state, change, words] of closed) {
  test(`a night that is ${state} says so and has no form`, () => {
    const drawn = page(change)
    assert.match(drawn, words)
    assert.doesNotMatch(
      drawn,
      /<form(?! class="languages")|<select|<button(?! class="link" name="language")/,
    )
  })
}

test('one type can be closed while another is on sale', () => {
  const types = [
    exampleType({ left: 0 }),
    exampleType({ id: 'typ_2', sale: 'not_started', sales_start_at: opens }),
    exampleType({ id: 'typ_3', sale: 'ended' }),
    exampleType({ id: 'typ_5', sale: 'waiting', opens_after: 'First release' }),
    exampleType({ id: 'typ_4' }),
  ]
  const drawn = page({ ticketTypes: types })
  const waits = 'Opens when “First release” is sold out'
  for (const words of ['Sold out', 'On sale Fri 4 Dec, 12:00', 'Sale ended', waits]) {
    assert.ok(drawn.includes(words), words)
  }
  assert.equal(drawn.match(/<select/g)?.length, 1)
  assert.match(drawn, /schema\.org\/SoldOut.*PreOrder.*Discontinued.*PreOrder.*InStock/)
})

test('a cancelled night tells search engines', () => {
  const drawn = page({ night: { ...exampleNight, state: 'cancelled' } })
  assert.match(drawn, /schema\.org\/EventCancelled/)
})
