import { setTimeout as sleep } from 'node:timers/promises'
import { requestRefund, type RefundWanted } from '../../src/checkout/index.ts'
import { isRefused } from '../../src/kernel/index.ts'
import type { GuestOrder } from '../guest.ts'
import type { Aftermath } from './aftermath_plan.ts'
import { hasEndedUnpaid, moneyOf, refundState, type Money } from './books.ts'
import { post } from './card.ts'
import { depositState } from './deposit_books.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'

/** Money whose webhook was lost is found when the hold ends, some seconds later. */
const MONEY_MS_MAX = 25_000
/** The evening does not last longer for whoever waits for the doors to open. */
const DOORS_MS_MAX = 8_000
/** Up to this share the owner does not wait: about six of ten. */
const LET_GO_SHARE = 0.6
const REFUND_MS_MAX = 15_000
const LOOK_AGAIN_MS = 250
/** A person in front of Stripe's dashboard presses again, under the same key. */
const PRESSES_MAX = 6

/** Lets happen to a paid order what was planned for it, when its money is booked. */
export async function follow(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const { aftermath } = plan
  if (aftermath.kind === 'none') return
  const money = await moneyFor(stage, plan, order)
  if (!money) return stage.tally.count('aftermaths without money')
  await sleep(aftermath.after_ms)
  stage.tally.count(`aftermaths ${aftermath.kind}`)
  if (aftermath.kind === 'owner') await refundHere(stage, order, aftermath, money)
  else if (aftermath.kind === 'dashboard') await refundThere(stage, order, aftermath, money)
  else await dispute(stage, order, aftermath, money)
}

/**
 * What there is for it: for some of what the owner does a bank's promise will do, which is then let
 * go; everything else wants money, and waits for the doors for a while.
 */
async function moneyFor(
  stage: Stage,
  { aftermath, trick }: Plan,
  order: GuestOrder,
): Promise<Money | undefined> {
  const found = await until(MONEY_MS_MAX, async () => {
    const money = await moneyOf(stage, order)
    if (money) return { money }
    const deposit = await depositState(stage, order)
    if (deposit) return { deposit }
    return trick === 'none' && (await hasEndedUnpaid(stage, order)) && { money }
  })
  if (!found?.deposit) return found?.money
  if (found.deposit.state === 'cancelled') return undefined
  const { intent, amount_minor: received_minor } = found.deposit
  if (aftermath.kind === 'owner' && aftermath.share <= LET_GO_SHARE)
    return { intent, received_minor, tickets: [] }
  return until(DOORS_MS_MAX, () => moneyOf(stage, order))
}

type Of<Kind> = Extract<Aftermath, { kind: Kind }>

async function refundHere(
  stage: Stage,
  order: GuestOrder,
  aftermath: Of<'owner'>,
  money: Money,
): Promise<void> {
  const { control } = stage.premises.sim
  const metadata = { order_id: order.order_id }
  if (aftermath.is_silent)
    await control.failWebhooks({ type: 'refund.*', effect: 'suppress', metadata, times: null })
  const [refund_id = '', next_id = ''] = aftermath.refund_ids
  const what = whatOf(aftermath, money)
  const presses = Array.from({ length: aftermath.clicks }, () =>
    refund(stage, order, refund_id, what),
  )
  const ids = new Set(await Promise.all(presses))
  // A second press may come when a promise is let go, and there is nothing left to give back.
  if (ids.size > 1 && !ids.has(LET_GO))
    stage.tally.fault(`two presses on one refund: ${[...ids].join(', ')}`)
  if (!aftermath.fails_late || !ids.has(refund_id)) return
  const there = await until(REFUND_MS_MAX, async () => {
    const found = await refundState(stage, refund_id)
    return found?.state === 'succeeded' ? found : undefined
  })
  if (!there?.stripe_refund_id) return
  await control.settleRefund({ refund: there.stripe_refund_id, ending: 'fail' }).catch(() => {
    // It has failed already, as refunds to some cards do by themselves.
  })
  const hasFailed = await until(REFUND_MS_MAX, async () => {
    return (await refundState(stage, refund_id))?.state === 'failed'
  })
  if (hasFailed && aftermath.share > 0.5) await refund(stage, order, next_id, 'everything')
}

function whatOf({ what, share }: Of<'owner'>, { tickets, received_minor }: Money) {
  if (what === 'everything' || (what === 'tickets' && tickets.length === 0)) return 'everything'
  if (what === 'tickets') return { ticket_ids: tickets.slice(0, Math.ceil(tickets.length * share)) }
  return { amount_minor: Math.ceil(received_minor * share) }
}

/** Nothing was taken, so that nothing goes back. */
const LET_GO = 'let go'

/** The refund's id, or why it was refused. */
async function refund(
  stage: Stage,
  { order_id }: GuestOrder,
  refund_id: string,
  what: RefundWanted['what'],
): Promise<string> {
  const { till } = stage.premises
  const asked = await requestRefund(till, { refund_id, order_id, what, requested_by: 'owner' })
  if (!isRefused(asked) && 'isReleased' in asked) {
    stage.tally.count('promises let go by the owner')
    return LET_GO
  }
  if (!isRefused(asked)) return asked.id
  stage.tally.count(`refunds refused ${asked.refused}`)
  return asked.refused
}

async function refundThere(
  stage: Stage,
  order: GuestOrder,
  { share, beside_owner, refund_ids, key }: Of<'dashboard'>,
  { intent, received_minor }: Money,
): Promise<void> {
  const { sim } = stage.premises
  const form = { payment_intent: intent, amount: String(Math.ceil(received_minor * share)) }
  const press = async () => {
    for (let n = 0; n < PRESSES_MAX; n += 1) {
      const answer = await post(`${sim.url}/v1/refunds`, {
        key: sim.secretKey,
        form,
        idempotency: key,
      })
      if (answer) return
      await sleep(LOOK_AGAIN_MS)
    }
  }
  const here = beside_owner && refund(stage, order, refund_ids[0] ?? '', 'everything')
  await Promise.all([press(), here])
}

async function dispute(
  stage: Stage,
  order: GuestOrder,
  { ending, beside_owner, refund_ids, after_ms }: Of<'dispute'>,
  { intent }: Money,
): Promise<void> {
  const { control } = stage.premises.sim
  const [first = '', second = ''] = refund_ids
  const here = beside_owner && refund(stage, order, first, 'everything')
  const opened = await control.createDispute({ payment_intent: intent }).catch(() => undefined)
  await here
  // Whoever has everything back already disputes nothing.
  if (!opened) return
  await sleep(after_ms)
  if (ending === 'open') return
  await control.closeDispute({ dispute: opened.id, ending })
  if (ending === 'won' && beside_owner) await refund(stage, order, second, 'everything')
}

/** What `probe` gives, asked again and again until then; undefined when it gives nothing. */
export async function until<T>(
  limit_ms: number,
  probe: () => Promise<T | undefined | false>,
): Promise<T | undefined> {
  const deadline_ms = Date.now() + limit_ms
  while (Date.now() < deadline_ms) {
    const found = await probe()
    if (found) return found
    await sleep(LOOK_AGAIN_MS)
  }
  return undefined
}
