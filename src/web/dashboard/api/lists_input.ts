import { z } from 'zod'
import { readCursor } from '../../../overview/index.ts'

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
