import { must, row, rows, type Queryable } from '../kernel/index.ts'

/** How long a window is in which declines are counted, and how many make up what is normal. */
export const WINDOW_MINUTES = 5
export const WINDOWS = 36

/** Cards that were declined in one window, and on how many payments. */
export interface Declines {
  declines: number
  payments: number
}

/** Cards declined in the whole house, now against what is normal. */
export interface DeclinePulse {
  now: Declines
  /** What the windows before the latest one had on average. */
  normal: number
  is_high: boolean
  /** As much above what is normal, and too few to mean anything. */
  is_few: boolean
  /** The declines of each window, the oldest first; the last one is now. */
  windows: number[]
}

/** Fewer are no pattern, whatever is normal. */
const HIGH_MIN = 5
/** So many times the normal is not chance any more. */
const HIGH_TIMES = 3

/**
 * Declines of the last five minutes, against the mean of the 36 windows of five minutes, three
 * hours, before them. Reads the part of an index that has those hours' declines, and nothing else.
 */
export async function selectDeclines(db: Queryable): Promise<DeclinePulse> {
  const found = await rows<Declines & { age: number }>(
    db,
    'tonight_declines',
    `select floor(extract(epoch from now() - at) / ($1::int * 60))::int as age,
            count(*)::int as declines, count(distinct payment_id)::int as payments
       from attempts
      where outcome = 'declined' and at > now() - make_interval(mins => $1::int * ($2::int + 1))
        and at <= now()
      group by 1`,
    [WINDOW_MINUTES, WINDOWS],
  )
  const windows = Array.from({ length: WINDOWS + 1 }, (_, index) => {
    return found.find(({ age }) => age === WINDOWS - index)?.declines ?? 0
  })
  const before = windows.slice(0, -1)
  const normal = before.reduce((sum, one) => sum + one, 0) / before.length
  const { declines = 0, payments = 0 } = found.find(({ age }) => age === 0) ?? {}
  const isAbove = declines > HIGH_TIMES * normal
  const isPattern = declines >= HIGH_MIN
  return {
    now: { declines, payments },
    normal,
    is_high: isAbove && isPattern,
    is_few: isAbove && !isPattern,
    windows,
  }
}

/** When Stripe has delivered something last, by the database's clock; null for never. */
export async function selectLastWebhook(db: Queryable): Promise<{ at: Date | null; now: Date }> {
  const found = await row<{ at: Date | null; now: Date }>(
    db,
    'tonight_last_webhook',
    `select (select max(delivered_at) from webhooks where delivered_at is not null) as at,
            now() as now`,
  )
  return must(found, 'the last webhook')
}
