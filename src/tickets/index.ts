export { admit, type Admitted, type AdmitRefusal, type Scan } from './admission.ts'
export { selectTicketCounts as countTickets, type TicketCount } from './duplicate.sql.ts'
export { voidSurplus, type Surplus } from './duplicate.ts'
export { issueTickets } from './ticket.ts'
export {
  markVoided as voidTickets,
  rebindVoided,
  selectTickets as ticketsOf,
  type Ticket,
} from './ticket.sql.ts'
export { endBooking, issueBooking, issueGuests } from './booking.ts'
export {
  lockBooking,
  selectBooking as findBooking,
  selectBookingOfOrder as bookingOfOrder,
  type Booking,
} from './booking.sql.ts'
export { voidPasses } from './pass.ts'
export { selectPasses as passesOf, type Pass } from './pass.sql.ts'
export type { Party } from './pass_admission.ts'
