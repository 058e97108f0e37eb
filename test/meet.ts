import type { House } from './house.ts'
import { lockWaits } from './till.ts'

/**
 * Starts `races` one after the other behind a lock on that row, and lets all of them go; before
 * that, does what is to happen while they stand there.
 */
export async function meet<T>(
  house: Pick<House, 'db'>,
  text: string,
  id: string,
  races: (() => Promise<T>)[],
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<T[]> {
  const client = await house.db.connect()
  const running: Promise<T>[] = []
  try {
    await client.query('begin')
    await client.query({ text: `${text} for update`, values: [id] })
    for (const [index, race] of races.entries()) {
      const started = race()
      // Whatever fails here is told below, or is not what has failed first.
      started.catch(() => {})
      running.push(started)
      await lockWaits(house, index + 1, client)
    }
    await meanwhile()
  } finally {
    await client.query('commit')
    client.release()
    await Promise.allSettled(running)
  }
  return Promise.all(running)
}
