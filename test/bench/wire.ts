import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One answer, as it was read from the wire. */
export interface WireAnswer {
  status: number
  body: string
}

/** A connection that is kept open from one request to the next. */
export interface Wire {
  /** Sends one whole request and resolves with its answer; one at a time. */
  ask(request: string | Buffer): Promise<WireAnswer>
  close(): void
}

const HEAD_END = '\r\n\r\n'

/**
 * Opens one. Written by hand, since who measures must cost far less than what is measured: an HTTP
 * client costs as much as the product does. It knows answers with a content-length, and no others.
 */
export async function openWire(port: number): Promise<Wire> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await once(socket, 'connect')
  const next = readAnswers(socket)
  return {
    ask: (request) => {
      const answer = next()
      socket.write(request)
      return answer
    },
    close: () => socket.destroy(),
  }
}

/** Writes a request; `headers` are whole lines. */
export function requestOf(
  method: string,
  path: string,
  headers: string[] = [],
  body?: string,
): string {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...headers]
  if (body !== undefined) lines.push(`Content-Length: ${Buffer.byteLength(body)}`)
  return `${lines.join('\r\n')}${HEAD_END}${body ?? ''}`
}

function readAnswers(socket: Socket): () => Promise<WireAnswer> {
  let received: Buffer = Buffer.alloc(0)
  let waiting: PromiseWithResolvers<WireAnswer> | undefined
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const start = received.indexOf(HEAD_END)
    if (start < 0) return
    const head = received.toString('latin1', 0, start)
    const status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3))
    const length = /content-length: (\d+)/i.exec(head)?.[1]
    if (length === undefined && status !== 204)
      waiting?.reject(new Error(`An answer without a content-length: ${head}`))
    const end = start + HEAD_END.length + Number(length ?? 0)
    if (received.length < end) return
    const body = received.toString('utf8', start + HEAD_END.length, end)
    received = received.subarray(end)
    waiting?.resolve({ status, body })
  })
  socket.on('error', (error) => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('The connection was closed.')))
  return () => {
    waiting = Promise.withResolvers()
    return waiting.promise
  }
}
