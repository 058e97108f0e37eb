import type { Fault } from './api.ts'
import type { CheckoutMessages, Guest } from './data.ts'

/** As the server's limits; RFC 5321 allows 254 octets in an address. */
const nameLengthMax = 200
const emailLengthMax = 254

/** `guest` without the spaces that autocomplete and thumbs leave at the ends. */
export function trimGuest(guest: Guest): Guest {
  return { name: guest.name.trim(), email: guest.email.trim() }
}

/** What is wrong with `guest`, for the guest's eyes, before the server is asked; it decides. */
export function guestFaults(guest: Guest, messages: CheckoutMessages): Fault[] {
  const { name, email } = trimGuest(guest)
  const faults: Fault[] = []
  if (name === '' || name.length > nameLengthMax) {
    faults.push({ field: 'name', message: messages.name_invalid })
  }
  if (email.length > emailLengthMax || !looksLikeEmail(email)) {
    faults.push({ field: 'email', message: messages.email_invalid })
  }
  return faults
}

/** Only what is surely wrong is refused; whether an address is right, only its owner knows. */
function looksLikeEmail(email: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)
}
