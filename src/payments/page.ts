/** A part of one of Stripe's lists, newest first. */
export interface Page<Item> {
  items: Item[]
  /** When the newest of them was made, by Stripe's clock; 0 where there is none. */
  newest_ms: number
  /** The id of the oldest, below which the next page begins; empty where there is none. */
  last_id: string
  hasMore: boolean
}

/** The most that Stripe gives at once. */
export const PAGE_MAX = 100

/** What asks for the page of what was made since `from`, below what has the id `belowId`. */
export const since = (from: Date, belowId?: string) => ({
  created: { gte: Math.floor(from.getTime() / 1000) },
  limit: PAGE_MAX,
  ...(belowId && { starting_after: belowId }),
})

/** Reads a page of Stripe's, and each thing on it by `read`. */
export function toPage<Raw extends { id: string; created: number }, Item>(
  { data, has_more }: { data: Raw[]; has_more: boolean },
  read: (raw: Raw) => Item,
): Page<Item> {
  return {
    items: data.map(read),
    newest_ms: Math.max(0, ...data.map(({ created }) => created * 1000)),
    last_id: data.at(-1)?.id ?? '',
    hasMore: has_more,
  }
}
