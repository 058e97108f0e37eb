import { z } from 'zod'
import { readCursor, type Span } from '../../../overview/index.ts'

/** Where a page of a list goes on; a text that no list has written is refused. */
export const afterInput = z
  .string()
  .max(120)
  .transform((text, context) => {
    const cursor = readCursor(text)
    if (cursor) return cursor
    context.addIssue({ code: 'custom', message: 'no cursor' })
    return z.NEVER
  })
  .optional()

/**
 * How many cards a page of them has: the first is soon there, and whoever goes on is at the end of
 * ten thousand in a hundred steps.
 */
export const pageRows = (after: Span['after']) => (after ? 100 : 50)

/** A time by the venue's clock, as a browser's field writes it. */
export const localTime = z.iso.datetime({ local: true }).max(30).startsWith('20').optional()

/** What somebody types to find something. */
export const searchText = z
  .string()
  .trim()
  .max(320)
  .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed())
  .optional()
