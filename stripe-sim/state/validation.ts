import type { z } from 'zod'

/** What was said from outside makes no sense; the message names every field at fault. */
export class InvalidArgument extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InvalidArgument'
  }
}

/**
 * What `schema` makes of a value from outside. Throws one sentence that names every field that is
 * unknown, missing or has no possible value; `what` names the whole, for instance "A fault".
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )
  throw new InvalidArgument(`${what} cannot be like this: ${faults.join('; ')}.`)
}
