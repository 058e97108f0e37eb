import { isRefused, noteInLog, transaction, type Refused } from '../kernel/index.ts'
import { admit, type Admitted, type AdmitRefusal, type Scan } from '../tickets/index.ts'
import { isStopped } from './dispute.ts'
import type { Till } from './till.ts'

/**
 * Lets somebody in, once, or says why not. A ticket whose money a bank has taken back, or may, is
 * stopped until the venue has won (F65). Of two doors that scan one ticket at once, exactly one
 * lets in.
 */
export async function admitTicket(
  till: Till,
  scan: Scan,
): Promise<Admitted | Refused<AdmitRefusal>> {
  const result = await transaction(till.db, (tx) =>
    admit(tx, scan, (orderId) => isStopped(tx, orderId)),
  )
  const { night_id: night } = scan
  if (isRefused(result)) till.log.info({ night, code: result.refused }, 'admission.refused')
  else {
    const { order_id: order, ticket_id: ticket, pass_id: pass } = result
    noteInLog({ order })
    // A party that walked in has no order.
    const about = { night, ...(order && { order }) }
    if (pass) till.log.info({ ...about, pass }, 'pass.admitted')
    else till.log.info({ ...about, ticket }, 'ticket.admitted')
  }
  return result
}
