import type { Booking } from './booking.sql.ts'

/**
 * What a party still has to pay, in minor units: what its evening is worth, less the part of what
 * it paid ahead that counts, less what it has paid at the door. Never below nothing; and nothing is
 * due for an evening that did not take place.
 */
export function balanceDue(
  booking: Pick<Booking, 'state' | 'worth_minor' | 'credited_minor'>,
  takenMinor: number,
): number {
  if (booking.state === 'cancelled' || booking.state === 'no_show') return 0
  return Math.max(0, booking.worth_minor - booking.credited_minor - takenMinor)
}
