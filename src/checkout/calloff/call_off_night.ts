import { findNightById, markCalledOff, type Night } from '../../catalog/index.ts'
import {
  isRefused,
  must,
  noteInAuditTrail,
  refuse,
  step,
  transaction,
  type Refused,
  type Tx,
} from '../../kernel/index.ts'
import type { Till } from '../till.ts'
import {
  insertCancellation,
  selectCancellation,
  selectNightWorth,
  type NightCancellation,
} from './called_off.sql.ts'

/** What somebody of the venue wants to call off. */
export interface NightToCallOff {
  night_id: string
  /** The night's title, typed by whoever wants it: so nobody calls off another one by mistake. */
  title: string
  reason: string
  actor: string
}

export type CallOffRefusal =
  | 'night_unknown'
  | 'night_not_published'
  | 'night_over'
  | 'night_title_differs'

/**
 * Calls a night off, in one transaction: from its commit on nothing of it is sold, its door lets
 * nobody in, and money that still comes goes back. What was sold before is called off, order by
 * order, by a chore behind it (`call_off_orders.ts`). Whoever asks a second time, or at the same
 * moment, gets the first one's. Refuses a night that is not on sale yet, or over.
 */
export async function callOffNight(
  till: Till,
  wanted: NightToCallOff,
): Promise<NightCancellation | Refused<CallOffRefusal>> {
  const called = await transaction(till.db, (tx) => callOff(tx, wanted))
  if (isRefused(called)) return called
  const { night_id: night, orders, money_minor } = called
  till.log.warn({ night, orders, money_minor }, 'night.called_off')
  return called
}

async function callOff(
  tx: Tx,
  wanted: NightToCallOff,
): Promise<NightCancellation | Refused<CallOffRefusal>> {
  const { night_id, title, reason, actor } = wanted
  const night = await findNightById(tx, night_id)
  if (!night) return refuse('night_unknown', 'night')
  if (!isSameTitle(night, title)) return refuse('night_title_differs', 'title')
  const known = await selectCancellation(tx, night_id)
  if (known) return known
  if (night.state === 'draft') return refuse('night_not_published', 'night')
  if (night.is_over) return refuse('night_over', 'night')
  // Waits for somebody who does the same, and then finds what they have written.
  await markCalledOff(tx, night_id)
  const { orders, money_minor, reserved_minor } = await selectNightWorth(tx, night_id)
  const worth = { orders, money_minor, reserved_minor }
  const isFirst = await insertCancellation(tx, { night_id, cancelled_by: actor, reason, ...worth })
  if (isFirst === 1)
    await noteInAuditTrail(tx, {
      action: 'night.called_off',
      subject_id: night_id,
      actor,
      detail: worth,
    })
  step('calloff.written')
  tx.afterCommit(() => step('calloff.committed'))
  return must(await selectCancellation(tx, night_id), `the cancellation of ${night_id}`)
}

/** Typed on a phone: capitals and spaces do no harm. */
function isSameTitle({ title }: Night, typed: string): boolean {
  return plain(title) === plain(typed)
}

const plain = (text: string) => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
