import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { startStripeSim } from '../index.ts'
import { openConnection } from './connection.ts'
import { confirm, create } from './payments.ts'

const payments = 3_000
// The first payments also bring what is only needed once: compiled code, open connections.
const warmUp = 500

/** How many bytes of memory a simulator in this process keeps for one payment by card. */
export async function bytesPerPayment(): Promise<number> {
  const simulator = await startStripeSim({ settings: { objects_max: payments + warmUp } })
  const connection = await openConnection(simulator.port, simulator.secretKey)
  const pay = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 1) await confirm(connection, await create(connection))
  }
  await pay(warmUp)
  const before = heapBytes()
  await pay(payments)
  const bytes = (heapBytes() - before) / payments
  connection.close()
  await simulator.close()
  return bytes
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  return process.memoryUsage().heapUsed
}
