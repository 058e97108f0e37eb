import { crc32 } from 'node:zlib'
import type { FoundPicture } from './picture.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** What a picture is drawn from; everything else says something about it, or moves it. */
const DRAWS = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'])
/** Length, name and checksum of a part. */
const FRAME_BYTES = 12

/** A PNG: the signature, then parts with a checksum each, from IHDR to IEND. */
export function readPng(file: Buffer): FoundPicture | undefined {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined
  const kept: Buffer[] = [SIGNATURE]
  const names: string[] = []
  for (let at = SIGNATURE.length; at + FRAME_BYTES <= file.length;) {
    const length = file.readUInt32BE(at)
    const end = at + FRAME_BYTES + length
    if (end > file.length) return undefined
    const name = file.toString('latin1', at + 4, at + 8)
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return undefined
    if (DRAWS.has(name)) {
      names.push(name)
      kept.push(file.subarray(at, end))
    }
    at = end
    if (name === 'IEND') break
  }
  // Who draws it may go by the last header, so that what is said of the first has to be all.
  const isOfOneHeader = names[0] === 'IHDR' && names.lastIndexOf('IHDR') === 0
  const isWhole = isOfOneHeader && names.includes('IDAT') && names.at(-1) === 'IEND'
  const header = kept[1]
  if (!isWhole || header?.length !== FRAME_BYTES + 13) return undefined
  return {
    bytes: Buffer.concat(kept),
    width: header.readUInt32BE(8),
    height: header.readUInt32BE(12),
  }
}
