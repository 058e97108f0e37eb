import type { Chore } from '../../jobs/index.ts'
import {
  inLogScope,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../../kernel/index.ts'
import {
  ERASED,
  guestRetention,
  lockGuestRetention,
  setGuestRetention,
} from '../../orders/index.ts'
import { eraseWalkIns } from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { lockOldComps, selectOldOrders } from './erasable.sql.ts'
import { eraseGivenNever, eraseOrder } from './erase.ts'

/** Whoever turns it on sees it done within the hour. */
const PAUSE_SECONDS = 3600
/** Short rounds, one after the other, so that a house of years is no burden on a night. */
const BATCH = 20
/** Nobody of the venue: the house by itself. */
const ACTOR = 'coatcheck'

/**
 * Erases the guests of nights that ended as many months ago as the owner has said; while nothing is
 * said it does nothing. Each order in a transaction of its own, from where the last round left off,
 * so that a process that dies repeats nothing. Whoever has to be kept is looked at next time.
 */
export function eraseOldGuests(till: Till, batch = BATCH): Chore {
  return {
    name: 'erase_old_guests',
    pause_seconds: PAUSE_SECONDS,
    round: async ({ after_id = '' }, signal) => {
      const months = await guestRetention(till.db)
      if (months === null) return { note: {} }
      const found = await selectOldOrders(till.db, months, String(after_id), batch)
      for (const id of found) {
        if (signal.aborted) return
        await inLogScope({ order: id }, () =>
          transaction(till.db, (tx) => eraseOrder(tx, id, ACTOR)),
        )
      }
      const others = await eraseOthers(till.db, months, batch)
      if (found.length === batch) return { note: { after_id: found.at(-1) }, isUnfinished: true }
      return { note: {}, isUnfinished: others === batch }
    },
  }
}

/** Parties that walked in, and comps that were never given: how many, of the greater kind. */
async function eraseOthers(db: Database, months: number, batch: number): Promise<number> {
  return transaction(db, async (tx) => {
    const parties = await eraseWalkIns(tx, months, batch, ERASED)
    for (const subject_id of parties)
      await noteInAuditTrail(tx, {
        action: 'booking.erased',
        subject_id,
        actor: ACTOR,
        detail: {},
      })
    const comps = await lockOldComps(tx, months, batch)
    for (const id of comps) await eraseGivenNever(tx, id, ACTOR)
    return Math.max(parties.length, comps.length)
  })
}

/**
 * Says for how many months after a night its guests are kept; null: for ever. Refuses to have more
 * guests erased than until now to whoever is not sure: it cannot be undone.
 */
export async function settleRetention(
  db: Database,
  { months, actor, isSure }: { months: number | null; actor: string; isSure: boolean },
): Promise<{ months: number | null } | Refused<'password_needed'>> {
  return transaction(db, async (tx) => {
    const until_now = await lockGuestRetention(tx)
    const erasesMore = months !== null && (until_now === null || months < until_now)
    if (erasesMore && !isSure) return refuse('password_needed', 'password')
    if ((await setGuestRetention(tx, months)) === 0) return { months }
    await noteInAuditTrail(tx, {
      action: 'guest_retention.changed',
      subject_id: 'house',
      actor,
      detail: { months: months ?? 0 },
    })
    return { months }
  })
}
