export {
  selectNight as findNight,
  selectNightById as findNightById,
  selectUpcomingNights as upcomingNights,
  type Night,
  type NightSummary,
} from './night.sql.ts'
export { giveBack, take } from './stock.ts'
export { selectTicketTypes as ticketTypesOf, type TicketType } from './ticket_type.sql.ts'
export { selectVenue as findVenue, type Venue } from './venue.sql.ts'
