export { issueTickets } from './ticket.ts'
export { selectTickets as ticketsOf, type Ticket } from './ticket.sql.ts'
