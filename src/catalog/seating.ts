/**
 * How many of these parties can sit at once, each at a table of its own that is large enough. The
 * smallest party goes to the smallest table that takes it: no other way seats more of them.
 */
export function seatable(parties: number[], tables: number[]): number {
  const waiting = parties.toSorted((a, b) => a - b)
  let seated = 0
  for (const guestsMax of tables.toSorted((a, b) => a - b)) {
    const next = waiting[seated]
    if (next !== undefined && next <= guestsMax) seated += 1
  }
  return seated
}

/** A table that nobody has, and how many people it takes. */
interface FreeTable {
  vip_table_id: string
  guests_max: number
}

/**
 * Whether one of the free tables is kept for the parties that wait for one: without it fewer of
 * them could be seated. Whoever of them takes it waits no more: `others` are the rest then.
 */
export function isKept(
  tableId: string,
  free: FreeTable[],
  parties: number[],
  others: number[] = parties,
): boolean {
  const sizes = (tables: FreeTable[]) => tables.map(({ guests_max }) => guests_max)
  const left = free.filter(({ vip_table_id }) => vip_table_id !== tableId)
  const seatedBy = parties.length - others.length
  return seatable(others, sizes(left)) + seatedBy < seatable(parties, sizes(free))
}
