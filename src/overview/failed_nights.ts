import type { FailedOrders } from './failed_orders.sql.ts'
import type { Wait } from './failed_paid.sql.ts'
import type { FailedNight } from './failed_scope.sql.ts'

/** What became of orders that failed, and how fast those that were paid had their tickets. */
export interface FailedOutcome {
  /** Orders with a failed try. */
  failed_orders: number
  /** Those that were paid after all, and their share; null where none failed. */
  recovered_orders: number
  recovery_rate: number | null
  /** Those that are not paid: still held for their guests, or lost. Their worth is at risk. */
  held_orders: number
  held_minor: number
  lost_orders: number
  lost_minor: number
  /** Orders that were paid, and those of them that have their tickets. */
  paid_orders: number
  ticketed_orders: number
  /** Within how long half of these had them, and 95 of 100; null where there are none. */
  p50_ms: number | null
  p95_ms: number | null
}

/** The same of one night's GA or VIP. */
export interface FailedByNight extends FailedOutcome {
  night: string
  title: string
  doors_at: string
  kind: 'ga' | 'vip'
}

type Fates = Omit<FailedOrders, 'night_id' | 'is_vip'>

const NOTHING: Fates = {
  failed_orders: 0,
  recovered_orders: 0,
  held_orders: 0,
  held_minor: 0,
  lost_orders: 0,
  lost_minor: 0,
}

/** Puts together what belongs to one night's GA or VIP, the newest night first, and all of it. */
export function nightsOf(
  named: FailedNight[],
  orders: FailedOrders[],
  waits: Wait[],
): { nights: FailedByNight[]; outcome: FailedOutcome } {
  const nights = named.flatMap(({ id, slug, title, doors_at }) =>
    [false, true].flatMap((isVip) => {
      const isOfIt = (one: { night_id: string; is_vip: boolean }) =>
        one.night_id === id && one.is_vip === isVip
      const fates = orders.filter(isOfIt)
      const waited = waits.filter(isOfIt)
      if (fates.length === 0 && waited.length === 0) return []
      const kind: FailedByNight['kind'] = isVip ? 'vip' : 'ga'
      const night = { night: slug, title, doors_at: doors_at.toISOString(), kind }
      return [{ ...night, ...outcomeOf(fates, waited) }]
    }),
  )
  return { nights, outcome: outcomeOf(orders, waits) }
}

function outcomeOf(orders: Fates[], waits: Wait[]): FailedOutcome {
  const sum = (name: keyof Fates) => orders.reduce((all, one) => all + one[name], 0)
  const fates = Object.fromEntries(
    Object.keys(NOTHING).map((name) => [name, sum(name as keyof Fates)]),
  ) as unknown as Fates
  const { failed_orders, recovered_orders } = fates
  const ticketed = waits.filter(hasTickets)
  return {
    ...fates,
    recovery_rate: failed_orders === 0 ? null : recovered_orders / failed_orders,
    paid_orders: countOf(waits),
    ticketed_orders: countOf(ticketed),
    p50_ms: waitOf(ticketed, 0.5),
    p95_ms: waitOf(ticketed, 0.95),
  }
}

const hasTickets = (wait: Wait): wait is Wait & { wait_ms: number } => wait.wait_ms !== null
const countOf = (waits: Wait[]) => waits.reduce((all, { orders }) => all + orders, 0)

/** The shortest wait that at least this share of the orders did not wait longer than. */
function waitOf(waits: (Wait & { wait_ms: number })[], share: number): number | null {
  const needed = Math.ceil(countOf(waits) * share)
  let reached = 0
  for (const { wait_ms, orders } of waits.toSorted((a, b) => a.wait_ms - b.wait_ms)) {
    reached += orders
    if (reached >= needed) return wait_ms
  }
  return null
}
