/** The lightest ground that text in the accent colour stands on: --surface-raised in tokens.css. */
const GROUND = '#201b18'

/** Below this WCAG 2.2 AA calls text unreadable; the ink on the accent is as dark as the ground. */
export const contrastMin = 4.5

/** The contrast of a colour, such as #dcff3c, with the ground: from 1, the same, to 21. */
export function contrastOnGround(colour: string): number {
  const [one, other] = [luminance(colour), luminance(GROUND)]
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** Relative luminance as WCAG defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
