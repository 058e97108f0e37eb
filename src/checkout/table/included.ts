import type { Agreement } from '../../orders/index.ts'

/**
 * How many of so many more guests a table includes that is promised to `heads` people now: of two
 * parties of the same size the one that has grown pays no more than the one that has not. All of
 * them where an extra guest costs nothing.
 */
export function includedOf(
  guests: number,
  heads: number,
  agreed: Pick<Agreement, 'guests_included' | 'extra_guest_price_minor'>,
): number {
  if (agreed.extra_guest_price_minor === 0) return guests
  return Math.min(guests, Math.max(0, agreed.guests_included - heads))
}
