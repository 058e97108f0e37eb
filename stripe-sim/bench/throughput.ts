import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exit, stdout } from 'node:process'
import { parseArgs } from 'node:util'
import { openConnection, type Connection } from './connection.ts'
import { bytesPerPayment } from './memory.ts'
import { confirm, create, retrieve } from './payments.ts'

/**
 * How many requests one simulator answers in a second, and how much memory a payment takes. The
 * simulator runs as a process of its own; this one drives it in a closed loop over connections that
 * stay open, first without a webhook endpoint, then with one that takes every event.
 *
 *     node stripe-sim/bench/throughput.ts [--seconds 3] [--connections 16]
 *
 * "A payment" is creating an intent, confirming it with a card that succeeds and retrieving it;
 * its line counts requests, as all others do.
 */

const secretKey = 'sk_test_bench'
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
  },
})
const measured_ms = Number(values.seconds) * 1000
const connectionCount = Number(values.connections)

// More than are made while measuring, so that what was created can be confirmed.
const objectsMax = 500_000

type Turn = (connection: Connection) => Promise<number>

await measureAll('without webhooks', null)
const sink = await startSink()
await measureAll('with webhooks', sink.url)
sink.close()
stdout.write(`memory: ${Math.round(await bytesPerPayment())} bytes per payment\n`)
exit(0)

async function measureAll(title: string, webhookUrl: string | null): Promise<void> {
  const { child, port } = await startSimulator(webhookUrl)
  const connections = await Promise.all(
    Array.from({ length: connectionCount }, async () => openConnection(port, secretKey)),
  )
  stdout.write(`${title}, ${connectionCount} connections\n`)
  // Confirming uses up what creating made, and retrieving looks at what is left.
  const made: string[] = []
  const paid: string[] = []
  await measure('create', connections, async (connection) => {
    made.push(await create(connection))
    return 1
  })
  await measure('confirm', connections, async (connection) => {
    const id = made.pop()
    if (id === undefined) return 0
    await confirm(connection, id)
    paid.push(id)
    return 1
  })
  await measure('retrieve', connections, async (connection) => {
    await retrieve(connection, paid[Math.floor(Math.random() * paid.length)] ?? '')
    return 1
  })
  await measure('a payment', connections, async (connection) => {
    const id = await create(connection)
    await confirm(connection, id)
    await retrieve(connection, id)
    return 3
  })
  for (const connection of connections) connection.close()
  child.kill('SIGTERM')
  await once(child, 'exit')
}

// Ends when the time is over, or when a turn finds nothing more to do.
async function measure(what: string, connections: Connection[], turn: Turn): Promise<void> {
  const started_ms = performance.now()
  const loop = async (connection: Connection): Promise<number> => {
    let done = 0
    while (performance.now() - started_ms < measured_ms) {
      const requests = await turn(connection)
      if (requests === 0) break
      done += requests
    }
    return done
  }
  const counts = await Promise.all(connections.map(loop))
  const requests = counts.reduce((sum, count) => sum + count, 0)
  const elapsed_s = (performance.now() - started_ms) / 1000
  stdout.write(`  ${what.padEnd(10)} ${String(Math.round(requests / elapsed_s)).padStart(7)} /s\n`)
}

async function startSimulator(
  webhookUrl: string | null,
): Promise<{ child: ChildProcess; port: number }> {
  const main = new URL('../main.ts', import.meta.url).pathname
  const webhooks = webhookUrl && {
    STRIPE_SIM_WEBHOOK_URL: webhookUrl,
    STRIPE_SIM_WEBHOOK_SECRET: 'whsec_bench',
  }
  const settings = JSON.stringify({ objects_max: objectsMax })
  const simulator = { STRIPE_SIM_SECRET_KEY: secretKey, STRIPE_SIM_SETTINGS: settings }
  const env = { STRIPE_SIM_PORT: '0', ...simulator, ...webhooks }
  const child = spawn(process.execPath, [...process.execArgv, main], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, port: Number(/:(\d+) /.exec(line.toString())?.[1]) }
}

async function startSink(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume()
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
