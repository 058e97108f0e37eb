import type { GuestOrder } from '../guest.ts'
import type { Plan } from './plan.ts'
import type { PlayedNight } from './programme.ts'

/** What is ordered: GA tickets by their place on the page, a table, or more heads for a booking. */
export type Wish =
  | { tickets: Plan['wants'] }
  | { table: { wished_id: string; party_size: number; package_id: string | null } }
  | { more: { booking_id: string; booking: GuestOrder; guests: number } }

/** What a guest asks for first, and what then when that is not to be had, or is not wanted now. */
export function wishesOf(plan: Plan, night: PlayedNight): { first: Wish; second: Wish } {
  const { party, wants, wants_then } = plan
  if (!party) return { first: { tickets: wants }, second: { tickets: wants_then } }
  const zones = Object.values(night.zones)
  const things = party.wish.what === 'zone' ? zones : night.tables
  const package_id = party.package === null ? null : at(night.packages, party.package)
  // What is asked for second differs from the first in any case: a zone for a table, another zone.
  const other = at(zones, party.wish.place + 1)
  return {
    first: {
      table: { wished_id: at(things, party.wish.place), party_size: party.size, package_id },
    },
    second: { table: { wished_id: other, party_size: party.size_then, package_id } },
  }
}

const at = (ids: string[], place: number) => ids[place % ids.length] ?? ''

/** What no page would send, and is refused. */
export function slipOf({ slip, party }: Plan, night: PlayedNight): Wish | undefined {
  const table = { wished_id: night.tables[0] ?? '', party_size: 2, package_id: null }
  if (slip === 'no_tickets')
    return party ? { table: { ...table, party_size: 0 } } : { tickets: [[0, 0]] }
  if (slip === 'strange_type')
    return party ? { table: { ...table, wished_id: 'vtb_none' } } : { tickets: [[7, 1]] }
  return undefined
}

/** The part of the API's body that says it. */
export function bodyOf(wish: Wish, night: PlayedNight): object {
  if ('table' in wish) return { table: wish.table }
  if ('more' in wish) {
    const { booking_id, booking, guests } = wish.more
    return { more: { booking_id, booking_secret: booking.secret, guests } }
  }
  const lines = wish.tickets.map(([type, quantity]) => ({
    ticket_type_id: night.types[type] ?? 'typ_none',
    quantity,
  }))
  return { lines }
}

/** The form of a page that says it, and where that is; the terms of a table are read before. */
export function formOf(
  wish: Wish,
  night: PlayedNight,
): { path: string; route: string; fields: Record<string, string> } {
  if ('table' in wish) {
    const { wished_id, party_size, package_id } = wish.table
    return {
      path: `/nights/${night.slug}/tables/${wished_id}`,
      route: '/nights/:slug/tables/:wished_id',
      fields: { party_size: String(party_size), package_id: package_id ?? '' },
    }
  }
  if ('more' in wish) {
    const { booking, guests } = wish.more
    return {
      path: `/orders/${booking.order_id}/${booking.secret}/guests`,
      route: '/orders/:order_id/:secret/guests',
      fields: { guests: String(guests) },
    }
  }
  const quantities = wish.tickets.map(([type, quantity]) => [
    `quantity_${night.types[type]}`,
    String(quantity),
  ])
  return {
    path: `/nights/${night.slug}/orders`,
    route: '/nights/:slug/orders',
    fields: Object.fromEntries(quantities) as Record<string, string>,
  }
}
