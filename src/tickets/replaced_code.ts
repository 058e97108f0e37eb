import { refuse, type Refused, type Tx } from '../kernel/index.ts'
import { selectReplacedCode } from './ticket_replacement.sql.ts'

/** Why a code that leads to no ticket opens no door: it was replaced, or there never was one. */
export async function refuseCode(
  tx: Tx,
  code: string,
): Promise<Refused<'ticket_unknown' | 'ticket_replaced'>> {
  const replaced = await selectReplacedCode(tx, code)
  if (!replaced) return refuse('ticket_unknown', 'code')
  return refuse('ticket_replaced', 'code', { at: replaced.replaced_at.toISOString() })
}
