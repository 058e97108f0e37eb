export { issueTickets } from './ticket.ts'
export { selectTickets as ticketsOf } from './ticket.sql.ts'
