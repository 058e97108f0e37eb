/**
 * Things of one kind in the order in which they came, found by id, by index, and page by page from
 * either end. It holds at most `max()` of them and forgets the oldest, and with each what the plan
 * says cannot do without it.
 */
export type Collection<Item, Index extends string = never> = {
  readonly size: number
  get(id: string): Item | undefined
  has(id: string): boolean
  /** Adds a new thing, or puts it in the place of the one with the same id. */
  add(item: Item): Item
  delete(id: string): void
  clear(): void
  /** All, oldest first. */
  values(): IterableIterator<Item>
  /** Newest first, from the one before `id` on. */
  older(id?: string): Generator<Item>
  /** Oldest first, from the one after `id` on. */
  newer(id: string): Generator<Item>
  /** Those with this key in an index, oldest first. */
  by(index: Index, key: string): Item[]
  /** How many have this key in an index, without looking at them. */
  count(index: Index, key: string): number
  /** Tells an index that the key of a thing may have changed; of one that is gone, nothing. */
  refile(index: Index, item: Item): void
}

type Plan<Item, Index extends string> = {
  idOf(item: Item): string
  max(): number
  /** What else is to be forgotten with a thing that was. */
  forgotten?(item: Item): void
  indexes?: Record<Index, (item: Item) => string | null>
}
/** A thing between its neighbours in time, with the keys it is filed under, one per index. */
type Entry<Item> = {
  item: Item
  keys: (string | null)[]
  older: Entry<Item> | null
  newer: Entry<Item> | null
}
type Ends<Item> = { oldest: Entry<Item> | null; newest: Entry<Item> | null }
type Drawer = Map<string, Set<string>>

/** An empty collection. `indexes` name the keys by which its things are found. */
export function newCollection<Item, Index extends string = never>(
  plan: Plan<Item, Index>,
): Collection<Item, Index> {
  const entries = new Map<string, Entry<Item>>()
  const ends: Ends<Item> = { oldest: null, newest: null }
  const indexes = Object.keys(plan.indexes ?? {}) as Index[]
  const keyOf = (index: Index, item: Item): string | null => plan.indexes?.[index](item) ?? null
  const drawers = indexes.map((): Drawer => new Map())
  const drawerOf = (index: Index): Drawer | undefined => drawers[indexes.indexOf(index)]
  const remove = (id: string): Item | undefined => {
    const entry = entries.get(id)
    if (entry === undefined) return undefined
    entries.delete(id)
    unlink(ends, entry)
    for (const [at, key] of entry.keys.entries()) unfile(drawers[at], key, id)
    return entry.item
  }
  const forget = (id: string): void => {
    const item = remove(id)
    if (item !== undefined) plan.forgotten?.(item)
  }
  return {
    get size() {
      return entries.size
    },
    get: (id) => entries.get(id)?.item,
    has: (id) => entries.has(id),
    add(item) {
      const id = plan.idOf(item)
      remove(id)
      const keys = indexes.map((index) => keyOf(index, item))
      entries.set(id, append(ends, item, keys))
      for (const [at, key] of keys.entries()) file(drawers[at], key, id)
      const max = plan.max()
      while (entries.size > max && ends.oldest !== null) forget(plan.idOf(ends.oldest.item))
      return item
    },
    delete: forget,
    clear() {
      for (const id of entries.keys()) remove(id)
    },
    values: () => upwards(ends.oldest),
    older: (id) => downwards(id === undefined ? ends.newest : (entries.get(id)?.older ?? null)),
    newer: (id) => upwards(entries.has(id) ? (entries.get(id)?.newer ?? null) : ends.oldest),
    by: (index, key) =>
      [...(drawerOf(index)?.get(key) ?? [])].flatMap((id) => entries.get(id)?.item ?? []),
    count: (index, key) => drawerOf(index)?.get(key)?.size ?? 0,
    refile(index, item) {
      const id = plan.idOf(item)
      const entry = entries.get(id)
      if (entry === undefined) return
      const at = indexes.indexOf(index)
      const key = keyOf(index, item)
      unfile(drawers[at], entry.keys[at] ?? null, id)
      file(drawers[at], key, id)
      entry.keys[at] = key
    },
  }
}

// Linked to their neighbours, things are walked from either end and taken out anywhere at the same
// small cost; a map alone is walked from its beginning only, and past all that was deleted there.
function append<Item>(ends: Ends<Item>, item: Item, keys: (string | null)[]): Entry<Item> {
  const entry = { item, keys, older: ends.newest, newer: null }
  if (ends.newest === null) ends.oldest = entry
  else ends.newest.newer = entry
  ends.newest = entry
  return entry
}

// What is taken out still knows its neighbours: whoever stands there just now can walk on.
function unlink<Item>(ends: Ends<Item>, { older, newer }: Entry<Item>): void {
  if (older === null) ends.oldest = newer
  else older.newer = newer
  if (newer === null) ends.newest = older
  else newer.older = older
}

function* upwards<Item>(from: Entry<Item> | null): Generator<Item> {
  for (let entry = from; entry !== null; entry = entry.newer) yield entry.item
}

function* downwards<Item>(from: Entry<Item> | null): Generator<Item> {
  for (let entry = from; entry !== null; entry = entry.older) yield entry.item
}

function file(drawer: Drawer | undefined, key: string | null, id: string): void {
  if (drawer === undefined || key === null) return
  const ids = drawer.get(key)
  if (ids === undefined) drawer.set(key, new Set([id]))
  else ids.add(id)
}

function unfile(drawer: Drawer | undefined, key: string | null, id: string): void {
  if (drawer === undefined || key === null) return
  const ids = drawer.get(key)
  ids?.delete(id)
  if (ids?.size === 0) drawer.delete(key)
}
