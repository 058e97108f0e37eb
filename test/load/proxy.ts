import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net'

/** Stands between a server and what it talks to, so that the line can be cut. */
export interface Proxy {
  port: number
  /** Cuts every connection at once, in the middle of whatever is on its way. */
  cut(): void
  /** Leads whoever connects from now on elsewhere, as an address that has moved. */
  pointTo(target: NetConnectOpts): void
  /** Lets nobody through from now on, or lets them again. */
  refuse(isRefusing: boolean): void
  close(): Promise<void>
}

/** Opens a proxy on this computer to `first`, until it is pointed elsewhere. */
export async function openProxy(first: NetConnectOpts): Promise<Proxy> {
  let target = first
  const open = new Set<Socket>()
  let refusing = false
  const server = createServer((from) => {
    if (refusing) return from.resetAndDestroy()
    const to = connect(target)
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => open.forEach((socket) => socket.destroy())
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    pointTo: (other) => (target = other),
    refuse: (isRefusing) => (refusing = isRefusing),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      cut()
      await closed
    },
  }
}

/** Where a database is, by its address: a unix socket, or a port. */
export function targetOf(databaseUrl: string): NetConnectOpts {
  const { hostname, port, searchParams } = new URL(databaseUrl)
  const folder = searchParams.get('host')
  const number = port || '5432'
  return folder
    ? { path: `${folder}/.s.PGSQL.${number}` }
    : { host: hostname, port: Number(number) }
}

/** The same database by the proxy. */
export function throughProxy(databaseUrl: string, { port }: Proxy): string {
  const url = new URL(databaseUrl)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return url.href
}
