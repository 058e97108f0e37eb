import { z } from 'zod'
import type { Wish } from '../checkout/index.ts'
import { isId, isSecret, type Refused } from '../kernel/index.ts'
import type { Wanted } from './place_for_visitor.ts'
import { proofInput } from './proof_input.ts'

/** More kinds than any night sells. */
const LINES_MAX = 50

const id = z.string().min(1).max(100)
const ticketLine = z.object({ ticket_type_id: z.string().max(100), quantity: z.number() })

/**
 * What the API takes for an order: GA tickets, a VIP table, or more guests for one. No union, whose
 * problems would name the whole body and not the field.
 */
export const placementInput = z
  .object({
    order_id: z.string().refine((text) => isId('ord', text)),
    order_secret: z.string().refine(isSecret),
    night: z.string().min(1).max(200),
    lines: z.array(ticketLine).max(LINES_MAX).optional(),
    table: z
      .object({ wished_id: id, party_size: z.number(), package_id: id.nullable() })
      .optional(),
    more: z.object({ booking_id: id, booking_secret: id, guests: z.number() }).optional(),
    proof: proofInput.optional(),
  })
  .refine(({ lines, table, more }) => [lines, table, more].filter(Boolean).length === 1, {
    path: ['lines'],
  })

type PlacementInput = z.infer<typeof placementInput>

/** Reads the API's words into ours. */
export function readPlacement(body: PlacementInput, locale: string): Wanted {
  const { order_id, order_secret, night, proof } = body
  return { order_id, order_secret, night, locale, proof, wish: wishOf(body) }
}

function wishOf(body: PlacementInput): Wish {
  if (body.table) return { table: body.table }
  return body.more ? { more: body.more } : { choices: body.lines ?? [] }
}

/** A refusal names the form's field; in the API it is the path in the body. */
export function byPath<Code extends string>(
  refusal: Refused<Code>,
  body: PlacementInput,
): Refused<Code> {
  const { field } = refusal
  if (body.table && TABLE_FIELDS[field]) return { ...refusal, field: TABLE_FIELDS[field] }
  if (body.more && MORE_FIELDS[field]) return { ...refusal, field: MORE_FIELDS[field] }
  if (!body.lines || !field.startsWith('quantity_')) return refusal
  const index = body.lines.findIndex((line) => field === `quantity_${line.ticket_type_id}`)
  return { ...refusal, field: index < 0 ? 'lines' : `lines.${index}.quantity` }
}

const TABLE_FIELDS: Record<string, string> = {
  table: 'table.wished_id',
  party_size: 'table.party_size',
  package: 'table.package_id',
}
const MORE_FIELDS: Record<string, string> = { booking: 'more.booking_id', guests: 'more.guests' }
