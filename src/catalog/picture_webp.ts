import type { FoundPicture } from './picture.ts'

const HEAD_BYTES = 12
/** Bits of the extended head: those of colour profile, EXIF, XMP and animation are taken out. */
const ALPHA_ONLY = 0x10
const DRAWS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH'])

interface Size {
  width: number
  height: number
}

/** A WebP that does not move: a RIFF of named parts, each padded to an even length. */
export function readWebp(file: Buffer): FoundPicture | undefined {
  if (file.length < HEAD_BYTES + 8 || file.toString('latin1', 0, 4) !== 'RIFF') return undefined
  if (file.toString('latin1', 8, 12) !== 'WEBP') return undefined
  const riffEnd = 8 + file.readUInt32LE(4)
  if (riffEnd > file.length) return undefined
  const kept: Buffer[] = []
  let size: Size | undefined
  let canvas: Size | undefined
  for (let at = HEAD_BYTES; at + 8 <= riffEnd;) {
    const name = file.toString('latin1', at, at + 4)
    const length = file.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (end > riffEnd) return undefined
    const part = Buffer.from(file.subarray(at, end))
    if (name === 'VP8X' && length >= 10) part[8] = (part[8] ?? 0) & ALPHA_ONLY
    if (DRAWS.has(name)) kept.push(part)
    if (name === 'VP8 ' || name === 'VP8L') {
      if (size) return undefined
      size = sizeOf(name, part.subarray(8))
    }
    if (name === 'VP8X' && length >= 10) canvas = canvasOf(part.subarray(8))
    at = end
  }
  // A browser makes room for the canvas: what does not move fills all of it.
  if (!size || (canvas && (canvas.width !== size.width || canvas.height !== size.height)))
    return undefined
  const head = Buffer.from(file.subarray(0, HEAD_BYTES))
  head.writeUInt32LE(4 + kept.reduce((sum, { length }) => sum + length, 0), 4)
  return { bytes: Buffer.concat([head, ...kept]), ...size }
}

/** The canvas, as the extended head has it: in 24 bits each, less one. */
const canvasOf = (head: Buffer): Size => ({
  width: head.readUIntLE(4, 3) + 1,
  height: head.readUIntLE(7, 3) + 1,
})

/** From the first bytes of what is drawn: lossy has its size after a mark, lossless in 28 bits. */
function sizeOf(name: string, data: Buffer): Size | undefined {
  if (name === 'VP8 ') {
    if (data.length < 10 || data.readUIntBE(3, 3) !== 0x9d012a) return undefined
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
  }
  if (data.length < 5 || data[0] !== 0x2f) return undefined
  const bits = data.readUInt32LE(1)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
