import { findAuditEntry, must, noteInLog, type Config, type Database } from '../kernel/index.ts'
import type { Letter } from '../mail/index.ts'
import { findOrder } from '../orders/index.ts'
import { replacementsOf } from '../tickets/index.ts'
import { inHouse } from './house_mails.ts'
import { reissuedMail as drawReissued } from './storefront/mail/index.ts'
import { loadPurchase, type Purchase } from './storefront/purchase.ts'

/**
 * A ticket's new code, or the pass that a head has now: the subject is the entry of the audit trail
 * that says so. Null for one that has been replaced again, or counts no more: a wrong code is worse
 * than no mail.
 */
export async function composeReissued(
  db: Database,
  config: Config,
  entryId: string,
): Promise<Letter | null> {
  const { subject_id, detail } = must(await findAuditEntry(db, entryId), `entry ${entryId}`)
  noteInLog({ order: subject_id })
  const order = must(await findOrder(db, subject_id), `order ${subject_id}`)
  const purchase = await loadPurchase(db, order)
  const { guest_email: address, guest_name } = order
  if (!address || purchase.night.state === 'cancelled') return null
  const times = (await replacementsOf(db, order.id)).get(String(detail['entry']))
  if ((times ?? 0) !== Number(detail['replacement'] ?? 0)) return null
  const entry = entryOf(purchase, String(detail['entry']))
  if (!entry) return null
  const kind = 'ticket' in entry ? 'reissued' : 'pass_reissued'
  const mail = drawReissued({ ...purchase, entry, ...(await inHouse(db, config, order, kind)) })
  return { to: { name: guest_name ?? '', address }, ...mail }
}

/** The valid ticket or pass with this id. */
function entryOf({ tickets, party }: Purchase, id: string) {
  const ticket = tickets.find((one) => one.id === id && one.state === 'valid')
  if (ticket) return { ticket }
  const pass = party?.passes.find((one) => one.id === id && one.state === 'valid')
  return pass && { pass }
}
