import type { Night, TicketType } from '../catalog/index.ts'
import { newId, refuse, type Refused } from '../kernel/index.ts'
import type { Line } from '../orders/index.ts'
import { withinLimits, type GoodsRefusal } from './limits.ts'

/** How many of one ticket type a guest wants. */
export interface Choice {
  ticket_type_id: string
  quantity: number
}

export type ChoiceRefusal =
  | GoodsRefusal
  | 'nothing_chosen'
  | 'release_not_open'
  | 'sales_paused'
  | 'ticket_type_unknown'
  | 'quantity_invalid'
  | 'too_many'
  | 'too_many_of_kind'

/**
 * Turns choices into an order's lines at the prices of this moment, which only the server knows.
 * Refuses what the night does not sell, now or in that number. Whether so many are left is decided
 * by taking them.
 */
export function chooseLines(
  orderId: string,
  night: Night,
  types: TicketType[],
  choices: Choice[],
  currency: string,
): Line[] | Refused<ChoiceRefusal> {
  if (night.ga_paused_at) return refuse('sales_paused', 'night')
  const lines: Line[] = []
  for (const choice of choices) {
    const refused = refusalOf(choice, types, lines)
    if (refused) return refused
    const type = types.find((one) => one.id === choice.ticket_type_id)
    if (type && choice.quantity > 0) lines.push(toLine(orderId, type, choice.quantity, types))
  }
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  if (count === 0) return refuse('nothing_chosen', fieldOf(types[0]?.id))
  const max = night.order_tickets_max
  if (count > max) return refuse('too_many', fieldOf(lines[0]?.ticket_type_id), { max })
  return withinLimits(lines, currency, fieldOf(lines[0]?.ticket_type_id))
}

function refusalOf(
  choice: Choice,
  types: TicketType[],
  lines: Line[],
): Refused<ChoiceRefusal> | undefined {
  const field = fieldOf(choice.ticket_type_id)
  const type = types.find((one) => one.id === choice.ticket_type_id)
  if (!type || lines.some((line) => line.ticket_type_id === type.id))
    return refuse('ticket_type_unknown', field)
  if (!Number.isInteger(choice.quantity) || choice.quantity < 0)
    return refuse('quantity_invalid', field, { max: type.order_quantity_max })
  if (choice.quantity === 0) return undefined
  if (choice.quantity > type.order_quantity_max)
    return refuse('too_many_of_kind', field, { max: type.order_quantity_max })
  if (type.sale === 'not_started')
    return refuse('sale_not_started', field, { at: type.sales_start_at?.toISOString() ?? '' })
  if (type.sale === 'waiting')
    return refuse('release_not_open', field, { name: type.opens_after ?? '' })
  if (type.sale === 'ended') return refuse('sale_ended', field)
  return undefined
}

const fieldOf = (ticketTypeId: string | null | undefined) => `quantity_${ticketTypeId ?? ''}`

function toLine(orderId: string, type: TicketType, quantity: number, types: TicketType[]): Line {
  return {
    id: newId('ln'),
    order_id: orderId,
    kind: 'ticket',
    ticket_type_id: type.id,
    name: type.name,
    quantity,
    unit_price_minor: type.price_minor,
    position: types.indexOf(type),
  }
}
