import { refuse, type Refused } from '../kernel/index.ts'
import { readJpeg } from './picture_jpeg.ts'
import { readPng } from './picture_png.ts'
import { readWebp } from './picture_webp.ts'

/** A picture that is what it says it is, and nothing beside. */
export interface Picture {
  content_type: 'image/png' | 'image/jpeg' | 'image/webp'
  bytes: Buffer
  width: number
  height: number
}

/** What one kind of file gives: its picture without all that draws nothing. */
export type FoundPicture = Omit<Picture, 'content_type'>

/** As large as the database takes. */
export const pictureBytesMax = 4 * 1024 * 1024
/** A browser draws no larger one with ease. */
const SIDE_MAX = 8192

/**
 * Reads a picture from what somebody has sent, by its content alone: whatever it is called does not
 * count. It is written anew from its parts, so that what is not a part of the picture is gone: a
 * page or a program behind its end, the place where a photo was taken, comments.
 */
export function readPicture(
  sent: unknown,
): Picture | Refused<'picture_invalid' | 'picture_too_large'> {
  if (!Buffer.isBuffer(sent)) return refuse('picture_invalid', 'picture')
  if (sent.length > pictureBytesMax) return refuse('picture_too_large', 'picture')
  const kinds = [
    ['image/png', readPng],
    ['image/jpeg', readJpeg],
    ['image/webp', readWebp],
  ] as const
  for (const [content_type, read] of kinds) {
    const found = read(sent)
    if (found && isSized(found)) return { content_type, ...found }
  }
  return refuse('picture_invalid', 'picture')
}

function isSized({ width, height }: FoundPicture): boolean {
  return width >= 1 && height >= 1 && width <= SIDE_MAX && height <= SIDE_MAX
}
