import { must, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { markPassesVoided, selectPasses } from './pass.sql.ts'
import { mintPasses } from './pass.ts'
import { lockUnusedPass, type UnusedRefusal } from './unused_pass.ts'

/** A link goes to the wrong person a few times; each one stays in the books for good. */
const REPLACEMENTS_MAX = 10

export type ReplaceRefusal = UnusedRefusal | 'pass_replaced_too_often'

/**
 * The booker, or somebody of the venue, takes a pass back, for instance because its link went to
 * the wrong person: it is void from this moment on, and its head has a new pass with a new code and
 * a new link, in the caller's transaction. A pass that has let somebody in stays what it is, and so
 * does one whose head has had its tenth new pass. Returns the id of the new one.
 */
export async function replacePass(
  tx: Tx,
  wished: { pass_id: string; booking_id: string },
  actor = 'guest',
): Promise<string | Refused<ReplaceRefusal>> {
  const unused = await lockUnusedPass(tx, wished)
  if ('refused' in unused) return unused
  const { pass, booking } = unused
  const all = await selectPasses(tx, booking.id)
  const revoked = all.filter(({ voided_reason }) => voided_reason === 'revoked')
  if (revoked.filter((one) => one.ordinal === pass.ordinal).length >= REPLACEMENTS_MAX)
    return refuse('pass_replaced_too_often', 'pass', { max: REPLACEMENTS_MAX })
  await markPassesVoided(tx, [pass.id], 'revoked')
  const { order_id, night_id, ordinal } = pass
  const owner = { booking_id: booking.id, places: booking.places, order_id, night_id }
  const [id] = await mintPasses(tx, owner, [ordinal])
  const detail = { booking: booking.id, pass: must(id, 'the new pass') }
  await noteInAuditTrail(tx, {
    action: 'pass.revoked',
    subject_id: pass.id,
    actor,
    detail,
  })
  return detail.pass
}
