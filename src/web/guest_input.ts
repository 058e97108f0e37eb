import { z } from 'zod'
import { refuse, type Refused } from '../kernel/index.ts'
import type { Order } from '../orders/index.ts'

/** What a guest says of themselves at checkout. */
export const guestInput = z.object({
  name: z.string().max(1000),
  email: z.string().max(1000),
  phone: z.string().max(1000).optional(),
})

const NAME_LENGTH_MAX = 200
const EMAIL_LENGTH_MAX = 254
/** An address as mail servers take it. */
export const emailAddress = z.email().max(EMAIL_LENGTH_MAX)
/** As people write them: digits with spaces, dots, dashes, slashes and brackets between. */
const PHONE = /^\+?[\d ().\-/]{5,40}$/
/** The shortest national numbers, and the longest that E.164 allows. */
const [PHONE_DIGITS_MIN, PHONE_DIGITS_MAX] = [5, 15]

export interface Guest {
  name: string
  email: string
  phone: string | null
}

type GuestRefusal = 'name_invalid' | 'email_invalid' | 'phone_invalid'

/**
 * Reads who the guest is, tidied, or says what is wrong with each field. A party is called when its
 * table is about to be given away, so a VIP order needs a phone number.
 */
export function readGuest(
  order: Pick<Order, 'kind'>,
  body: z.infer<typeof guestInput>,
): Guest | { refusals: Refused<GuestRefusal>[] } {
  const name = body.name.trim().replaceAll(/\s+/g, ' ')
  const email = body.email.trim()
  const phone = (body.phone ?? '').trim().replaceAll(/\s+/g, ' ') || null
  const refusals: Refused<GuestRefusal>[] = []
  if (name.length < 1 || name.length > NAME_LENGTH_MAX)
    refusals.push(refuse('name_invalid', 'name'))
  if (!emailAddress.safeParse(email).success) refusals.push(refuse('email_invalid', 'email'))
  if (phone === null ? order.kind === 'vip' : !isPhone(phone))
    refusals.push(refuse('phone_invalid', 'phone'))
  return refusals.length > 0 ? { refusals } : { name, email, phone }
}

function isPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length
  return PHONE.test(text) && digits >= PHONE_DIGITS_MIN && digits <= PHONE_DIGITS_MAX
}
