import { convertIndexedToRgb, decode, encode } from 'fast-png'
import { findLogo, findVenue, soundPng } from '../../../catalog/index.ts'
import type { Database } from '../../../kernel/index.ts'

/** How the house's reports look on paper. */
export interface CloseLook {
  /** A PNG without transparency, or a JPEG; null for the name alone. */
  logo: Buffer | null
  accent: string | null
}

/** Paper needs no more, and whoever waits for it waits no longer. */
const PIXELS_MAX = 4_000_000
/** What logos are made for: INK of the report. */
const GROUND = [0x14, 0x11, 0x0f] as const

/** The venue's colour, and its logo where paper can show it: a WebP cannot be. */
export async function closeLook(db: Database): Promise<CloseLook> {
  const venue = await findVenue(db)
  const found = venue?.logo_hash ? await findLogo(db, venue.logo_hash) : undefined
  const accent = venue?.accent ?? null
  if (found?.content_type === 'image/jpeg') return { logo: found.bytes, accent }
  const logo = found?.content_type === 'image/png' ? await onGround(found.bytes) : null
  return { logo, accent }
}

/**
 * A PNG as it looks on the dark ground. It is decoded here, since what draws the paper would do it
 * where nothing catches its failures; null for one that is broken, too large, or that would become
 * larger than it says.
 */
export async function onGround(png: Buffer): Promise<Buffer | null> {
  try {
    const size = { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
    if (size.width * size.height > PIXELS_MAX) return null
    const sound = await soundPng(png)
    if (!sound) return null
    const read = decode(sound)
    const { width, height, palette } = read
    if (width !== size.width || height !== size.height) return null
    const data = palette ? convertIndexedToRgb(read) : read.data
    const channels = palette ? (palette[0]?.length ?? 3) : read.channels
    const depth = palette ? 8 : read.depth
    // Smaller ones are packed, and no logo of a house.
    if (depth < 8) return null
    const most = 2 ** depth - 1
    const flat = new Uint8Array(width * height * 3)
    for (let n = 0; n < width * height; n += 1) {
      const from = n * channels
      const alpha = channels % 2 === 0 ? (data[from + channels - 1] ?? 0) / most : 1
      for (const [at, ground] of GROUND.entries()) {
        const ink = ((data[from + (channels < 3 ? 0 : at)] ?? 0) / most) * 255
        flat[n * 3 + at] = Math.round(ink * alpha + ground * (1 - alpha))
      }
    }
    return Buffer.from(encode({ width, height, channels: 3, data: flat }))
  } catch {
    return null
  }
}
