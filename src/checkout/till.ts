import type { Database, Log } from '../kernel/index.ts'
import type { Gateway } from '../payments/index.ts'

/** What the story of the money needs from outside: our books, Stripe, and a log. */
export interface Till {
  db: Database
  gateway: Gateway
  log: Log
  /** How long a placed order keeps its stock without being paid for. */
  holdSeconds: number
}

/** The queues of the story. */
export const expireQueue = 'order.expire'
export const fulfilQueue = 'order.fulfil'
/** The mail with the tickets, once per order. */
export const confirmationMail = 'confirmation'
