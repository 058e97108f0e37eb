import { noteInAuditTrail, refuse, transaction, type Refused, type Tx } from '../../kernel/index.ts'
import { ERASED, isErased, lockOrder, renameGuest, type Order } from '../../orders/index.ts'
import {
  bookingOfOrder,
  findPass,
  lockBooking,
  namePartyAtDoor,
  namePass,
  type ClaimRefusal,
  type Pass,
} from '../../tickets/index.ts'
import { withDifferences } from '../move/differences.ts'
import type { Till } from '../till.ts'

/** As many characters as a name at checkout may have. */
const NAME_LENGTH_MAX = 200

export type RenameRefusal =
  | 'order_unknown'
  | 'order_unnamed'
  | 'order_erased'
  | 'booking_unknown'
  | 'name_invalid'
  | ClaimRefusal

/** A name, and who of the venue gives it. */
interface Renaming {
  name: string
  actor: string
}

/** What became of it: whoever presses second finds the name there already. */
export type Renamed = 'renamed' | 'named_already'

/**
 * Corrects what the guest of an order is called: on tickets, at the door, on the board, in searches
 * and mails from then on. What was ordered and paid stays as it was; the audit trail says who did
 * it, and names no guest. Refuses an order to which nobody has given a name yet, and one whose
 * guest was erased.
 */
export async function renameOrder(
  till: Till,
  { order_id, ...given }: Renaming & { order_id: string },
): Promise<Renamed | Refused<RenameRefusal>> {
  return withDifferences(till.db, order_id, async (tx, order, differences) => {
    if (!order) return refuse('order_unknown', 'order_id')
    const renamed = await renameLocked(tx, order, given)
    // What its guest paid for moving it, or is asked for, is of the same guest.
    if (renamed === 'renamed') for (const one of differences) await renameLocked(tx, one, given)
    return renamed
  })
}

/** The same for a party: an ordered one has its order's name, one that walked in has its own. */
export async function renameParty(
  till: Till,
  { booking_id, order_id, ...given }: Renaming & { booking_id: string; order_id: string | null },
): Promise<Renamed | Refused<RenameRefusal>> {
  if (order_id !== null) return renameOrder(till, { order_id, ...given })
  return transaction(till.db, async (tx) => {
    const booking = await lockBooking(tx, booking_id)
    if (!booking || booking.order_id !== null) return refuse('booking_unknown', 'booking_id')
    if (booking.party_name === ERASED) return refuse('order_erased', 'booking_id')
    const name = tidyName(given.name)
    if (name === undefined) return refuse('name_invalid', 'name')
    if ((await namePartyAtDoor(tx, booking.id, name)) === 0) return 'named_already'
    const { actor } = given
    await noteInAuditTrail(tx, {
      action: 'booking.renamed',
      subject_id: booking.id,
      actor,
      detail: {},
    })
    return 'renamed'
  })
}

/** The same for a pass of an order's party, until it is used or the party is over. */
export async function renameTicketHolder(
  till: Till,
  { order_id, pass_id, name, actor }: Renaming & { order_id: string; pass_id: string },
): Promise<Renamed | Refused<RenameRefusal>> {
  return transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, order_id)
    if (!order) return refuse('order_unknown', 'order_id')
    const pass = await passOfOrder(tx, order, pass_id)
    if (!pass) return refuse('pass_unknown', 'pass_id')
    if (pass.state === 'valid' && pass.name === name) return 'named_already'
    const named = await namePass(tx, { pass_id, booking_id: pass.booking_id }, name)
    if ('refused' in named) return named
    if (named.name === name) return 'named_already'
    const detail = { order: order.id }
    await noteInAuditTrail(tx, { action: 'pass.renamed', subject_id: pass.id, actor, detail })
    return 'renamed'
  })
}

/** A pass that an order shows: of a booking all, of an order for more guests those of its own. */
export async function passOfOrder(tx: Tx, order: Order, passId: string): Promise<Pass | undefined> {
  const pass = await findPass(tx, passId)
  if (!pass) return undefined
  if (order.kind === 'vip_guests') return pass.order_id === order.id ? pass : undefined
  const booking = await bookingOfOrder(tx, order.id)
  return pass.booking_id === booking?.id ? pass : undefined
}

async function renameLocked(
  tx: Tx,
  order: Order,
  { name: wished, actor }: Renaming,
): Promise<Renamed | Refused<RenameRefusal>> {
  if (order.guest_name === null)
    return refuse((await isErased(tx, order.id)) ? 'order_erased' : 'order_unnamed', 'order_id')
  const name = tidyName(wished)
  if (name === undefined) return refuse('name_invalid', 'name')
  if ((await renameGuest(tx, order.id, name)) === 0) return 'named_already'
  await noteInAuditTrail(tx, { action: 'order.renamed', subject_id: order.id, actor, detail: {} })
  return 'renamed'
}

/** Undefined when it is empty or too long. */
function tidyName(text: string): string | undefined {
  const name = text.trim().replaceAll(/\s+/g, ' ')
  return name.length >= 1 && name.length <= NAME_LENGTH_MAX ? name : undefined
}
