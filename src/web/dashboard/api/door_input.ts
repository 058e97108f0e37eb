import { z } from 'zod'
import { isId } from '../../../kernel/index.ts'

/** As many as the largest party, or order, has. */
const HEADS_MAX = 100

const slug = z.string().min(1).max(200)
const id = z.string().min(1).max(100)
const heads = z.int().min(1).max(HEADS_MAX)

/** Which night the door is of; without one, the night that is on or next. */
export const doorQuery = z.object({ night: slug.optional() })

/** Whom somebody at the door looks for: two letters, or one that is a word. */
export const searchQuery = z.object({
  night: slug,
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed()),
})

/** Who is to go in; the page makes the id. */
export const entranceInput = z.object({
  id: z.string().refine((text) => isId('ent', text)),
  night: slug,
  heads: z.union([
    z.object({ code: z.string().min(1).max(200) }),
    z.object({ pass_id: id }),
    z.object({ booking_id: id, heads }),
    z.object({ order_id: id, heads }),
  ]),
  /** Said once the doors were found to be closed. */
  is_meant: z.boolean().default(false),
})

/** The entrance in an address. */
export const entranceParams = z.object({ id: z.string().refine((text) => isId('ent', text)) })
