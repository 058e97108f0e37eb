import type { Environment } from '../../../kernel/index.ts'
import type { Line, Order } from '../../../orders/index.ts'
import type { HouseWords } from '../../../mail/index.ts'
import type { Unsent } from '../../../checkout/index.ts'
import type { Payment, Refund } from '../../../payments/index.ts'
import type { Ticket } from '../../../tickets/index.ts'
import type { Night, NightSummary, HeldRates, TicketType, Venue } from '../../../catalog/index.ts'
import type { CheckoutMessages } from '../../messages.ts'
import type { DifferenceView, WaitingMove } from './difference_words.ts'
import type { ChargeView } from './money_back.ts'
import type { PartyView } from './party_view.ts'
import type { ShownNight, VipSummary } from './tables/views.ts'

/** Addresses of the built files; the ones that a page does not need may be left out. */
export interface Assets {
  css: string
  favicon?: string | undefined
  /** Typefaces worth fetching before the style sheet is read. */
  fonts?: string[] | undefined
  checkoutJs?: string | undefined
  orderJs?: string | undefined
  tablesJs?: string | undefined
  proofJs?: string | undefined
  dashboardCss?: string | undefined
  dashboardJs?: string | undefined
  stripeJs?: string | undefined
}

/** What every page is drawn from. */
export interface PageView {
  venue: Venue
  locale: string
  /** The address that guests see, without a trailing slash. */
  publicUrl: string
  assets: Assets
  environment: Environment
  /** The page's own path, for whoever comes back to it in another language. */
  here: string
}

export interface VenueView extends PageView {
  nights: NightSummary[]
}

/** A sentence about one input. `field` is the input's name, or "quantity" for all of them. */
export interface FieldProblem {
  field: string
  message: string
  /** True where the sentence is about the whole form, and `field` only the first to mend. */
  isGeneral?: boolean
}

export interface NightView extends PageView {
  night: ShownNight
  ticketTypes: TicketType[]
  /** Its VIP tables, where it has any. */
  vip?: VipSummary | undefined
  /** Made for this page, so that posting it twice places one order. */
  placement: { order_id: string; order_secret: string }
  /** What the guest chose before a refusal, by ticket type. */
  chosen?: Record<string, string> | undefined
  problems?: FieldProblem[] | undefined
}

/** The order as the pages read it; names as in the table `orders`. */
export interface OrderView {
  id: string
  kind: Order['kind']
  /** The comp that it is of, and so on the house; null on every order that is paid for. */
  comp_id: string | null
  secret: string
  state: Order['state']
  fulfilment: 'pending' | 'done' | 'stuck' | null
  total_minor: number
  currency: string
  guest_name: string | null
  guest_email: string | null
  guest_phone: string | null
  placed_at: Date
  paid_at: Date | null
  fulfilled_at: Date | null
  late_because: Order['late_because']
}

export type OrderLineView = Pick<Line, 'kind' | 'name' | 'quantity' | 'unit_price_minor'>

export interface TicketView {
  id: string
  code: string
  ordinal: number
  typeName: string
  state: 'valid' | 'voided'
  voided_reason: Ticket['voided_reason']
  /** The refund that gave its worth back. */
  refund_id: string | null
  /** A bank wants the money of its order back: the door stops it. */
  is_disputed: boolean
}

/** Money on its way back to the guest. */
export interface RefundView {
  id: string
  state: Refund['state']
  amount_minor: number
  /** True for a payment that the order did not need: it has nothing to do with the tickets. */
  is_stray: boolean
}

/** Money that is reserved on the card first, and charged when the doors open. */
export interface DepositView {
  state: Payment['state']
  amount_minor: number
  /** The reservation has ended, and the venue keeps the booking all the same. */
  is_waived: boolean
}

