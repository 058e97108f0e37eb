import type { Night } from '../../catalog/index.ts'
import { isRefused, transaction, type Refused } from '../../kernel/index.ts'
import type { Till } from '../till.ts'
import { lockMovable, type Movable, type StaysRefusal } from './movable.ts'
import {
  chooseTerms,
  readOtherNight,
  type OtherNight,
  type OtherNightRefusal,
} from './other_night.ts'

/** What moving an order would take, as things are now. */
export interface MoveQuote {
  currency: string
  from: Night
  /** What was paid for what moves. */
  paid_minor: number
  /** The tickets by their lines; none of a party. */
  lines: { line_id: string; name: string; heads: number }[]
  /** How many a party is, and the package that it has; null of tickets. */
  party: { heads: number; package: string | null } | null
  /** What the other night has for them; null while none is chosen. */
  to: MoveChoices | null
}

/** What can be chosen of the other night, with what it costs there. */
export interface MoveChoices {
  night: Night
  kinds: { ticket_type_id: string; name: string; price_minor: number; left: number }[]
  /** What a party would have paid ahead, for each table that takes it, by the package. */
  tables: {
    vip_table_id: string
    name: string
    zone: string
    guests_max: number
    prices: MovePrice[]
  }[]
  packages: { package_id: string; name: string }[]
}

/** What a party would have paid ahead for a table, and what its evening costs at least. */
interface MovePrice {
  package_id: string | null
  charged_minor: number
  worth_minor: number
  /** What was paid ahead counts towards the bill: what it costs more is paid at the door. */
  is_due_at_door: boolean
}

/** Reads whether an order can be moved, and what another night has for it; changes nothing. */
export async function quoteMove(
  till: Till,
  { order_id, night_id }: { order_id: string; night_id: string | undefined },
): Promise<MoveQuote | Refused<StaysRefusal | OtherNightRefusal>> {
  return transaction(till.db, async (tx) => {
    const movable = await lockMovable(tx, order_id)
    if (isRefused(movable)) return movable
    const { order, night: from, paid_minor, goods } = movable
    const other =
      night_id === undefined ? null : await readOtherNight(tx, night_id, from, goods.kind)
    if (other && isRefused(other)) return other
    const lines = goods.kind === 'ga' ? goods.lines : []
    return {
      currency: order.currency,
      from,
      paid_minor,
      lines: lines.map(({ line, heads }) => ({ line_id: line.id, name: line.name, heads })),
      party:
        goods.kind === 'vip' ? { heads: goods.heads, package: goods.agreement.package_name } : null,
      to: other && choicesOf(movable, other),
    }
  })
}

function choicesOf({ goods }: Movable, other: OtherNight): MoveChoices {
  const { night } = other
  if (other.kind === 'ga') {
    const kinds = other.types.map(({ id: ticket_type_id, name, price_minor, left }) => {
      return { ticket_type_id, name, price_minor, left }
    })
    return { night, kinds, tables: [], packages: [] }
  }
  const party = goods.kind === 'vip' ? goods : undefined
  const packages = other.packages.map(({ id: package_id, name }) => ({ package_id, name }))
  const tables = other.free.flatMap(({ vip_table_id, name, zone, guests_max }) => {
    const prices = [null, ...packages.map(({ package_id }) => package_id)].flatMap((package_id) => {
      const terms = party && chooseTerms(party, other, { vip_table_id, package_id })
      if (!terms || isRefused(terms)) return []
      const { charged_minor, worth_minor, credited_minor } = terms
      return [{ package_id, charged_minor, worth_minor, is_due_at_door: credited_minor > 0 }]
    })
    return prices.length > 0 ? [{ vip_table_id, name, zone, guests_max, prices }] : []
  })
  return { night, kinds: [], tables, packages }
}
