import { z } from 'zod'
import { isId, isOwnName } from '../../kernel/index.ts'

const id = z.string().min(1).max(100)
/** As long as the audit trail takes, and longer than a name. */
const person = z.string().trim().min(1).max(100)
/** Somebody of the venue, under a name that the trail has for nobody else. */
const colleague = person.refine((name) => !isOwnName(name))
const note = z.string().trim().max(200).default('')
/** More than any evening; what is due decides. */
const amount_minor = z.int().min(1).max(99_999_999)

/** The addresses' parameters. */
export const bookingParams = z.object({ id })
export const orderParams = z.object({ id })
export const doorPaymentParams = z.object({ id, payment_id: id })
export const nightParams = z.object({ slug: z.string().min(1).max(200) })
export const tableParams = nightParams.extend({ id })

/** Who makes a change: of members their account says it, of a device its body. */
export const actorInput = z.object({ actor: colleague })
export const tableInput = actorInput.extend({ table: id })
export const swapInput = actorInput.extend({ booking: id, other: id })
export const blockInput = actorInput.extend({ reason: note })
export const walkInInput = actorInput.extend({
  party_name: person,
  party_size: z.int().min(1).max(100),
  table: id,
})
export const cancellationInput = actorInput.extend({
  gives_back: z.union([z.enum(['everything', 'nothing']), z.object({ amount_minor })]),
})
/** What becomes of a booking whose deposit has lapsed. */
export const lapsedInput = actorInput.extend({ how: z.enum(['keep', 'cancel']) })
const taken = actorInput.extend({
  id: z.string().refine((text) => isId('dpy', text)),
  amount_minor,
  note,
})
/** What the house gives away has somebody who approved it; what is paid has nobody. */
export const doorPaymentInput = z.discriminatedUnion('kind', [
  taken.extend({ kind: z.enum(['cash', 'card']), approved_by: z.null().default(null) }),
  taken.extend({ kind: z.literal('comp'), approved_by: colleague }),
])
