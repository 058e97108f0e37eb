import type { Queryable } from '../kernel/index.ts'
import {
  selectBooks,
  type BooksReason,
  type CloseBooks,
  type Differing,
} from './close_books.sql.ts'
import {
  selectCloseArrivals,
  selectCloseDoor,
  selectCloseTables,
  selectCloseTypes,
  type CloseArrivals,
  type CloseDoor,
  type CloseTable,
  type CloseType,
} from './close_heads.sql.ts'
import { selectCloseGuests, selectClosingNight, type ClosingNight } from './close_nights.sql.ts'
import { selectStripe, type CloseStripe, type StripeReason } from './close_stripe.sql.ts'

/** What has happened in a full hour of the venue's clock; amounts are in minor units. */
export interface CloseHour {
  at: Date
  orders: number
  charged_minor: number
  refunded_minor: number
  disputed_minor: number
  arrived_ga: number
  arrived_vip: number
}

/** An order by which Stripe and tickets differ. */
export interface CloseDifference extends Differing<BooksReason | StripeReason> {
  /** Between Stripe and our books, or between our books and the tickets. */
  between: 'stripe' | 'tickets'
  guest_name: string | null
}

/** One report of a night; each figure is defined in docs/night_close.md. */
export interface NightClose {
  night: ClosingNight
  books: Omit<CloseBooks, 'hours' | 'differing' | 'differing_count' | 'difference_minor'> & {
    kept_minor: number
  }
  /** Null while Stripe has not been read to the end of its lists. */
  stripe: (CloseStripe & { kept_minor: number }) | null
  /** What the kept money stands for, by its tickets. */
  tickets_minor: number
  /** Stripe, or our books of it while it has not been read, less the tickets. */
  difference_minor: number
  differences: CloseDifference[]
  differences_count: number
  types: CloseType[]
  tables: CloseTable[]
  door: CloseDoor[]
  hours: CloseHour[]
}

/** Reads a report; `db` is a transaction that sees one moment. */
export async function nightClose(db: Queryable, idOrSlug: string): Promise<NightClose | undefined> {
  const night = await selectClosingNight(db, idOrSlug)
  if (!night) return undefined
  const { id, time_zone, currency } = night
  const { hours, differing, differing_count, difference_minor, ...books } = await selectBooks(
    db,
    id,
    time_zone,
  )
  const { stripe, differing: atStripe } = await selectStripe(db, id, currency)
  const arrivals = await selectCloseArrivals(db, id, time_zone)
  const all = [
    ...atStripe.map((one) => ({ ...one, between: 'stripe' as const })),
    ...differing.map((one) => ({ ...one, between: 'tickets' as const })),
  ]
  const orders = all.map(({ order_id }) => order_id)
  const guests = await selectCloseGuests(db, [...new Set(orders)])
  const { valid_minor, goodwill_minor, stopped_minor, pending_minor, owed_minor } = books
  return {
    night,
    books: { ...books, kept_minor: keptOf(books) },
    stripe: stripe && { ...stripe, kept_minor: keptOf(stripe) },
    tickets_minor: valid_minor - goodwill_minor - stopped_minor + pending_minor + owed_minor,
    difference_minor: difference_minor + (stripe?.difference_minor ?? 0),
    differences: all.map((one) => ({ ...one, guest_name: guests.get(one.order_id) ?? null })),
    differences_count: differing_count + (stripe?.differing_count ?? 0),
    types: await selectCloseTypes(db, id),
    tables: await selectCloseTables(db, id),
    door: await selectCloseDoor(db, id),
    hours: hoursOf(hours, arrivals),
  }
}

type Money = Pick<CloseBooks, 'charged_minor' | 'refunded_minor' | 'disputed_minor'>
const keptOf = ({ charged_minor, refunded_minor, disputed_minor }: Money) =>
  charged_minor - refunded_minor - disputed_minor

/** Money and people in one line for each hour in which there was any of them. */
function hoursOf(money: CloseBooks['hours'], arrivals: CloseArrivals[]): CloseHour[] {
  const byHour = new Map<number, CloseHour>()
  const hourAt = (at: Date): CloseHour => {
    const known = byHour.get(at.getTime())
    if (known) return known
    const none = { orders: 0, charged_minor: 0, refunded_minor: 0, disputed_minor: 0 }
    const hour = { at, ...none, arrived_ga: 0, arrived_vip: 0 }
    byHour.set(at.getTime(), hour)
    return hour
  }
  for (const { at, orders, charged, refunded, disputed } of money) {
    const sums = { charged_minor: charged, refunded_minor: refunded, disputed_minor: disputed }
    Object.assign(hourAt(new Date(at)), { orders, ...sums })
  }
  for (const { at, ga, vip } of arrivals)
    Object.assign(hourAt(at), { arrived_ga: ga, arrived_vip: vip })
  return [...byHour.values()].toSorted((one, other) => one.at.getTime() - other.at.getTime())
}
