import { z } from 'zod'

/** More than an order has lines. */
const LINES_MAX = 100
/** More than any order costs. */
export const AMOUNT_MINOR_MAX = 99_999_999

export const idInput = z.string().min(1).max(100)

/** What each line of an order of tickets is to be. */
export const kindsInput = z.object({
  kinds: z
    .array(z.object({ line_id: idInput, ticket_type_id: idInput }))
    .min(1)
    .max(LINES_MAX),
})
