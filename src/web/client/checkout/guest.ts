import type { Fault } from './api.ts'
import type { CheckoutMessages, Guest } from './data.ts'

/** As the server's limits; RFC 5321 allows 254 octets in an address. */
const nameLengthMax = 200
const emailLengthMax = 254
/** The shortest national numbers, and the longest that E.164 allows; as the server's. */
const [phoneDigitsMin, phoneDigitsMax] = [5, 15]

/** `guest` without the spaces that autocomplete and thumbs leave at the ends. */
export function trimGuest(guest: Guest): Guest {
  const { name, email, phone } = guest
  const trimmed = { name: name.trim(), email: email.trim() }
  return phone === undefined ? trimmed : { ...trimmed, phone: phone.trim() }
}

/** What is wrong with `guest`, for the guest's eyes, before the server is asked; it decides. */
export function guestFaults(guest: Guest, messages: CheckoutMessages): Fault[] {
  const { name, email, phone } = trimGuest(guest)
  const faults: Fault[] = []
  if (name === '' || name.length > nameLengthMax) {
    faults.push({ field: 'name', message: messages.name_invalid })
  }
  if (email.length > emailLengthMax || !looksLikeEmail(email)) {
    faults.push({ field: 'email', message: messages.email_invalid })
  }
  if (phone !== undefined && !looksLikePhone(phone)) {
    faults.push({ field: 'phone', message: messages.phone_invalid })
  }
  return faults
}

/** Only what is surely wrong is refused; whether an address is right, only its owner knows. */
function looksLikeEmail(email: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email)
}

function looksLikePhone(phone: string): boolean {
  const digits = phone.replaceAll(/\D/g, '').length
  return (
    /^\+?[\d ().\-/]{5,40}$/.test(phone) && digits >= phoneDigitsMin && digits <= phoneDigitsMax
  )
}
