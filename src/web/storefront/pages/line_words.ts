import { messagesFor } from '../../messages.ts'
import type { OrderLineView } from './views.ts'

/** A line of an order with its number: "2 × General admission", "Deposit, Table 7". */
export function lineWords(line: OrderLineView, locale: string): string {
  if (line.kind === 'ticket') return `${line.quantity} × ${line.name}`
  if (line.kind === 'extra_guests') return messagesFor(locale).bookings.extraGuests(line.quantity)
  return lineName(line, locale)
}

/** The same where the number stands in a place of its own. */
export function lineName({ kind, name }: OrderLineView, locale: string): string {
  return kind === 'ticket' ? name : messagesFor(locale).bookings.lines[kind](name)
}

/** A package with what was agreed that it contains: "Two bottles: Vodka · Twelve mixers". */
export function packageWords(name: string, includes: string[]): string {
  return includes.length > 0 ? `${name}: ${includes.join(' · ')}` : name
}
