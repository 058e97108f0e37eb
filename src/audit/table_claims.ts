import { seatable } from '../catalog/index.ts'
import type { Queryable } from '../kernel/index.ts'
import type { Difference } from './difference.ts'
import { partyDifferences } from './party_claims.ts'
import {
  selectKeptBookings,
  selectSeatlessBookings,
  selectWaitingNights,
  selectWrongTables,
} from './table.sql.ts'

const OURS = 'This is a fault of the box office itself: report it.'

/** Everything that the VIP tables, their holds, bookings and passes say against each other. */
export async function* tableDifferences(db: Queryable): AsyncGenerator<Difference> {
  for (const table of await selectWrongTables(db)) {
    yield {
      claim: 'a VIP table is promised to exactly the people who have paid or are paying for it',
      subjects: {
        night: table.night_id,
        ...(table.vip_table_id
          ? { vip_table: table.vip_table_id }
          : { booking: table.booking_id ?? '' }),
      },
      detail: { ...table },
      todo: OURS,
    }
  }
  for (const booking of await selectSeatlessBookings(db)) {
    yield {
      claim: 'a booking has the table that it names, or waits for one',
      subjects: { booking: booking.id, night: booking.night_id },
      detail: { ...booking },
      todo: 'Assign the booking to another table.',
    }
  }
  for (const booking of await selectKeptBookings(db)) {
    yield {
      claim: 'a booking whose money goes back before anybody has come keeps no table',
      subjects: { booking: booking.id, order: booking.order_id, night: booking.night_id },
      detail: { ...booking },
      todo: 'Cancel the booking: its table cannot be sold.',
    }
  }
  for (const { night_id, waiting, free } of await selectWaitingNights(db)) {
    if (seatable(waiting, free) === waiting.length) continue
    yield {
      claim: 'every party that waits for a table can be seated at those that are kept free',
      subjects: { night: night_id },
      detail: { waiting: waiting.join(' '), free: free.join(' ') },
      todo: OURS,
    }
  }
  yield* partyDifferences(db)
}
