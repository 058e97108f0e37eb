import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One answer of the simulator. */
export type BenchAnswer = { status: number; body: string }

export type Connection = {
  /** Sends one request and resolves with its answer; one at a time. */
  ask(method: string, path: string, form?: string): Promise<BenchAnswer>
  close(): void
}

const headEnd = '\r\n\r\n'

/**
 * A connection that is kept open between requests. Written by hand, because the measuring process
 * must cost far less than what it measures: an HTTP client costs as much as the simulator does.
 */
export async function openConnection(port: number, secretKey: string): Promise<Connection> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await once(socket, 'connect')
  const head = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${secretKey}\r\n`
  const reader = readAnswers(socket)
  let asked = 0
  return {
    async ask(method, path, form) {
      asked += 1
      const answer = reader.next()
      socket.write(textOf(method, path, form, head, `${socket.localPort}-${asked}`))
      return answer
    },
    close: () => socket.destroy(),
  }
}

function textOf(
  method: string,
  path: string,
  form: string | undefined,
  head: string,
  key: string,
): string {
  if (form === undefined) return `${method} ${path} HTTP/1.1\r\n${head}\r\n`
  const body =
    `Idempotency-Key: ${key}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
    `Content-Length: ${Buffer.byteLength(form)}${headEnd}${form}`
  return `${method} ${path} HTTP/1.1\r\n${head}${body}`
}

function readAnswers(socket: Socket): { next(): Promise<BenchAnswer> } {
  let received: Buffer = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<BenchAnswer> | null = null
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const start = received.indexOf(headEnd)
    if (start < 0) return
    const head = received.toString('latin1', 0, start)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const end = start + headEnd.length + length
    if (received.length < end) return
    const body = received.toString('utf8', start + headEnd.length, end)
    received = received.subarray(end)
    waiting?.resolve({ status: Number(head.slice('HTTP/1.1 '.length, 12)), body })
  })
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('The simulator closed the connection.')))
  return {
    async next() {
      waiting = Promise.withResolvers()
      return waiting.promise
    },
  }
}