/** An order with its night, for the pages, the mail and the documents. */
export interface PurchaseView {
  venue: Venue
  night: Night
  order: OrderView
  lines: OrderLineView[]
  /** The VIP side; null on an order of GA tickets. */
  party: PartyView | null
  /** What moves once it is paid for; null, or left out, on every order but a move's difference. */
  difference?: DifferenceView | null
  /** What was in its prices when it was placed. */
  rates?: HeldRates | null
  locale: string
  publicUrl: string
  house?: HouseWords | undefined
}

/** An order with what became of its money. */
export interface BookedView extends PurchaseView {
  tickets: TicketView[]
  /** Oldest first. */
  refunds: RefundView[]
  /** What is owed back since a refund has failed. */
  unsent: Unsent
  /** Null while nothing was charged. */
  charge: ChargeView | null
}

export interface OrderPageView extends PageView, BookedView {
  /** The live payment's state, null where none was made. */
  payment: Payment['state'] | null
  /** What that payment has brought; null while it has brought nothing. */
  received_minor: number | null
  /** Null where the card is charged at once. */
  deposit: DepositView | null
  /** When the hold ends or ended; null once it was converted. */
  hold_expires_at: Date | null
  /** The database's clock. */
  now: Date
  /** Nothing can have happened to the payment that is not booked. */
  is_sure: boolean
  /** Changes whenever the page would look different. */
  version: string
  /** Made for this page, so that asking twice for more guests places one order. */
  placement: { order_id: string; order_secret: string }
  /** Why what the guest has just asked for was not done. */
  problem?: FieldProblem | undefined
  /** The move of its tickets that waits for its guest to pay; left out where none does. */
  waiting?: WaitingMove | null
}

export interface CheckoutView extends PageView, PurchaseView {
  hold_expires_at: Date
  /** The guest has been given more time already. */
  hold_extended: boolean
  /** The database's clock. */
  now: Date
  publishableKey: string
  /** Null where the card is charged at once. */
  deposit: DepositView | null
}

/** The data block of the checkout page, read by the browser's code. */
export interface CheckoutData {
  order_id: string
  secret: string
  order_url: string
  return_url: string
  night_url: string
  publishable_key: string
  /** Whether the card is charged at once, or only authorised for now. */
  capture: 'automatic' | 'manual'
  amount_minor: number
  /** The same amount as the guest reads it, such as "€48". */
  amount_text: string
  currency: string
  locale: string
  time_zone: string
  now: string
  expires_at: string
  /** More time was asked for and given; that is done once. */
  extended: boolean
  guest: { name: string; email: string; phone: string | null } | null
  /** True where the venue has to be able to call the guest. */
  asks_phone: boolean
  /** The sentence under the pay button, and the venue's own words that the guest agrees to. */
  terms: { text: string; policy: string | null }
  messages: CheckoutMessages
}

export interface ProblemView {
  status: number
  /** Both default to the friendly words for the status. */
  title?: string | undefined
  sentence?: string | undefined
  /** The input that it is about, where somebody could mend it. */
  field?: string | undefined
  /** Where it leads back to; guests are led to all nights. */
  home?: { path: string; name: string } | undefined
  venue?: Venue | undefined
  locale: string
  publicUrl: string
  assets: Assets
  environment: Environment
  /** The page's own path, for whoever comes back to it in another language. */
  here: string
}

/** A form that is refused for what others have not paid for, and what it can be worked for. */
export interface UnpaidView extends PageView {
  sentence: string
  /** Where the form goes, what it has said, and the challenge as JSON. */
  action: string
  fields: Record<string, string>
  challenge: string
}

/** What the confirmation mail is made of. */
export interface ConfirmationView extends PurchaseView {
  tickets: TicketView[]
}

/** What the mail about a payment that waits for its tickets is made of. */
export interface LookedAfterView extends PurchaseView {
  /** What the guest was charged, which may not be what the order costs (F48). */
  received_minor: number
  /** It was not charged yet, but reserved on the card. */
  is_reserved: boolean
}

/** What the mail about one refund is made of. */
export interface RefundMailView extends BookedView {
  refund: RefundView
}
