import { crc32, deflateSync } from 'node:zlib'
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
const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
/** The filter type by which a line holds its difference from the one above (PNG, 9.2). */
const PNG_LIKE_ABOVE = 2
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
  const line = 1 + modules.length * PNG_BYTES_PER_MODULE
  const lines = Buffer.alloc(line * modules.length * PNG_PIXELS_PER_MODULE)
  for (const [y, row] of modules.entries()) {
    const top = y * PNG_PIXELS_PER_MODULE * line
    lines.fill(255, top + 1, top + line)
    for (const [x, isDark] of row.entries()) {
      const left = top + 1 + x * PNG_BYTES_PER_MODULE
      if (isDark) lines.fill(0, left, left + PNG_BYTES_PER_MODULE)
    }
    // All lines of a module are the same: each of the others differs by nothing from that above it.
    for (let n = 1; n < PNG_PIXELS_PER_MODULE; n++) lines[top + n * line] = PNG_LIKE_ABOVE
  }
  return bilevelPng(modules.length * PNG_PIXELS_PER_MODULE, lines)
}

/**
 * A square picture of one bit a pixel. Written here, since the libraries for it know no lines that
 * repeat, and half of what a mail cost was to pack them (docs/performance.md).
 */
function bilevelPng(width: number, lines: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(width, 4)
  header.writeUInt8(1, 8)
  const packed = deflateSync(lines, { level: PNG_EFFORT })
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
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
