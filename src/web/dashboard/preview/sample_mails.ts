import type { Venue } from '../../../catalog/index.ts'
import type { HouseWords } from '../../../mail/index.ts'
import type { GuestMailKind } from '../../house_mails.ts'
import {
  bookingMail,
  bookingMovedMail,
  cancelledMail,
  chargedMail,
  compWithdrawnMail,
  confirmationMail,
  lookedAfterMail,
  moveOfferedMail,
  nightCancelledMail,
  refundMail,
  reissuedMail,
  releasedMail,
  unsentMail,
} from '../../storefront/mail/index.ts'
import {
  exampleBookingView,
  exampleNight,
  exampleOrderView,
  examplePass,
  exampleRefund,
  exampleTicket,
} from '../../storefront/pages/example_views.ts'
import type { OrderView } from '../../storefront/pages/views.ts'

/** What every sample is drawn for: the house as it is, and a language. */
interface For {
  venue: Venue
  locale: string
  publicUrl: string
  /** What the house adds to it. */
  house?: HouseWords | undefined
}

/** A mail as far as it is shown. */
type Drawn = ReturnType<typeof confirmationMail>

/** One for each kind of mail that a guest can get, with the words of the real ones. */
const SAMPLES: Record<GuestMailKind, (view: For) => Drawn> = {
  confirmation: (view) => confirmationMail(ga(view)),
  booking: (view) => bookingMail(vip(view)),
  guests_added: (view) => bookingMail(vip(view, { kind: 'vip_guests' })),
  looked_after: (view) =>
    lookedAfterMail({ ...ga(view, { state: 'paid' }), received_minor: 4800, is_reserved: false }),
  reissued: (view) => reissuedMail({ ...ga(view), entry: { ticket: exampleTicket } }),
  pass_reissued: (view) => reissuedMail({ ...vip(view), entry: { pass: examplePass } }),
  order_moved: (view) =>
    confirmationMail({ ...ga(view), moved: { from: exampleNight, back_minor: 1200 } }),
  move_offered: (view) =>
    moveOfferedMail({ ...ga(view, { state: 'open', total_minor: 1200 }), ...OFFERED }),
  booking_moved: (view) => bookingMovedMail({ ...vip(view), table: TABLE }),
  refund: (view) => {
    const refunds = [exampleRefund]
    const [first, ...others] = ga(view).tickets
    const gone = {
      state: 'voided',
      voided_reason: 'refunded',
      refund_id: exampleRefund.id,
    } as const
    const tickets = first ? [{ ...first, ...gone }, ...others] : others
    return refundMail({ ...ga(view), refunds, tickets, refund: exampleRefund })
  },
  booking_cancelled: (view) => cancelledMail({ ...vip(view), ...moneyBack(20_000) }),
  booking_unsent: (view) => unsentMail({ ...vip(view), ...moneyUnsent(20_000) }),
  night_cancelled: (view) => nightCancelledMail({ ...ga(view), ...moneyBack(4800) }),
  deposit_charged: (view) => chargedMail({ ...vip(view), charged_minor: 20_000 }),
  deposit_released: (view) =>
    releasedMail({ ...vip(view, RETURNED), is_waived: false, released_minor: 20_000 }),
  comp_withdrawn: (view) =>
    compWithdrawnMail(ga(view, { comp_id: 'cmp_1', total_minor: 0, state: 'withdrawn' })),
}

/** The sample of a kind of mail. */
export function sampleMail(kind: GuestMailKind, view: For): Drawn {
  return SAMPLES[kind](view)
}

const RETURNED = { state: 'refunded', fulfilment: null } as const
const OFFERED = {
  difference: { from: exampleNight.title, path: '', is_withdrawn: false },
  hold_expires_at: exampleNight.doors_at,
}
const TABLE = { id: 'vtb_1', name: 'Table 7', zone: 'Gallery', rank: 1 }

/** Two tickets for a night. */
function ga(view: For, order: Partial<OrderView> = {}) {
  return exampleOrderView({ currency: view.venue.currency, ...order }, view)
}

/** A table for two with a deposit. */
function vip(view: For, order: Partial<OrderView> = {}) {
  return exampleBookingView({}, { currency: view.venue.currency, ...order }, view)
}

/** All of it is on its way back. */
const moneyBack = (requested_minor: number) => ({
  kept_minor: 0,
  disputed_minor: 0,
  lost_minor: 0,
  back: { requested_minor, sent_minor: 0, unsent_minor: 0 },
})

/** A bank did not take it. */
const moneyUnsent = (unsent_minor: number) => ({
  ...moneyBack(0),
  back: { requested_minor: 0, sent_minor: 0, unsent_minor },
})
