import type { FastifyRequest } from 'fastify'
import { quoteTable, type Quote } from '../../checkout/index.ts'
import { isRefused, type Refused } from '../../kernel/index.ts'
import { localeOf } from '../language.ts'
import { messagesFor, refusalSentence, type RefusalCode } from '../messages.ts'
import type { Site } from '../site.ts'
import { newPlacement } from './night_routes.ts'
import type { OpenedFloor, OpenedTable } from './open_floor.ts'
import {
  bookingPage,
  closedSale,
  floorPage,
  type BookingView,
  type Party,
} from './pages/tables/index.ts'

/** What a guest has said so far, and what was wrong with it. */
export interface BookingForm {
  party?: Party
  placement?: { order_id: string; order_secret: string }
  refused?: Refused<RefusalCode>
}

/** As many as most parties are; a zone's smaller tables take fewer. */
const PARTY_DEFAULT = 4

/** The floor plan's page, with why a guest is led back to it. */
export function drawFloor(
  site: Site,
  request: FastifyRequest,
  { floor, venue }: OpenedFloor,
  refused?: Refused<RefusalCode>,
): string {
  const locale = localeOf(request)
  const problem = refused && refusalSentence(refused, locale, venue.time_zone)
  return floorPage({ ...floor, venue, problem, ...site.page(request) })
}

/** The page of a table or zone, with what the party's choice comes to or why there is no form. */
export async function drawBooking(
  site: Site,
  request: FastifyRequest,
  opened: OpenedTable,
  form: BookingForm,
): Promise<string> {
  const { floor, venue, wished } = opened
  const { party = partyOf(opened), refused, placement = newPlacement() } = form
  const locale = localeOf(request)
  const frame = { ...floor, venue, wished, placement, ...site.page(request) }
  const quote = await quoteFirst(site, opened, party)
  const problems = refused && [
    { field: refused.field, message: refusalSentence(refused, locale, venue.time_zone) },
  ]
  const closed = isRefused(quote) ? closedWords(frame, quote) : ''
  const shown = isRefused(quote) ? undefined : quote
  return bookingPage({ ...frame, quote: shown, closed, problems })
}

/** What the price is for, or for as many as there is room in the zone, up to an ordinary party. */
function partyOf({ wished, wished_id, floor }: OpenedTable): Party {
  const inside = floor.tables.filter(({ zone_id }) => zone_id === wished_id)
  const most = Math.max(...inside.map(({ guests_max }) => guests_max))
  const party_size =
    'guests_included' in wished ? wished.guests_included : Math.min(PARTY_DEFAULT, most)
  return { party_size, package_id: null }
}

/** The quote for what was chosen; where that cannot be had, for as much of it as can. */
async function quoteFirst(
  site: Site,
  opened: OpenedTable,
  party: Party,
): Promise<Quote | Refused<RefusalCode>> {
  const usual = partyOf(opened)
  // Only these two: the version of the terms that a guest has read must not refuse the new ones.
  const { party_size, package_id } = party
  const choices = [
    { party_size, package_id },
    { ...usual, package_id },
    { party_size, package_id: null },
    usual,
  ]
  const { floor, venue, wished_id } = opened
  let first: Refused<RefusalCode> | undefined
  for (const choice of choices) {
    const wish = { wished_id, ...choice }
    const quote = await quoteTable(site.till.db, floor.night, venue.currency, wish)
    if (!isRefused(quote)) return quote
    first ??= quote
  }
  return first!
}

/** Why there is no form. Of a taken table it is said whether it may be free again. */
function closedWords(
  view: Omit<BookingView, 'quote' | 'closed'>,
  refused: Refused<RefusalCode>,
): string {
  const { taken } = messagesFor(view.locale).tables
  const closed = closedSale(view, view)
  if (closed) return closed
  if (refused.refused === 'zone_full') return taken.zone
  const state = 'state' in view.wished ? view.wished.state : 'free'
  if (refused.refused === 'table_taken' && state !== 'free') return taken[state]
  return refusalSentence(refused, view.locale, view.venue.time_zone)
}
