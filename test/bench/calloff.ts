import { callOffNight, callOffOrders } from '../../src/checkout/index.ts'
import { isRefused } from '../../src/kernel/index.ts'
import { addNight } from '../catalog.ts'
import { openHouse } from '../house.ts'
import { addManyOrders } from '../many_orders.ts'
import { tillOf } from '../till.ts'

/**
 * `npm run bench:calloff`: what the chore costs that calls the orders of a night off, order by
 * order, without its pauses: time, and memory of the process. Refunds are asked for and not sent.
 */

const ORDERS = 10_000
const PART = 1_000
const TITLE = 'Loud'

const house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
try {
  await house.stopProduct()
  const { night_id, types } = await addNight(house.db, { types: [{ capacity: ORDERS * 3 }] })
  await addManyOrders(house.db, { night_id, type_id: types[0] ?? '', orders: ORDERS })
  await house.db.query({
    text: `update nights set title = $2 where id = $1`,
    values: [night_id, TITLE],
  })
  const till = tillOf(house)
  const reason = 'A measurement.'
  const called = await callOffNight(till, { night_id, title: TITLE, reason, actor: 'Bench' })
  if (isRefused(called)) throw new Error(called.refused)
  await measure(till, night_id)
} finally {
  await house.close()
}

async function measure(till: ReturnType<typeof tillOf>, nightId: string): Promise<void> {
  const chore = callOffOrders(till)
  const { signal } = new AbortController()
  let note: Record<string, unknown> = {}
  let before = 0
  let began_ms = performance.now()
  for (;;) {
    const round = await chore.round(note, signal)
    note = round?.note ?? {}
    const done = await countDone(nightId)
    const isOver = note['after_id'] === undefined
    if (done - before < PART && !isOver) continue
    const each_ms = (performance.now() - began_ms) / Math.max(1, done - before)
    globalThis.gc?.()
    const heap_mb = process.memoryUsage().heapUsed / 2 ** 20
    process.stdout.write(
      `${done} done, ${each_ms.toFixed(1)} ms each, heap ${heap_mb.toFixed(1)} MB\n`,
    )
    if (isOver) return
    before = done
    began_ms = performance.now()
  }
}

async function countDone(nightId: string): Promise<number> {
  const { rows } = await house.db.query<{ done: number }>({
    text: `select count(*)::int as done from called_off_orders where night_id = $1`,
    values: [nightId],
  })
  return rows[0]?.done ?? 0
}
