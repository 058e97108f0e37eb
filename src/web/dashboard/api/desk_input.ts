import { z } from 'zod'
import { isId, isOwnName, type IdPrefix } from '../../../kernel/index.ts'
import { emailAddress } from '../../guest_input.ts'

/** As long as it is typed; a longer one is a letter. */
const NOTE_LENGTH_MAX = 1000
/** More than any order costs; what is left decides. */
const AMOUNT_MINOR_MAX = 99_999_999
/** More than an order has tickets. */
const TICKETS_MAX = 500

const made = (prefix: IdPrefix) => z.string().refine((text) => isId(prefix, text))
const amount_minor = z.int().min(0).max(AMOUNT_MINOR_MAX)

/** The order in an address. */
export const orderParams = z.object({ id: z.string().min(1).max(100) })

/** Who acts: of members their account says it, of a device its body. */
export const actorInput = z.object({
  actor: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((name) => !isOwnName(name)),
})

/** What is given back. For an amount the page has to say what it has seen as left. */
export const refundInput = actorInput
  .extend({
    refund_id: made('rfd'),
    what: z.union([
      z.literal('everything'),
      z.object({ ticket_ids: z.array(z.string().min(1).max(100)).min(1).max(TICKETS_MAX) }),
      z.object({ amount_minor: amount_minor.min(1) }),
    ]),
    left_minor: amount_minor.optional(),
  })
  .refine(({ what, left_minor }) => !Object.hasOwn(Object(what), 'amount_minor') || left_minor, {
    path: ['left_minor'],
  })

/** Where a guest is written to from now on. */
export const emailInput = actorInput.extend({ email: z.string().trim().pipe(emailAddress) })

/** A note; the page that writes it makes its id. */
export const noteInput = actorInput.extend({
  note_id: made('nte'),
  text: z.string().trim().min(1).max(NOTE_LENGTH_MAX),
})
