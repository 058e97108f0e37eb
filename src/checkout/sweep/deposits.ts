import { openAlert } from '../../alerts/index.ts'
import { findNightById, type Night } from '../../catalog/index.ts'
import { enqueue, jobsUnderWay, type Chore } from '../../jobs/index.ts'
import { inLogScope, isDatabaseAway, must, transaction } from '../../kernel/index.ts'
import { findOrder, lockOrder, type Order } from '../../orders/index.ts'
import { authorisedPayments, findPayment, type Payment } from '../../payments/index.ts'
import { captureDeposit } from '../deposit/capture.ts'
import { releaseQueue, type Till } from '../till.ts'
import { clearAlerts } from './clear_alerts.ts'

/** Doors open to the minute, and a promise ends to the second: a minute is soon enough for both. */
const PAUSE_SECONDS = 60
/** A house has some twenty tables a night, and a promise holds for a week. */
const BATCH = 50
/** After so many failures in one round it is Stripe that is away, and not one payment. */
const FAILURES_MAX = 3
/** So long before its end the owner hears of a promise that the doors will not see. */
const TOLD_BEFORE_MS = 24 * 60 * 60 * 1000

/** An authorised payment with all that says what is to become of it. */
interface Deposit {
  payment: Payment
  order: Order
  night: Night
}

/**
 * Captures the deposits of a night when its doors open. A night that is cancelled is not charged,
 * nor a party whose booking could not be issued: a person looks after those.
 */
export function captureDeposits(till: Till): Chore {
  return forAuthorised(till, 'capture_deposits', async ({ order, night }) => {
    const isDue = night.state === 'published' && order.now >= night.doors_at
    if (isDue && order.state === 'fulfilled') await captureDeposit(till, order.id, 'coatcheck')
  })
}

/**
 * Tells the owner of promises that end within a day and before the doors open (F54). The alert
 * clears itself when the deposit is captured or let go, or when the doors open earlier after all;
 * so does the one about a promise that nobody asked for, when it has ended.
 */
export function expiringAuthorisations(till: Till): Chore {
  const chore = forAuthorised(till, 'expiring_authorisations', async (deposit) => {
    if (!endsTooSoon(deposit)) return
    const { payment, order, night } = deposit
    const detail = {
      order: order.id,
      amount_minor: payment.authorised_minor ?? 0,
      capture_before: payment.capture_before?.toISOString() ?? '',
      doors_at: night.doors_at.toISOString(),
    }
    await transaction(till.db, async (tx) => {
      // It may have ended since the batch was read; behind the order's lock it cannot.
      await lockOrder(tx, order.id)
      const now = await findPayment(tx, payment.id)
      if (now?.state === 'authorised')
        await openAlert(tx, 'authorisation_expiring', payment.id, detail)
    })
  })
  return {
    ...chore,
    round: async (note, signal) => {
      const told = await clearOver(till, note)
      const looked = await chore.round(note, signal)
      return {
        ...looked,
        note: { ...told.note, ...looked?.note },
        isUnfinished: told.isUnfinished || (looked?.isUnfinished ?? false),
      }
    },
  }
}

function endsTooSoon({ payment, order, night }: Deposit): boolean {
  if (!payment.capture_before || order.state === 'refund_due') return false
  const left_ms = payment.capture_before.getTime() - order.now.getTime()
  return left_ms <= TOLD_BEFORE_MS && night.doors_at > payment.capture_before
}

function clearOver(till: Till, note: Record<string, unknown>) {
  const kinds = ['authorisation_expiring', 'authorisation_unexpected'] as const
  return clearAlerts(till.db, [...kinds], BATCH, note, async (paymentId, kind) => {
    const payment = await findPayment(till.db, paymentId)
    const isOpen = payment?.state === 'open' || payment?.state === 'processing'
    const endsSoon = payment?.state === 'authorised' && endsTooSoon(await load(till, payment))
    return kind === 'authorisation_expiring' ? !endsSoon : !isOpen
  })
}

/** Sends releases that were asked for and that nobody is about to send: their job was lost. */
export function stuckReleases(till: Till): Chore {
  return forAuthorised(till, 'stuck_releases', async ({ payment, order }) => {
    if (order.state !== 'refund_due') return
    const underWay = await jobsUnderWay(till.db, releaseQueue, 'payment_id', [payment.id])
    if (underWay.has(payment.id)) return
    till.log.warn({ order: order.id, payment: payment.id }, 'sweep.release_stuck')
    await transaction(till.db, (tx) =>
      enqueue(tx, releaseQueue, { payment_id: payment.id, order_id: order.id }),
    )
  })
}

/**
 * Walks over every authorised payment, a batch a round, and then from the first one again. One that
 * fails holds up none of the others: the round counts as failed, and the next one goes on behind
 * what this one has tried.
 */
function forAuthorised(
  till: Till,
  name: string,
  look: (deposit: Deposit) => Promise<unknown>,
): Chore {
  return {
    name,
    pause_seconds: PAUSE_SECONDS,
    round: async ({ after_id = '' }, signal) => {
      const found = await authorisedPayments(till.db, String(after_id), BATCH)
      const failures: unknown[] = []
      let tried = 0
      for (const payment of found) {
        if (signal.aborted) return
        const ids = { order: payment.order_id, payment: payment.id }
        const failure = await inLogScope(ids, () => tryOne(till, payment, look))
        tried += 1
        if (failure !== undefined) failures.push(failure)
        if (failures.length === FAILURES_MAX) break
      }
      const isUnfinished = tried === BATCH || tried < found.length
      const note = isUnfinished ? { after_id: found[tried - 1]?.id } : {}
      return { note, isUnfinished, ...(failures.length > 0 && { failure: failures[0] }) }
    },
  }
}

/** What has failed, if anything has. */
async function tryOne(
  till: Till,
  payment: Payment,
  look: (deposit: Deposit) => Promise<unknown>,
): Promise<unknown> {
  try {
    await look(await load(till, payment))
    return undefined
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    till.log.error({ err: error }, 'sweep.deposit_failed')
    return error
  }
}

async function load(till: Till, payment: Payment): Promise<Deposit> {
  const order = must(await findOrder(till.db, payment.order_id), `the order of ${payment.id}`)
  const night = must(await findNightById(till.db, order.night_id), `the night of ${order.id}`)
  return { payment, order, night }
}
