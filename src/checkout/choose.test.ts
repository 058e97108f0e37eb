import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Night, TicketType } from '../catalog/index.ts'
import { isRefused } from '../kernel/index.ts'
import { chooseLines, type Choice } from './choose.ts'

const night: Night = {
  id: 'ngt_1',
  slug: 'night',
  title: 'Night',
  subtitle: '',
  description: '',
  lineup: [],
  minimum_age: 18,
  poster: 0,
  state: 'published',
  doors_at: new Date(),
  ends_at: new Date(),
  order_tickets_max: 10,
  ga_paused_at: null,
  vip_paused_at: null,
  is_over: false,
}

const typeOf = (id: string, change: Partial<TicketType> = {}): TicketType => ({
  id,
  night_id: night.id,
  name: id,
  description: '',
  price_minor: 1000,
  capacity: 100,
  left: 100,
  order_quantity_max: 8,
  sales_start_at: null,
  sales_end_at: null,
  opens_after: null,
  sale: 'on',
  ...change,
})
const opening = new Date('2026-12-01T11:00:00Z')
const types = [
  typeOf('a'),
  typeOf('b', { price_minor: 2500 }),
  typeOf('soon', { sale: 'not_started', sales_start_at: opening }),
  typeOf('next', { sale: 'waiting', opens_after: 'a' }),
  typeOf('past', { sale: 'ended' }),
  typeOf('penny', { price_minor: 20 }),
  typeOf('palace', { price_minor: 60_000_000 }),
]

function refusalOf(...choices: Choice[]) {
  const result = chooseLines('ord_1', night, types, choices, 'eur')
  return isRefused(result) ? { ...result } : undefined
}
const choose = (ticket_type_id: string, quantity: number) => ({ ticket_type_id, quantity })

test('lines carry the price and the name of this moment, in the order of the page', () => {
  const lines = chooseLines('ord_1', night, types, [choose('b', 1), choose('a', 2)], 'eur')
  assert.ok(!isRefused(lines))
  assert.deepEqual(
    lines.map((line) => [line.name, line.quantity, line.unit_price_minor, line.position]),
    [
      ['b', 1, 2500, 1],
      ['a', 2, 1000, 0],
    ],
  )
})

test('what is no number of tickets is refused by the name of its field', () => {
  for (const quantity of [-1, 1.5, Number.NaN, Infinity, -0.1])
    assert.deepEqual(refusalOf(choose('a', quantity)), {
      refused: 'quantity_invalid',
      field: 'quantity_a',
      detail: { max: 8 },
    })
  for (const quantity of [9, 1e9])
    assert.equal(refusalOf(choose('a', quantity))?.refused, 'too_many_of_kind')
})

test('nothing, an unknown type, one type twice, and too many over all types are refused', () => {
  assert.equal(refusalOf()?.refused, 'nothing_chosen')
  assert.equal(refusalOf(choose('a', 0))?.refused, 'nothing_chosen')
  assert.equal(refusalOf(choose('x', 1))?.field, 'quantity_x')
  assert.equal(refusalOf(choose('a', 1), choose('a', 1))?.refused, 'ticket_type_unknown')
  assert.deepEqual(refusalOf(choose('a', 6), choose('b', 6))?.detail, { max: 10 })
})

test('an amount that no card payment can carry is refused before anything is written', () => {
  assert.equal(refusalOf(choose('penny', 2))?.refused, 'total_too_small')
  assert.equal(refusalOf(choose('penny', 3)), undefined)
  assert.equal(refusalOf(choose('palace', 2))?.refused, 'total_too_large')
})

test('a sale that has not begun says when it does; one that has ended says so', () => {
  assert.deepEqual(refusalOf(choose('soon', 1)), {
    refused: 'sale_not_started',
    field: 'quantity_soon',
    detail: { at: opening.toISOString() },
  })
  assert.equal(refusalOf(choose('past', 1))?.refused, 'sale_ended')
  assert.deepEqual(refusalOf(choose('next', 1)), {
    refused: 'release_not_open',
    field: 'quantity_next',
    detail: { name: 'a' },
  })
})

test('while sales are paused nothing is sold', () => {
  const paused = { ...night, ga_paused_at: new Date() }
  const refused = chooseLines('ord_1', paused, types, [choose('a', 1)], 'eur')
  assert.deepEqual(refused, { refused: 'sales_paused', field: 'night' })
})

test('whatever is chosen, the lines are exactly the choices within the limits, or a refusal', () => {
  const choice = fc.record({
    ticket_type_id: fc.constantFrom('a', 'b', 'soon', 'past', 'x'),
    quantity: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double()),
  })
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 5 }), (choices) => {
      const lines = chooseLines('ord_1', night, types, choices, 'eur')
      if (isRefused(lines)) return lines.field.startsWith('quantity_')
      const wanted = choices.filter((one) => one.quantity > 0)
      const total = lines.reduce((sum, line) => sum + line.quantity, 0)
      return (
        lines.length === wanted.length &&
        total <= night.order_tickets_max &&
        lines.every((line, i) => line.quantity === wanted[i]?.quantity && line.quantity <= 8)
      )
    }),
  )
})
