import type { LedgerDump } from '../../stripe-sim/index.ts'
import { creditOfTable } from './programme.ts'
import type { Remains } from './stage.ts'

interface Ledger {
  booking: string
  credited_minor: number
  night_id: string
  vip_table_id: string
  package_id: string | null
  party_size: number
  /** The order that has paid for the table, and those for more heads, that stand. */
  own: string[]
  more: string[]
}

/**
 * What a booking counts as paid ahead is what Stripe has and keeps of it, and of that no more than
 * counts towards the bill by the programme: never what was reserved only.
 */
export async function ledgerFaults(stage: Remains, ledger: LedgerDump): Promise<string[]> {
  const { rows } = await stage.premises.db.query<Ledger>({
    text: `select b.id as booking, b.credited_minor::float8 as credited_minor, a.night_id,
                  a.vip_table_id, a.package_id, a.party_size,
                  array(select o.id from orders o
                         where o.id = b.order_id and o.state = 'fulfilled') as own,
                  array(select o.id from orders o
                         where o.booking_id = b.id and o.state = 'fulfilled') as more
             from bookings b join agreements a on a.order_id = b.order_id`,
  })
  return rows.flatMap((one) => {
    const counts_minor = Math.min(agreedOf(stage, one), sumOf(one.own, ledger))
    const expected = counts_minor + sumOf(one.more, ledger)
    if (one.credited_minor === expected) return []
    return [`${one.booking} is credited with ${one.credited_minor}, and Stripe has ${expected}`]
  })
}

function agreedOf(
  { nights }: Remains,
  { night_id, vip_table_id, package_id, party_size }: Ledger,
): number {
  const night = nights.find((one) => one.night_id === night_id)
  const table = night?.tables.indexOf(vip_table_id) ?? -1
  const chosen = package_id === null ? null : (night?.packages.indexOf(package_id) ?? null)
  return creditOfTable(table, party_size, chosen)
}

const sumOf = (orders: string[], ledger: LedgerDump) =>
  orders.reduce((sum, order) => sum + keptOf(order, ledger), 0)

/** What has come for an order and has neither gone back nor been lost to a bank. */
function keptOf(order: string, { payment_intents, charges, disputes }: LedgerDump): number {
  const intents = payment_intents.filter(
    ({ status, metadata }) => status === 'succeeded' && metadata['order_id'] === order,
  )
  const kept_minor = intents.reduce((sum, { id, amount_received, latest_charge }) => {
    const back = charges.find((charge) => charge.id === latest_charge)?.amount_refunded ?? 0
    const lost = disputes
      .filter(({ payment_intent, status }) => payment_intent === id && status === 'lost')
      .reduce((lostSoFar, { amount }) => lostSoFar + amount, 0)
    return sum + amount_received - back - lost
  }, 0)
  return Math.max(0, kept_minor)
}
