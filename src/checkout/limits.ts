import { chargeLimits, refuse, type Refused } from '../kernel/index.ts'
import type { Line } from '../orders/index.ts'

/** What any kind of order may be refused for. */
export type GoodsRefusal = 'sale_not_started' | 'sale_ended' | 'total_too_small' | 'total_too_large'

/** What lines cost together, in minor units. */
export function totalOf(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unit_price_minor, 0)
}

/**
 * The lines, or a refusal that names `field`: what no card could pay is refused before anything is
 * written for it.
 */
export function withinLimits(
  lines: Line[],
  currency: string,
  field: string,
): Line[] | Refused<'total_too_small' | 'total_too_large'> {
  const { min, max } = chargeLimits(currency)
  const total = totalOf(lines)
  if (total < min) return refuse('total_too_small', field)
  return total > max ? refuse('total_too_large', field) : lines
}
