import { z } from 'zod'
import type { Placement, Wish } from '../checkout/index.ts'
import { isId, isSecret, type Refused } from '../kernel/index.ts'

/** More kinds than any night sells. */
const LINES_MAX = 50

const who = {
  order_id: z.string().refine((text) => isId('ord', text)),
  order_secret: z.string().refine(isSecret),
  night: z.string().min(1).max(200),
}
const id = z.string().min(1).max(100)
const ticketLine = z.object({ ticket_type_id: z.string().max(100), quantity: z.number() })

/** What the API takes for an order: GA tickets, a VIP table, or more guests for one. */
export const placementInput = z.union([
  z.object({ ...who, lines: z.array(ticketLine).max(LINES_MAX) }),
  z.object({
    ...who,
    table: z.object({ wished_id: id, party_size: z.number(), package_id: id.nullable() }),
  }),
  z.object({ ...who, more: z.object({ booking_id: id, booking_secret: id, guests: z.number() }) }),
])

type PlacementInput = z.infer<typeof placementInput>

/** Reads the API's words into ours. */
export function readPlacement(body: PlacementInput, locale: string): Placement {
  const { order_id, order_secret, night } = body
  return { order_id, order_secret, night, locale, wish: wishOf(body) }
}

function wishOf(body: PlacementInput): Wish {
  if ('lines' in body) return { choices: body.lines }
  return 'table' in body ? { table: body.table } : { more: body.more }
}

/** A refusal names the form's field; in the API it is the path in the body. */
export function byPath<Code extends string>(
  refusal: Refused<Code>,
  body: PlacementInput,
): Refused<Code> {
  const { field } = refusal
  if ('table' in body && TABLE_FIELDS[field]) return { ...refusal, field: TABLE_FIELDS[field] }
  if ('more' in body && MORE_FIELDS[field]) return { ...refusal, field: MORE_FIELDS[field] }
  if (!('lines' in body) || !field.startsWith('quantity_')) return refusal
  const index = body.lines.findIndex((line) => field === `quantity_${line.ticket_type_id}`)
  return { ...refusal, field: index < 0 ? 'lines' : `lines.${index}.quantity` }
}

const TABLE_FIELDS: Record<string, string> = {
  table: 'table.wished_id',
  party_size: 'table.party_size',
  package: 'table.package_id',
}
const MORE_FIELDS: Record<string, string> = { booking: 'more.booking_id', guests: 'more.guests' }
