import type { Range } from './parameters.ts'
import { refusal, resourceMissing } from './errors.ts'

export const listParameters = {
  limit: 'integer',
  starting_after: 'string',
  ending_before: 'string',
  created: 'range',
  expand: 'strings',
} as const

export type Listing = {
  limit?: number
  starting_after?: string
  ending_before?: string
  created?: Range
}
type Listed = { id: string; created: number }
export type List<Item> = { object: 'list'; data: Item[]; has_more: boolean; url: string }

const limitDefault = 10
const limitMax = 100

/**
 * One page of `items` (which stand oldest first) as Stripe lists them: newest first, from a cursor
 * on. Throws `parameter_invalid_integer` for a limit outside 1…100 and `resource_missing` for a
 * cursor that names nothing.
 */
export function listPage<Item extends Listed>(
  url: string,
  items: Iterable<Item>,
  listing: Listing,
): List<Item> {
  const limit = limitOf(listing.limit)
  const newestFirst = [...items].toReversed().filter((item) => isWithin(item, listing.created))
  const { starting_after, ending_before } = listing
  if (ending_before !== undefined) {
    const end = positionOf(newestFirst, ending_before, 'ending_before')
    const start = Math.max(0, end - limit)
    return { object: 'list', data: newestFirst.slice(start, end), has_more: start > 0, url }
  }
  const start =
    starting_after === undefined ? 0 : positionOf(newestFirst, starting_after, 'starting_after') + 1
  const data = newestFirst.slice(start, start + limit)
  return { object: 'list', data, has_more: start + limit < newestFirst.length, url }
}

function limitOf(limit = limitDefault): number {
  if (limit >= 1 && limit <= limitMax) return limit
  const bound = limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${limitMax}`
  const message = `This value must be ${bound} (you passed: ${limit}).`
  throw refusal(message, 'limit', 'parameter_invalid_integer')
}

function positionOf(items: Listed[], id: string, param: string): number {
  const position = items.findIndex((item) => item.id === id)
  if (position < 0) throw resourceMissing('object', id, param)
  return position
}

function isWithin(item: Listed, range: Range | undefined): boolean {
  if (range === undefined) return true
  if (typeof range === 'number') return item.created === range
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range
  const { created } = item
  return created > gt && created >= gte && created < lt && created <= lte
}
