import { writeFileSync } from 'node:fs'
import { encode } from 'uqr'

/** The picture of a camera, in pixels, and how many it takes a second. */
const [WIDTH, HEIGHT, PER_SECOND] = [320, 240, 10]
/** A white and a black pixel, and both colours of none. */
const [WHITE, BLACK, GREY] = [235, 16, 128]
/** Pixels of a module: the code and its margin fill most of the picture. */
const MODULE = 6

/** What a camera sees: a code, or nothing for null, for so many seconds. */
type Scene = [code: string | null, seconds: number]

/** Writes a film, in Chromium's form of a camera that is a file, that begins anew at its end. */
export function writeQrFilm(path: string, scenes: Scene[]): void {
  const parts = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PER_SECOND}:1 Ip A1:1 C420jpeg\n`)]
  const colours = Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)
  for (const [code, seconds] of scenes) {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), picture(code), colours])
    for (let n = 0; n < seconds * PER_SECOND; n += 1) parts.push(frame)
  }
  writeFileSync(path, Buffer.concat(parts))
}

function picture(code: string | null): Buffer {
  const pixels = Buffer.alloc(WIDTH * HEIGHT, WHITE)
  if (code === null) return pixels
  const { data, size } = encode(code, { ecc: 'M', border: 2 })
  const [left, top] = [WIDTH, HEIGHT].map((room) => Math.floor((room - size * MODULE) / 2))
  for (let y = 0; y < size * MODULE; y += 1)
    for (let x = 0; x < size * MODULE; x += 1)
      if (data[Math.floor(y / MODULE)]?.[Math.floor(x / MODULE)])
        pixels[((top ?? 0) + y) * WIDTH + (left ?? 0) + x] = BLACK
  return pixels
}
