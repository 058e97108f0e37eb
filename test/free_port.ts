import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that a system gives out by itself: no connection of a neighbour takes one. */
const PORTS = { first: 15_000, end: 32_000 }
const PORT_TRIES_MAX = 20

/**
 * A port that is free now, and that nobody is given who asks for any: a server that is started
 * later finds it as it was.
 */
export async function freePort(): Promise<number> {
  for (let n = 0; n < PORT_TRIES_MAX; n += 1) {
    const port = randomInt(PORTS.first, PORTS.end)
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    await new Promise((resolve) => probe.close(resolve))
    return port
  }
  throw new Error(`No port is free among ${PORT_TRIES_MAX} of ${PORTS.first} to ${PORTS.end}.`)
}
