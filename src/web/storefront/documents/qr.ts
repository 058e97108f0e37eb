import { encode as encodePng } from 'fast-png'
import { html } from 'ghtml'
import { encode } from 'uqr'

/** The standard's quiet zone (ISO 18004): the page around a code need not be white. */
const QUIET_MODULES = 4
/** Pixels a module in the mail's picture: sharp at twice the size that mail programs show it. */
const PNG_PIXELS_PER_MODULE = 12
/** Survives 15 % of dirt or glare; a higher level would make the modules smaller. */
const CORRECTION = 'M'

/** `code` as a crisp inline SVG, black on white. `label` is what a screen reader says. */
export function qrSvg(code: string, label: string): string {
  const modules = matrix(code)
  const size = modules.length
  return html`<svg
    class="qr"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${size} ${size}"
    width="${size * 8}"
    height="${size * 8}"
    shape-rendering="crispEdges"
  >
    <path fill="#fff" d="M0 0h${size}v${size}H0z" />
    <path fill="#000" d="${modules.map(runs).join('')}" />
  </svg>`
}

/** `code` as a PNG of one bit a pixel, black on white, for the mail's attachments. */
export function qrPng(code: string): Buffer {
  const modules = matrix(code)
  const width = modules.length * PNG_PIXELS_PER_MODULE
  const lines = modules.flatMap((row) => {
    const line = pixels(row, width)
    return Array.from({ length: PNG_PIXELS_PER_MODULE }, () => line)
  })
  const data = new Uint8Array(Buffer.concat(lines))
  return Buffer.from(encodePng({ width, height: width, data, depth: 1, channels: 1 }))
}

/** One line of pixels, eight in a byte from the left; a bit that is set is white. */
function pixels(row: boolean[], width: number): Uint8Array {
  const line = new Uint8Array(Math.ceil(width / 8))
  for (let x = 0; x < width; x++) {
    const isDark = row[Math.floor(x / PNG_PIXELS_PER_MODULE)]
    if (!isDark) line[x >> 3] = (line[x >> 3] ?? 0) | (0x80 >> (x & 7))
  }
  return line
}

/** The code in groups of four, for eyes and voices: "7K3M 9QXA …". */
export function groupCode(code: string): string {
  return code.match(/.{1,4}/g)?.join(' ') ?? ''
}

function matrix(code: string): boolean[][] {
  return encode(code, { ecc: CORRECTION, border: QUIET_MODULES }).data
}

/** One row of modules as a path: each run of dark ones is one rectangle. */
function runs(row: boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    const start = x
    while (row[x]) x++
    if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`
  }
  return path
}
