import type { IncomingMessage } from 'node:http'
import type { ApiCall } from './api.ts'
import { newId } from './state/ids.ts'

/** How many bytes of a body are read: far above any request of the SDK, far below what hurts. */
export const bodyBytesMax = 1_000_000

type Body = { text: string; isTooLong: boolean }

/** Reads a request to its end. Resolves with null when the connection ends before it does. */
export async function readCall(
  request: IncomingMessage,
): Promise<{ call: ApiCall; isTooLong: boolean } | null> {
  const { url = '/', method = 'GET', headers } = request
  const body = await readBody(request)
  if (body === null) return null
  const mark = url.indexOf('?')
  const call = {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers,
    body: body.text,
    requestId: newId('req'),
    delay_ms: 0,
  }
  return { call, isTooLong: body.isTooLong }
}

// A body that is too long is read to its end, so that the refusal can be, too, but not kept.
async function readBody(request: IncomingMessage): Promise<Body | null> {
  const { headers } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    return { text: '', isTooLong: false }
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= bodyBytesMax) chunks.push(chunk)
    })
    request.on('end', () => {
      const [only = Buffer.alloc(0)] = chunks
      const whole = chunks.length > 1 ? Buffer.concat(chunks) : only
      resolve({ text: whole.toString('utf8'), isTooLong: length > bodyBytesMax })
    })
    request.on('close', () => resolve(null))
    request.on('error', () => resolve(null))
  })
}
