import type { House } from './house.ts'
import { lockWaits } from './till.ts'

/** Starts `races` one after the other behind a lock on that row, and lets all of them go. */
export async function meet<T>(
  house: Pick<House, 'db'>,
  text: string,
  id: string,
  races: (() => Promise<T>)[],
): Promise<T[]> {
  const client = await house.db.connect()
  const running: Promise<T>[] = []
  try {
    await client.query('begin')
    await client.query({ text: `${text} for update`, values: [id] })
    for (const [index, race] of races.entries()) {
      running.push(race())
      await lockWaits(house, index + 1, client)
    }
  } finally {
    await client.query('commit')
    client.release()
  }
  return Promise.all(running)
}
