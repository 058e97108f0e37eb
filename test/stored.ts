import assert from 'node:assert/strict'
import type { House } from './house.ts'

/**
 * Does `work` and shows that it stored nothing in `tables`. Stripe's news of what was done before
 * has come when it begins, and its own when it has ended.
 */
export async function storesNothingIn<T>(
  { db, sim }: Pick<House, 'db' | 'sim'>,
  tables: string[],
  work: () => Promise<T>,
): Promise<T> {
  const countRows = async () => {
    await sim.control.idle()
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const text = `select count(*)::int as n from ${table}`
      counts[table] = (await db.query<{ n: number }>({ text })).rows[0]?.n ?? -1
    }
    return counts
  }
  const stored = await countRows()
  const result = await work()
  assert.deepEqual(await countRows(), stored)
  return result
}
