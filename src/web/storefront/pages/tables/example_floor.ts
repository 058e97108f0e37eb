import type { Package, VipNight } from '../../../../catalog/index.ts'
import type { Quote } from '../../../../checkout/index.ts'
import { exampleFrame, exampleNight } from '../example_views.ts'
import type { BookingView, FloorView, TableView } from './views.ts'

// A small house with three tables in two zones, for the tests of its pages.

export const exampleVipNight: VipNight = {
  night_id: 'ngt_1',
  floor_plan_id: 'flr_1',
  sales_start_at: null,
  sales_end_at: null,
  sale: 'on',
  arrive_by: new Date('2026-11-28T23:00:00Z'),
  policy: 'Tables are kept until midnight.',
  capture: 'at_once',
}

export function exampleTable(change: Partial<TableView> = {}): TableView {
  return {
    night_id: 'ngt_1',
    vip_table_id: 'vtb_7',
    name: 'Table 7',
    kind: 'booth',
    zone_id: 'zon_1',
    zone: 'Gallery',
    rank: 1,
    shape: 'rectangle',
    x: 150,
    y: 120,
    width: 90,
    height: 70,
    rotation: 0,
    table_price_minor: 0,
    minimum_spend_minor: 60_000,
    charge: 'deposit',
    deposit_minor: 20_000,
    deposit_percent: null,
    is_deposit_credited: true,
    guests_included: 6,
    guests_max: 8,
    extra_guest_price_minor: 2_000,
    state: 'free',
    charged_from_minor: 20_000,
    hold_id: null,
    booking_id: null,
    heads: 0,
    ...change,
  }
}

export const examplePackage: Package = {
  id: 'pkg_1',
  night_id: 'ngt_1',
  name: 'Two bottles',
  description: 'For a long night.',
  includes: ['Vodka', 'Tonic'],
  price_minor: 34_000,
}

export function exampleFloorView(change: Partial<FloorView> = {}): FloorView {
  const box = { y: 10, width: 300, height: 400 }
  return {
    ...exampleFrame,
    night: exampleNight,
    vip: exampleVipNight,
    plan: { id: 'flr_1', name: 'Ground floor', width: 1000, height: 600 },
    zones: [
      { id: 'zon_1', name: 'Gallery', x: 10, ...box },
      { id: 'zon_2', name: 'Terrace', x: 400, ...box },
    ],
    tables: [
      exampleTable(),
      exampleTable({ vip_table_id: 'vtb_8', name: 'Table 8', state: 'held', rotation: 90 }),
      exampleTable({
        vip_table_id: 'vtb_9',
        name: 'Table 9',
        zone_id: 'zon_2',
        zone: 'Terrace',
        kind: 'table',
        shape: 'round',
        state: 'booked',
      }),
    ],
    packages: [examplePackage],
    ...change,
  }
}

export function exampleQuote(agreement: Partial<Quote['agreement']> = {}): Quote {
  const { state: _shown, charged_from_minor: _from, ...offer } = exampleTable()
  return {
    offer: { ...offer, state: 'free' },
    terms: 'v1',
    lines: [],
    agreement: {
      order_id: '',
      night_id: 'ngt_1',
      vip_table_id: 'vtb_7',
      wished_id: 'vtb_7',
      party_size: 6,
      guests_included: 6,
      guests_max: 8,
      extra_guests: 0,
      extra_guest_price_minor: 2_000,
      table_price_minor: 0,
      minimum_spend_minor: 60_000,
      package_id: null,
      package_name: null,
      package_includes: [],
      package_price_minor: 0,
      charge: 'deposit',
      charged_minor: 20_000,
      credited_minor: 20_000,
      worth_minor: 60_000,
      arrive_by: exampleVipNight.arrive_by,
      policy: exampleVipNight.policy,
      capture: 'at_once',
      ...agreement,
    },
  }
}

export function exampleBookingView(change: Partial<BookingView> = {}): BookingView {
  return {
    ...exampleFloorView(),
    wished: exampleTable(),
    quote: exampleQuote(),
    closed: '',
    placement: { order_id: 'ord_1', order_secret: 's'.repeat(32) },
    ...change,
  }
}
