import type { LedgerDump } from '../../stripe-sim/index.ts'
import type { Stage } from './stage.ts'

/** What Stripe's side of a night says of ours, beyond money: intents left over, and lost tries. */
export async function stripeFaults(stage: Stage, ledger: LedgerDump): Promise<string[]> {
  return [...(await leftPayable(stage, ledger)), ...(await lostTries(stage, ledger))]
}

type Intent = LedgerDump['payment_intents'][number]

const FINAL = new Set(['succeeded', 'canceled'])

/**
 * Every order has ended, so nothing may be left at Stripe that could still be paid (F40). An intent
 * whose making was never answered is known to nobody, and no browser has its secret.
 */
async function leftPayable({ premises }: Stage, ledger: LedgerDump): Promise<string[]> {
  const { rows } = await premises.db.query<{ intent: string }>({
    text: `select payment_intent_id as intent from payments where payment_intent_id is not null`,
  })
  const known = new Set(rows.map(({ intent }) => intent))
  return ledger.payment_intents
    .filter(({ id, status }) => known.has(id) && !FINAL.has(status))
    .map(({ id, status }) => `an ended order's intent is ${status} at Stripe: ${id}`)
}

/** Every failed try that Stripe has made an event of is written down, once. */
async function lostTries({ premises }: Stage, { events }: LedgerDump): Promise<string[]> {
  const { rows } = await premises.db.query<{ try: string; times: number }>({
    text: `select p.payment_intent_id || ' ' || a.attempt_key as try, count(*)::int as times
             from attempts a join payments p on p.id = a.payment_id
            where a.outcome <> 'succeeded' group by 1`,
  })
  const noted = new Map(rows.map((row) => [row.try, row.times]))
  const told = new Set(
    events
      .filter(({ type }) => type === 'payment_intent.payment_failed')
      .map(({ data }) => tryOf(data.object as Intent)),
  )
  return [...told].flatMap((one) => {
    const times = noted.get(one) ?? 0
    return times === 1 ? [] : [`a failed try is written down ${times} times: ${one}`]
  })
}

function tryOf({ id, last_payment_error: error }: Intent): string {
  return `${id} ${error?.charge ?? error?.payment_method?.id}`
}
