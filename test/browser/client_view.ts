import type { checkoutPage } from '../../src/web/storefront/pages/checkout.ts'
import type { Assets } from '../../src/web/storefront/pages/views.ts'

type CheckoutView = Parameters<typeof checkoutPage>[0]

/** What differs between the checkouts of the tests of the browser's code. */
export interface ViewFacts {
  publicUrl: string
  publishableKey: string
  assets: Assets
  hold_expires_at: Date
  hold_extended: boolean
  now: Date
  kind: 'ga' | 'vip'
  deposit: CheckoutView['deposit']
}

const doors = new Date('2026-12-05T22:00:00Z')

/** The checkout of 48 €, for two tickets or for the deposit of a table, as the server draws it. */
export function checkoutView({ kind, ...facts }: ViewFacts): CheckoutView {
  const order = { ...orderAt(facts.now), kind }
  const goods = kind === 'ga' ? { lines: tickets, party: null } : { lines: deposit, party }
  const frame = { locale: 'en-GB', environment: 'production' as const, here: '/here' }
  return { ...facts, ...frame, venue, night, order, ...goods }
}

const venue: CheckoutView['venue'] = {
  id: 'ven_1',
  slug: 'basement-nine',
  name: 'Basement Nine',
  tagline: 'A room below the river.',
  description: '',
  street: 'Bahnbogen 9',
  postal_code: '10179',
  city: 'Berlin',
  country: 'DE',
  logo_hash: null,
  accent: null,
  contact_email: null,
  language: 'en',
  version: 1,
  is_setting_up: false,
  time_zone: 'Europe/Berlin',
  currency: 'eur',
}

const night: CheckoutView['night'] = {
  id: 'ngt_1',
  slug: 'slow-burn',
  title: 'Slow Burn',
  subtitle: 'Low lights, long sets',
  description: '',
  lineup: ['Ilse Karg', 'Mono Forest'],
  minimum_age: 18,
  poster: 2,
  state: 'published',
  doors_at: doors,
  ends_at: new Date(doors.getTime() + 28_800_000),
  order_tickets_max: 8,
  ga_paused_at: null,
  vip_paused_at: null,
  is_over: false,
}

const tickets: CheckoutView['lines'] = [
  { kind: 'ticket', name: 'Regular', quantity: 2, unit_price_minor: 2400 },
]
const deposit: CheckoutView['lines'] = [
  { kind: 'deposit', name: 'Table 7', quantity: 1, unit_price_minor: 4800 },
]

const party: CheckoutView['party'] = {
  table: { name: 'Table 7', zone: 'Gallery' },
  ordered: null,
  arrive_by: new Date(doors.getTime() + 3_600_000),
  heads: 4,
  package_name: null,
  package_includes: [],
  policy: 'Tables are kept until midnight.',
  bill: {
    table_price_minor: 0,
    minimum_spend_minor: 60_000,
    worth_minor: 60_000,
    ahead_minor: 4800,
    reserved_minor: 0,
    credited_minor: 4800,
    door_minor: 0,
    due_minor: 55_200,
  },
  booking: null,
  passes: [],
  more: null,
  is_disputed: false,
  is_table_disputed: false,
  booking_path: null,
}

function orderAt(now: Date): CheckoutView['order'] {
  return {
    id: 'ord_1',
    kind: 'ga',
    comp_id: null,
    secret: 'secret',
    state: 'open',
    fulfilment: null,
    total_minor: 4800,
    currency: 'eur',
    guest_name: null,
    guest_email: null,
    guest_phone: null,
    placed_at: now,
    paid_at: null,
    fulfilled_at: null,
    late_because: null,
  }
}
