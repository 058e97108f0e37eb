export { admit, ticketName, type Admitted, type AdmitRefusal, type Scan } from './admission.ts'
export { selectTicketCounts as countTickets, type TicketCount } from './duplicate.sql.ts'
export { voidSurplus, type Surplus } from './duplicate.ts'
export { issueTickets } from './ticket.ts'
export {
  markVoided as voidTickets,
  rebindVoided,
  selectTicket as findTicket,
  selectTickets as ticketsOf,
  type Ticket,
} from './ticket.sql.ts'
export { withdrawTickets } from './unused_ticket.ts'
export { moveBookingToNight, movePasses, moveTickets } from './move.sql.ts'
export { lockUnusedPasses, lockUnusedTickets } from './unused_order.ts'
export { moveBooking, swapBookings, unassignBooking, type AssignmentRefusal } from './assignment.ts'
export { balanceDue } from './balance.ts'
export { refuseOver } from './booking_over.ts'
export { endAsNoShow, endBooking, issueBooking, noteArrival, releaseBooking } from './booking.ts'
export { addGuests, issueGuests } from './booking_guests.ts'
export {
  lockBooking,
  markBookingSeated,
  markSeatingTakenBack,
  narrowBooking,
  selectBooking as findBooking,
  selectBookingOfOrder as bookingOfOrder,
  selectBookingsOfNight as bookingsOfNight,
  type Booking,
  type BookingState,
} from './booking.sql.ts'
export { markLocked, markUnlocked } from './booking_table.sql.ts'
export {
  insertDoorPayment,
  markReversed,
  selectDoorMoney as moneyAtDoor,
  selectDoorPayment as findDoorPayment,
  selectDoorPayments as doorPaymentsOf,
  selectTaken as takenAtDoor,
  type DoorPayment,
} from './door_payment.sql.ts'
export { selectPassAdmissions as passAdmissionsOf } from './admission.sql.ts'
export { enter, type EntranceRefusal, type EntranceWanted, type LetIn } from './entrance.ts'
export { undoEntrance, type UndoRefusal, type UndoWanted } from './entrance_undo.ts'
export type { Entrance } from './entrance.sql.ts'
export { claimPass, namePass, passOfLink, type ClaimRefusal } from './pass_claim.ts'
export { replacePass, type ReplaceRefusal } from './pass_replacement.ts'
export { replaceTicket, type ReplaceTicketRefusal } from './ticket_replacement.ts'
export { selectReplaced as replacementsOf } from './ticket_replacement.sql.ts'
export { eraseDoorNotes, eraseHeld, eraseHolders, eraseWalkIns, lockHeld } from './erase.sql.ts'
export { updatePartyName as namePartyAtDoor } from './booking_name.sql.ts'
export { voidPasses, type VoidedPasses } from './pass.ts'
export {
  selectPass as findPass,
  selectPassCounts as countPasses,
  selectPasses as passesOf,
  type Pass,
} from './pass.sql.ts'
export { takeBackArrival, takeBackNoShow, takeBackRelease } from './take_back.ts'
export { seatWalkIn, type WalkIn } from './walk_in.ts'
