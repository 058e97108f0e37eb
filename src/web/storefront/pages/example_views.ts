import type { Night, NightSummary, TicketType, Venue } from '../../../catalog/index.ts'
import type { Unsent } from '../../../checkout/index.ts'
import type { PartyView, PassView } from './party_view.ts'
import type { PassPageView } from './pass.ts'
import type { NightView, OrderPageView, OrderView, RefundView, TicketView } from './views.ts'

// One club, one night and one order for the tests of pages, mails and documents.

export const exampleVenue: Venue = {
  id: 'ven_1',
  slug: 'basement-nine',
  name: 'Basement Nine',
  tagline: 'A low room with a loud heart.',
  description: 'Two floors under a former print works.',
  street: 'Lohmühlenstraße 9',
  postal_code: '12435',
  city: 'Berlin',
  country: 'DE',
  time_zone: 'Europe/Berlin',
  currency: 'eur',
  logo_hash: null,
  accent: null,
  contact_email: null,
  language: 'en',
  version: 1,
  is_setting_up: false,
}

export const exampleNight: Night = {
  id: 'ngt_1',
  slug: 'tender-machines',
  title: 'Tender Machines',
  subtitle: 'Live electronics',
  description: 'Nine hours.\n\nTwo floors.',
  lineup: ['Mira Solace', 'Ossian'],
  minimum_age: 18,
  poster: 0,
  state: 'published',
  doors_at: new Date('2026-11-28T22:00:00Z'),
  ends_at: new Date('2026-11-29T05:00:00Z'),
  order_tickets_max: 8,
  ga_paused_at: null,
  vip_paused_at: null,
  is_over: false,
}

export function exampleSummary(change: Partial<NightSummary> = {}): NightSummary {
  return {
    ...exampleNight,
    price_from_minor: 1800,
    is_sold_out: false,
    is_sale_over: false,
    sales_start_at: null,
    ...change,
  }
}

export function exampleType(change: Partial<TicketType> = {}): TicketType {
  return {
    id: 'typ_1',
    night_id: 'ngt_1',
    name: 'General admission',
    description: '',
    price_minor: 2400,
    capacity: 300,
    left: 120,
    order_quantity_max: 6,
    sales_start_at: null,
    sales_end_at: null,
    opens_after: null,
    sale: 'on',
    ...change,
  }
}

export const exampleFrame = {
  venue: exampleVenue,
  locale: 'en',
  publicUrl: 'https://tickets.example',
  assets: { css: '/assets/page.css' },
  environment: 'production' as const,
  here: '/here',
}

export function exampleNightView(change: Partial<NightView> = {}): NightView {
  return {
    ...exampleFrame,
    night: exampleNight,
    ticketTypes: [exampleType()],
    placement: { order_id: 'ord_1', order_secret: 's'.repeat(32) },
    ...change,
  }
}

export const exampleTicket: TicketView = {
  id: 'tkt_1',
  code: '7K3M9QXATB2D4FGH5JNPRSVWYZ',
  ordinal: 1,
  typeName: 'General admission',
  state: 'valid',
  voided_reason: null,
  refund_id: null,
  is_disputed: false,
}

export const exampleRefund: RefundView = {
  id: 'rfd_1',
  state: 'succeeded',
  amount_minor: 2400,
  is_stray: false,
}

export const exampleUnsent: Unsent = { ours_minor: 0, strays_minor: 0, is_lost: false }

export function exampleOrderView(
  order: Partial<OrderView> = {},
  change: Partial<OrderPageView> = {},
): OrderPageView {
  return {
    ...exampleFrame,
    night: exampleNight,
    order: {
      id: 'ord_1',
      kind: 'ga',
      secret: 'q'.repeat(32),
      comp_id: null,
      state: 'fulfilled',
      fulfilment: 'done',
      total_minor: 4800,
      currency: 'eur',
      guest_name: 'Ada',
      guest_email: 'ada@example.com',
      guest_phone: null,
      placed_at: new Date('2026-11-20T18:08:00Z'),
      paid_at: new Date('2026-11-20T18:12:00Z'),
      fulfilled_at: new Date('2026-11-20T18:12:00Z'),
      late_because: null,
      ...order,
    },
    lines: [{ kind: 'ticket', name: 'General admission', quantity: 2, unit_price_minor: 2400 }],
    party: null,
    tickets: [
      exampleTicket,
      { ...exampleTicket, id: 'tkt_2', ordinal: 2, code: 'A1B2C3D4E5F6G7H8J9KAMBNCPD' },
    ],
    refunds: [],
    unsent: exampleUnsent,
    charge: {
      amount_minor: order.total_minor ?? 4800,
      currency: 'eur',
      at: new Date('2026-11-20T18:12:00Z'),
    },
    payment: 'succeeded',
    received_minor: order?.total_minor ?? 4800,
    deposit: null,
    hold_expires_at: null,
    now: new Date('2026-11-20T18:10:00Z'),
    is_sure: true,
    version: 'v1',
    placement: { order_id: 'ord_2', order_secret: 's'.repeat(32) },
    ...change,
  }
}

export const examplePass: PassView = {
  id: 'pas_1',
  ordinal: 1,
  code: '7K3M9QXATB2D4FGH5JNPRSVWYZ',
  claim_secret: 'c'.repeat(32),
  state: 'valid',
  name: null,
  voided_reason: null,
  admitted_at: null,
  is_disputed: false,
}

export function exampleParty(change: Partial<PartyView> = {}): PartyView {
  return {
    table: { name: 'Table 7', zone: 'Gallery' },
    ordered: null,
    arrive_by: new Date('2026-11-28T23:00:00Z'),
    heads: 2,
    package_name: 'Two bottles',
    package_includes: ['Vodka', 'Twelve mixers'],
    policy: 'Tables are kept until midnight.',
    bill: {
      table_price_minor: 0,
      minimum_spend_minor: 60_000,
      worth_minor: 62_000,
      ahead_minor: 20_000,
      reserved_minor: 0,
      credited_minor: 20_000,
      door_minor: 0,
      due_minor: 42_000,
    },
    booking: 'confirmed',
    passes: [
      examplePass,
      {
        ...examplePass,
        id: 'pas_2',
        ordinal: 2,
        code: 'A1B2C3D4E5F6G7H8J9KAMBNCPD',
        claim_secret: 'd'.repeat(32),
        name: 'Grace',
      },
    ],
    more: { max: 3, included: 0, price_minor: 2000 },
    is_disputed: false,
    is_table_disputed: false,
    booking_path: null,
    ...change,
  }
}

/** An order of a VIP table with a deposit. */
export function exampleBookingView(
  party: Partial<PartyView> = {},
  order: Partial<OrderView> = {},
  change: Partial<OrderPageView> = {},
) {
  return {
    ...exampleOrderView({ kind: 'vip', total_minor: 20_000, ...order }, { tickets: [], ...change }),
    lines: [{ kind: 'deposit' as const, name: 'Table 7', quantity: 1, unit_price_minor: 20_000 }],
    party: exampleParty(party),
  }
}

export function examplePassView(change: Partial<PassPageView> = {}): PassPageView {
  return {
    ...exampleFrame,
    night: exampleNight,
    pass: examplePass,
    host: 'Ada',
    table: { name: 'Table 7', zone: 'Gallery' },
    arrive_by: new Date('2026-11-28T23:00:00Z'),
    over: null,
    ...change,
  }
}
