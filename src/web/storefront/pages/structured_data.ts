import type { Night, TicketType, Venue } from '../../../catalog/index.ts'
import { decimalMoney } from '../../../kernel/index.ts'
import { nightPath, previewOf } from './layout.ts'

/** schema.org's NightClub, for search engines. `publicUrl` has no trailing slash. */
export function venueData(venue: Venue, publicUrl: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'NightClub',
    name: venue.name,
    url: `${publicUrl}/`,
    description: venue.description || venue.tagline || undefined,
    address: address(venue),
  }
}

/** schema.org's Event with one Offer a ticket type; prices are all in, times carry their zone. */
export function nightData(
  venue: Venue,
  night: Night,
  ticketTypes: TicketType[],
  publicUrl: string,
): object {
  const url = publicUrl + nightPath(night)
  return {
    '@context': 'https://schema.org',
    '@type': 'MusicEvent',
    name: night.title,
    description: night.description || night.subtitle || undefined,
    url,
    image: previewOf(url),
    startDate: night.doors_at.toISOString(),
    endDate: night.ends_at.toISOString(),
    eventStatus: `https://schema.org/${
      night.state === 'cancelled' ? 'EventCancelled' : 'EventScheduled'
    }`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: { '@type': 'NightClub', name: venue.name, address: address(venue) },
    organizer: { '@type': 'Organization', name: venue.name, url: `${publicUrl}/` },
    performer: night.lineup.map((name) => ({ '@type': 'PerformingGroup', name })),
    typicalAgeRange: night.minimum_age === null ? undefined : `${night.minimum_age}-`,
    offers: ticketTypes.map((type) => offer(type, venue.currency, url, night)),
  }
}

function offer(type: TicketType, currency: string, url: string, night: Night): object {
  return {
    '@type': 'Offer',
    name: type.name,
    price: decimalMoney({ amount_minor: type.price_minor, currency }),
    priceCurrency: currency.toUpperCase(),
    availability: `https://schema.org/${availability(type, night)}`,
    validFrom: type.sales_start_at?.toISOString(),
    validThrough: type.sales_end_at?.toISOString(),
    url,
  }
}

function availability(type: TicketType, night: Night): string {
  if (night.state === 'cancelled' || night.is_over || type.sale === 'ended') return 'Discontinued'
  if (type.left <= 0) return 'SoldOut'
  if (night.ga_paused_at) return 'OutOfStock'
  return type.sale === 'on' ? 'InStock' : 'PreOrder'
}

function address(venue: Venue): object {
  return {
    '@type': 'PostalAddress',
    streetAddress: venue.street,
    postalCode: venue.postal_code || undefined,
    addressLocality: venue.city,
    addressCountry: venue.country,
  }
}
