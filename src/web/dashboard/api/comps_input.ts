import { z } from 'zod'
import { isId } from '../../../kernel/index.ts'
import { compStates } from '../../../overview/index.ts'
import { emailAddress } from '../../guest_input.ts'
import { actorInput } from './desk_input.ts'
import { afterInput } from './lists_input.ts'

/** More is a night of its own; what is left decides. */
const QUANTITY_MAX = 100
/** As long as it is typed by somebody with a reason. */
const REASON_LENGTH_MAX = 500
const NAME_LENGTH_MAX = 200

const id = z.string().min(1).max(100)
/** One line of somebody's own words. */
const words = (max: number) =>
  z
    .string()
    .transform((text) => text.trim().replaceAll(/\s+/g, ' '))
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed()),
    )

/** The comp in an address. */
export const compParams = z.object({ id })

/** Which comps are listed. */
export const compsQuery = z.object({
  night: id.optional(),
  state: z.enum(compStates).optional(),
  after: afterInput,
  until: afterInput,
})

const asked = actorInput.extend({
  comp_id: z.string().refine((text) => isId('cmp', text)),
  night: id,
  quantity: z.int().min(1).max(QUANTITY_MAX),
  guest_name: words(NAME_LENGTH_MAX),
  guest_email: z.string().trim().pipe(emailAddress),
  /** The guest's language. */
  locale: z.enum(['en', 'es']),
  reason: words(REASON_LENGTH_MAX),
  /** By whoever may decide: asked for and given in one step. */
  approves: z.boolean().default(false),
})

/** What is asked for: tickets of a kind, or a table for so many. The page makes the id. */
export const compInput = z.discriminatedUnion('kind', [
  asked.extend({ kind: z.literal('ga'), ticket_type_id: id }),
  asked.extend({ kind: z.literal('vip'), table: id }),
])

/** Why a comp is not given. */
export const compRefusalInput = actorInput.extend({ reason: words(REASON_LENGTH_MAX) })
