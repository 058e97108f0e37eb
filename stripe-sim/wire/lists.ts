import type { Range } from './parameters.ts'
import { referenceMissing, refusal } from './errors.ts'

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

/** What can be listed: a collection, or `listOf` a few things. */
export type Listable<Item> = {
  has(id: string): boolean
  older(id?: string): Iterable<Item>
  newer(id: string): Iterable<Item>
}

const limitDefault = 10
const limitMax = 100

/**
 * One page of `items` that `fits` them, as Stripe lists them: newest first, from a cursor on. It
 * looks at no more of them than the page needs. `kind` names them in errors. Throws 400:
 * `parameter_invalid_integer` for a limit outside 1…100, `resource_missing` for a cursor that names
 * nothing, and for two cursors at once.
 */
export function listPage<Item extends Listed>(
  { url, kind }: { url: string; kind: string },
  items: Listable<Item>,
  listing: Listing,
  fits: (item: Item) => boolean = () => true,
): List<Item> {
  const limit = limitOf(listing.limit)
  const { starting_after, ending_before, created } = listing
  const wanted = (item: Item): boolean => isWithin(item, created) && fits(item)
  checkCursor(items, kind, starting_after, 'starting_after')
  checkCursor(items, kind, ending_before, 'ending_before')
  if (starting_after !== undefined && ending_before !== undefined) {
    throw refusal(
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    )
  }
  const found: Item[] = []
  const isBackwards = ending_before !== undefined
  const way = isBackwards ? items.newer(ending_before) : items.older(starting_after)
  for (const item of way) {
    // Time only goes forward, so past the range nothing more can come.
    if (isBackwards ? isAfter(item, created) : isBefore(item, created)) break
    if (!wanted(item)) continue
    found.push(item)
    if (found.length > limit) break
  }
  const has_more = found.length > limit
  const page = found.slice(0, limit)
  return { object: 'list', data: isBackwards ? page.toReversed() : page, has_more, url }
}

/**
 * A few things (oldest first), to be listed by themselves. A cursor may name any other of `all`:
 * it is a place in the order, and need not pass the filter that chose these few.
 */
export function listOf<Item extends Listed>(items: Item[], all?: Listable<Item>): Listable<Item> {
  const at = (id: string): number => items.findIndex((item) => item.id === id)
  const nearest = (way: Iterable<Item> = []): number => {
    for (const { id } of way) if (at(id) >= 0) return at(id)
    return -1
  }
  return {
    has: (id) => at(id) >= 0 || all?.has(id) === true,
    older(id) {
      if (id === undefined) return items.toReversed()
      const end = at(id) >= 0 ? at(id) : nearest(all?.older(id)) + 1
      return items.slice(0, end).toReversed()
    },
    newer(id) {
      if (at(id) >= 0) return items.slice(at(id) + 1)
      const start = nearest(all?.newer(id))
      return start < 0 ? [] : items.slice(start)
    },
  }
}

/** The size of a page: 10 unless told. Throws 400 outside 1…100. */
export function limitOf(limit = limitDefault): number {
  if (limit >= 1 && limit <= limitMax) return limit
  const bound = limit < 1 ? 'greater than or equal to 1' : `less than or equal to ${limitMax}`
  const message = `This value must be ${bound} (you passed: ${limit}).`
  throw refusal(message, 'limit', 'parameter_invalid_integer')
}

function checkCursor(
  items: Listable<unknown>,
  kind: string,
  id: string | undefined,
  param: string,
): void {
  if (id !== undefined && !items.has(id)) throw referenceMissing(kind, id, param)
}

function isWithin(item: Listed, range: Range | undefined): boolean {
  return !isBefore(item, range) && !isAfter(item, range)
}

function isBefore({ created }: Listed, range: Range | undefined): boolean {
  if (range === undefined) return false
  if (typeof range === 'number') return created < range
  return created <= (range.gt ?? -Infinity) || created < (range.gte ?? -Infinity)
}

function isAfter({ created }: Listed, range: Range | undefined): boolean {
  if (range === undefined) return false
  if (typeof range === 'number') return created > range
  return created >= (range.lt ?? Infinity) || created > (range.lte ?? Infinity)
}
