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
