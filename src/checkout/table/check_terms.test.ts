import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TableTerms } from '../../catalog/index.ts'
import { refuseAmounts, refusePackagePrice } from './check_terms.ts'

const terms: TableTerms = {
  is_on_sale: true,
  table_price_minor: 0,
  minimum_spend_minor: 60_000,
  charge: 'deposit',
  deposit_minor: 20_000,
  deposit_percent: null,
  is_deposit_credited: true,
  guests_included: 4,
  guests_max: 8,
  extra_guest_price_minor: 2_000,
}
const fieldOf = (change: Partial<TableTerms>, currency = 'eur') =>
  refuseAmounts({ ...terms, ...change }, currency)?.field

test('each currency has its own smallest charge', () => {
  assert.equal(fieldOf({}), undefined)
  assert.equal(fieldOf({ deposit_minor: 50 }), undefined)
  assert.equal(fieldOf({ deposit_minor: 49 }), 'deposit_minor')
  assert.equal(fieldOf({ deposit_minor: 30 }, 'gbp'), undefined)
  assert.equal(fieldOf({ extra_guest_price_minor: 0, deposit_minor: 17_500 }, 'huf'), undefined)
  assert.equal(fieldOf({ deposit_minor: 17_499 }, 'huf'), 'deposit_minor')
  assert.equal(fieldOf({}, 'huf'), 'extra_guest_price_minor')
  assert.equal(refusePackagePrice(49, 'eur')?.field, 'price_minor')
  assert.equal(refusePackagePrice(50, 'eur'), undefined)
})

test('a share is held against the least that the evening is worth', () => {
  const share = { deposit_minor: null, deposit_percent: 1 }
  assert.equal(fieldOf({ ...share, minimum_spend_minor: 4_901 }), undefined, 'rounded up to 50')
  assert.equal(fieldOf({ ...share, minimum_spend_minor: 4_900 }), 'deposit_percent')
  assert.equal(fieldOf({ ...share, minimum_spend_minor: 20 }), 'minimum_spend_minor')
})

test('a table that is off sale may lack what is charged, but has no amount that no card pays', () => {
  const nothing = { is_on_sale: false, charge: 'full', deposit_minor: null } as const
  assert.equal(fieldOf(nothing), undefined)
  assert.equal(fieldOf({ ...nothing, is_on_sale: true }), 'table_price_minor')
  assert.equal(fieldOf({ is_on_sale: false, deposit_minor: 10 }), 'deposit_minor')
})

test('what the fullest table comes to is within one payment', () => {
  assert.equal(fieldOf({ table_price_minor: 99_931_999 }), undefined)
  assert.equal(fieldOf({ table_price_minor: 99_932_000 }), 'table_price_minor')
})
