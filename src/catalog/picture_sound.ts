import { createInflate } from 'node:zlib'
import { readPng } from './picture_png.ts'

/** Where the first part of a PNG has its size, depth and kind of colour, from the file's start. */
const HEADER = { width: 16, height: 20, depth: 24, colour: 25 } as const
/** How many numbers a point of each kind of colour has. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
/** How many bits each of them may have. */
const DEPTHS = new Set([1, 2, 4, 8, 16])
/** An interlaced one has up to twice as many rows, each with a byte before it and one begun. */
const PER_ROW = 4
const PER_PICTURE = 64
/** Length, name and checksum of a part, and where its content begins. */
const FRAME_BYTES = 12
const CONTENT_AT = 8

/**
 * A PNG of nothing but its drawing parts, whose pixels take no more room than its header says;
 * undefined for any other. They are counted as they come and kept nowhere, so a small file that
 * would become a huge one costs no memory, and is given up where it goes too far.
 */
export async function soundPng(file: Buffer): Promise<Buffer | undefined> {
  const png = readPng(file)?.bytes
  const bytesMax = png && pixelBytesMax(png)
  if (!png || bytesMax === undefined) return undefined
  return (await inflatesWithin(pixelsOf(png), bytesMax)) ? png : undefined
}

function pixelBytesMax(png: Buffer): number | undefined {
  const channels = CHANNELS[png.readUInt8(HEADER.colour)]
  const depth = png.readUInt8(HEADER.depth)
  if (channels === undefined || !DEPTHS.has(depth)) return undefined
  const height = png.readUInt32BE(HEADER.height)
  const bits = png.readUInt32BE(HEADER.width) * channels * depth
  return height * (Math.ceil(bits / 8) + PER_ROW) + PER_PICTURE
}

/** What is packed in all of its IDAT parts, one after the other. */
function pixelsOf(png: Buffer): Buffer[] {
  const packed: Buffer[] = []
  for (let at = CONTENT_AT; at + FRAME_BYTES <= png.length;) {
    const end = at + FRAME_BYTES + png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(png.subarray(at + CONTENT_AT, end - 4))
    at = end
  }
  return packed
}

async function inflatesWithin(packed: Buffer[], bytesMax: number): Promise<boolean> {
  const inflate = createInflate()
  inflate.end(Buffer.concat(packed))
  let bytes = 0
  try {
    for await (const chunk of inflate) {
      bytes += (chunk as Buffer).length
      // Leaving the loop ends the work, too.
      if (bytes > bytesMax) return false
    }
    return true
  } catch {
    return false
  }
}
