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
  return Buffer.concat([dot.subarray(0, at), partOf(name, content), dot.subarray(end)])
}

/** With a second header behind its own, of a square with this side, and pixels for one of three. */
export function withTwoHeaders(side: number): Buffer {
  const picture = withPixels(Buffer.alloc(3 * (1 + 3 * 4)))
  const header = Buffer.from(dot.subarray(16, 29))
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  return Buffer.concat([picture.subarray(0, 33), partOf('IHDR', header), picture.subarray(33)])
}

/** Length, name, content and checksum. */
function partOf(name: string, content: Buffer): Buffer {
  const part = Buffer.alloc(12 + content.length)
  part.writeUInt32BE(content.length)
  part.write(name, 4)
  content.copy(part, 8)
  part.writeUInt32BE(crc32(part.subarray(4, -4)), 8 + content.length)
  return part
}
