import { changeHeads } from '../../catalog/index.ts'
import {
  auditTrailOf,
  must,
  noteInAuditTrail,
  refuse,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { findOrder, type Order } from '../../orders/index.ts'
import { addGuests, findBooking } from '../../tickets/index.ts'
import type { Goods } from '../goods.ts'
import { guestsAddedMail, type Till } from '../till.ts'

const ACTION = 'booking.guests_added'
/** Whoever has the booking's link, as of the booking itself. */
const BOOKER = 'guest'

/**
 * Adds guests whom their table includes to a booking, in the caller's transaction: nothing is to be
 * paid, so they have their passes at once. The audit trail says so, and by which form, so that its
 * second click adds nobody: then there are 0 to be added. The booker gets the mail with the new
 * passes that paid guests bring, too. Returns the order that booked the table,
 * which has paid for them, too. The booking is locked.
 */
export async function addIncluded(
  till: Till,
  tx: Tx,
  formId: string,
  { booking_id, guests }: Pick<Goods, 'booking_id' | 'guests'>,
): Promise<Order | Refused<'party_too_large'>> {
  const booking = must(await findBooking(tx, booking_id ?? ''), `booking ${booking_id}`)
  if (guests > 0) {
    if (!(await changeHeads(tx, booking.night_id, booking.id, guests)))
      return refuse('party_too_large', 'guests')
    const ordinals = await addGuests(tx, booking, guests)
    const entryId = await noteInAuditTrail(tx, {
      action: ACTION,
      subject_id: booking.id,
      actor: BOOKER,
      detail: { form: formId, guests, ordinals: ordinals.join(' ') },
    })
    await oweMail(tx, guestsAddedMail, entryId)
    tx.afterCommit(() => till.log.info({ booking: booking.id, guests }, ACTION))
  }
  return must(await findOrder(tx, booking.order_id ?? ''), `the order of booking ${booking.id}`)
}

/** How many guests this form has added to the booking; undefined where it has added none. */
export async function addedBy(
  tx: Tx,
  formId: string,
  bookingId: string,
): Promise<number | undefined> {
  const trail = await auditTrailOf(tx, bookingId)
  const entry = trail.find(({ action, detail }) => action === ACTION && detail['form'] === formId)
  return entry && Number(entry.detail['guests'])
}
