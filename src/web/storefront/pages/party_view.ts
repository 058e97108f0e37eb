import type { Agreement } from '../../../orders/index.ts'
import type { Booking, Pass } from '../../../tickets/index.ts'

/** Where a party sits. */
export interface TableName {
  name: string
  zone: string
}

/** One head's entry, as the booker sees it. */
export type PassView = Pick<
  Pass,
  'id' | 'ordinal' | 'code' | 'claim_secret' | 'state' | 'name' | 'voided_reason'
> & {
  admitted_at: Date | null
  /** Does a bank want back what paid for it, or for the table? Then no door lets it in. */
  is_disputed: boolean
}

/** What the evening costs, in minor units: what is paid and what is due are never mixed. */
export interface BillView {
  table_price_minor: number
  minimum_spend_minor: number
  /** What the evening costs at least. */
  worth_minor: number
  /** Paid by card ahead and kept. */
  ahead_minor: number
  /** Reserved on the card, and charged when the doors open. */
  reserved_minor: number
  /** How much of the two counts towards the bill. */
  credited_minor: number
  /** Paid at the door so far, or given by the house; once the evening is over, paid alone. */
  door_minor: number
  /** Left to be paid at the door. */
  due_minor: number
}

/** The VIP side of an order, for its page, its mails and its documents. */
export interface PartyView extends Pick<
  Agreement,
  'package_name' | 'package_includes' | 'policy' | 'arrive_by'
> {
  /** Where the party sits, or will when it has paid; null while it waits for a table. */
  table: TableName | null
  /** The table that was ordered, where the party sits at another one now. */
  ordered: TableName | null
  /** How many people are coming; on an order of more guests, how many more. */
  heads: number
  bill: BillView
  /** Null while nothing is booked. */
  booking: Booking['state'] | null
  /** Of an order of more guests, theirs alone. Passes that were replaced are not among them. */
  passes: PassView[]
  /**
   * How many more the table has room for, how many of them it includes, and what each of the others
   * costs; null where nobody can be added.
   */
  more: { max: number; included: number; price_minor: number } | null
  /** Does the guest's bank want this order's money back, or has it taken it? */
  is_disputed: boolean
  /** And the money that booked the table: then the door stops every pass of the party. */
  is_table_disputed: boolean
  /** The page of the booking, on an order of more guests for it. */
  booking_path: string | null
}

/** Is any of the passes stopped, though the money of this very order is not disputed? */
export const isStoppedByOther = ({ is_disputed, passes }: PartyView): boolean =>
  !is_disputed && passes.some((pass) => pass.state === 'valid' && pass.is_disputed)

/** The passes that let somebody in, and how many of them have somebody's name. */
export function countClaimed({ passes }: Pick<PartyView, 'passes'>): {
  claimed: number
  all: number
} {
  const valid = passes.filter(({ state }) => state === 'valid')
  return { claimed: valid.filter(({ name }) => name !== null).length, all: valid.length }
}
