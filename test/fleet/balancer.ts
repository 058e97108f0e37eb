import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** One address for several servers, as a load balancer before a house has. */
export interface Balancer {
  url: string
  port: number
  /** Between which ports of this computer it chooses from now on, in turn. */
  spreadOver(ports: number[]): void
  /** How many connections lead to this port. */
  openTo(port: number): number
  close(): Promise<void>
}

/**
 * Opens one that leads each connection to the next server, past those that take none. What breaks
 * on one side is broken on the other: nothing is asked twice, that is the guest's to do.
 */
export async function openBalancer(): Promise<Balancer> {
  const open = new Set<Socket>()
  const leading = new Map<number, number>()
  let ports: number[] = []
  let turn = 0
  const server = createServer({ pauseOnConnect: true }, (from) => {
    turn += 1
    open.add(from)
    from.on('error', () => from.destroy()).on('close', () => open.delete(from))
    const inTurn = ports.map((_, n) => ports[(turn + n) % ports.length] as number)
    leadTo(from, inTurn)
  })
  const leadTo = (from: Socket, [port, ...others]: number[]) => {
    if (port === undefined) return from.resetAndDestroy()
    const to = connect(port, '127.0.0.1')
    let isThere = false
    to.once('connect', () => {
      isThere = true
      leading.set(port, (leading.get(port) ?? 0) + 1)
      from.on('close', () => to.destroy())
      if (from.destroyed) return to.destroy()
      from.pipe(to).pipe(from)
      return from.resume()
    })
    to.on('error', () => {})
    to.on('close', () => {
      if (!isThere) return leadTo(from, others)
      leading.set(port, (leading.get(port) ?? 0) - 1)
      return from.destroy()
    })
    return undefined
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    port,
    spreadOver: (list) => (ports = list),
    openTo: (one) => leading.get(one) ?? 0,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
