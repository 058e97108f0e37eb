import { encode as encodePng } from 'fast-png'
import { html } from 'ghtml'
import { encode } from 'uqr'

/** The standard's quiet zone (ISO 18004): the page around a code need not be white. */
const QUIET_MODULES = 4
/**
 * Pixels a module in the mail's picture: sharp at twice the size that mail programs show it. Black
 * and white take one bit each, so that a module is two whole bytes of a line.
 */
const PNG_PIXELS_PER_MODULE = 16
const PNG_BYTES_PER_MODULE = PNG_PIXELS_PER_MODULE / 8
/** Lines that repeat are small however little is tried, from 0 to 9. */
const PNG_EFFORT = 1
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

/** `code` as a PNG, black on white, for the mail's attachments. */
export function qrPng(code: string): Buffer {
  const modules = matrix(code)
  const width = modules.length * PNG_PIXELS_PER_MODULE
  const line = modules.length * PNG_BYTES_PER_MODULE
  const data = new Uint8Array(line * width).fill(255)
  for (const [y, row] of modules.entries()) {
    const top = y * PNG_PIXELS_PER_MODULE * line
    for (const [x, isDark] of row.entries()) {
      const left = top + x * PNG_BYTES_PER_MODULE
      if (isDark) data.fill(0, left, left + PNG_BYTES_PER_MODULE)
    }
    // All lines of a module are the same.
    for (let n = 1; n < PNG_PIXELS_PER_MODULE; n++) data.copyWithin(top + n * line, top, top + line)
  }
  const image = { width, height: width, data, depth: 1, channels: 1 } as const
  return Buffer.from(encodePng(image, { zlib: { level: PNG_EFFORT } }))
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
