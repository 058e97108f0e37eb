import { crc32, deflateSync } from 'node:zlib'
import { encode } from 'fast-png'

/** A PNG of one point. */
export const dot = Buffer.from(
  encode({ width: 1, height: 1, channels: 4, data: Uint8Array.from([1, 2, 3, 4]) }),
)

/** The same with other pixels in it than its header promises. */
export const withPixels = (pixels: Buffer): Buffer => withPart('IDAT', deflateSync(pixels))

/** The same with another part of this name, and its checksum. */
export function withPart(name: string, content: Buffer): Buffer {
  const at = dot.indexOf(name) - 4
  const end = at + 12 + dot.readUInt32BE(at)
  const part = Buffer.alloc(12 + content.length)
  part.writeUInt32BE(content.length)
  part.write(name, 4)
  content.copy(part, 8)
  part.writeUInt32BE(crc32(part.subarray(4, -4)), 8 + content.length)
  return Buffer.concat([dot.subarray(0, at), part, dot.subarray(end)])
}
