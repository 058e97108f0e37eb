import type { FoundPicture } from './picture.ts'

const [START, END, SCAN, COMMENT] = [0xd8, 0xd9, 0xda, 0xfe]
/** The kinds of picture that browsers draw: baseline, extended, progressive. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2])
/** What applications write about a picture; only how its colours are meant draws anything. */
const [APP_FIRST, APP_COLOURS, APP_LAST] = [0xe0, 0xee, 0xef]

/** A JPEG: parts that begin with 0xff and their name, the data of each scan after its part. */
export function readJpeg(file: Buffer): FoundPicture | undefined {
  if (file[0] !== 0xff || file[1] !== START) return undefined
  const kept = [file.subarray(0, 2)]
  let size: { width: number; height: number } | undefined
  let hasScan = false
  for (let at = 2; at + 2 <= file.length;) {
    if (file[at] !== 0xff) return undefined
    const name = file[at + 1] ?? 0
    if (name === END) {
      kept.push(file.subarray(at, at + 2))
      return size && hasScan ? { bytes: Buffer.concat(kept), ...size } : undefined
    }
    if (at + 4 > file.length) return undefined
    const length = file.readUInt16BE(at + 2)
    const partEnd = at + 2 + length
    if (length < 2 || partEnd > file.length) return undefined
    if (FRAMES.has(name)) {
      if (length < 8 || size) return undefined
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) }
    }
    const end = name === SCAN ? scanEnd(file, partEnd) : partEnd
    hasScan ||= name === SCAN
    if (!isTalk(name)) kept.push(file.subarray(at, end))
    at = end
  }
  return undefined
}

function isTalk(name: number): boolean {
  return name === COMMENT || (name >= APP_FIRST && name <= APP_LAST && name !== APP_COLOURS)
}

/** Where the data of a scan ends: at the next part that is neither a zero nor a restart. */
function scanEnd(file: Buffer, from: number): number {
  for (let at = from; at + 1 < file.length; at += 1) {
    const next = file[at + 1] ?? 0
    if (file[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return file.length
}
