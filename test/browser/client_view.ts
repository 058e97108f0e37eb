import type { checkoutPage } from '../../src/web/storefront/pages/checkout.ts'
import type { Assets } from '../../src/web/storefront/pages/views.ts'

type CheckoutView = Parameters<typeof checkoutPage>[0]

/** What differs between the checkouts of the tests of the browser's code. */
export interface ViewFacts {
  publicUrl: string
  publishableKey: string
  assets: Assets
  hold_expires_at: Date
  now: Date
}

const doors = new Date('2026-12-05T22:00:00Z')

/** The checkout of two tickets at 24 €, as the server would draw it. */
export function checkoutView(facts: ViewFacts): CheckoutView {
  return { ...facts, locale: 'en-GB', demo: false, venue, night, lines, order: orderAt(facts.now) }
}

const venue: CheckoutView['venue'] = {
  id: 'ven_1',
  slug: 'basement-nine',
  name: 'Basement Nine',
  tagline: 'A room below the river.',
  description: '',
  street: 'Uferstraße 9',
  postal_code: '10999',
  city: 'Berlin',
  country: 'DE',
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
  is_over: false,
}

const lines = [{ name: 'Regular', quantity: 2, unit_price_minor: 2400 }]

function orderAt(now: Date): CheckoutView['order'] {
  return {
    id: 'ord_1',
    secret: 'secret',
    state: 'open',
    fulfilment: null,
    total_minor: 4800,
    currency: 'eur',
    guest_name: null,
    guest_email: null,
    placed_at: now,
    paid_at: null,
  }
}
