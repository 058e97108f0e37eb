/** What a pattern draws with. `random` gives the same numbers for the same night. */
interface Brush {
  id: string
  palette: readonly [string, string, string, string]
  random: () => number
}

/** The six drawings; a night's `poster` picks one. Each returns the inside of a 400 × 500 SVG. */
export const patterns: ((brush: Brush) => string)[] = [
  moire,
  eclipse,
  waves,
  tunnel,
  blinds,
  petals,
]

/** Two sets of rings, a little apart, whose crossings swim. */
function moire({ id, palette, random }: Brush): string {
  const x = between(random, 120, 280)
  const y = between(random, 170, 330)
  const apart = between(random, 26, 64)
  const rings = Array.from({ length: 17 }, (_, i) => `<circle r="${14 + i * 19}"/>`).join('')
  return (
    radial(id, palette[1], palette[0], x / 4, y / 5) +
    `<rect width="400" height="500" fill="url(#${id})"/>` +
    `<g fill="none" stroke-width="6"><g id="${id}r" transform="translate(${x} ${y})" ` +
    `stroke="${palette[2]}">${rings}</g>` +
    `<use href="#${id}r" x="${apart}" y="${-apart}" opacity=".55"/></g>` +
    `<circle cx="${x}" cy="${y}" r="9" fill="${palette[3]}"/>`
  )
}

/** A disc of light behind another disc, over a horizon of hairlines. */
function eclipse({ id, palette, random }: Brush): string {
  const x = between(random, 150, 250)
  const y = between(random, 180, 240)
  const r = between(random, 120, 155)
  const shift = between(random, 22, 46)
  const lines = Array.from({ length: 12 }, (_, i) => {
    const height = 500 - Math.round(150 * (1 - i / 12) ** 1.8)
    return `M0 ${height}H400`
  }).join('')
  return (
    linear(id, palette[3], palette[2], palette[1]) +
    `<circle cx="${x}" cy="${y}" r="${r + 90}" fill="${palette[1]}" opacity=".28"/>` +
    `<circle cx="${x}" cy="${y}" r="${r + 38}" fill="${palette[1]}" opacity=".4"/>` +
    `<circle cx="${x}" cy="${y}" r="${r}" fill="url(#${id})"/>` +
    `<circle cx="${x + shift}" cy="${y - shift}" r="${r - 8}" fill="${palette[0]}"/>` +
    `<path d="${lines}" stroke="${palette[2]}" stroke-width="1.5" opacity=".8"/>`
  )
}

/** Lines of sound: one curve, repeated and pulled. */
function waves({ id, palette, random }: Brush): string {
  const swell = between(random, 70, 120)
  const lean = between(random, -60, 60)
  const curve = `M-20 0C90 ${-swell} 130 ${swell} 210 ${lean / 2}S330 ${-swell} 420 ${lean}`
  const lines = Array.from({ length: 20 }, (_, i) => {
    const y = 60 + i * 21
    return `<use href="#${id}c" y="${y}" opacity="${(0.25 + (i / 20) * 0.75).toFixed(2)}"/>`
  }).join('')
  return (
    linear(id, palette[1], palette[0], palette[0]) +
    `<rect width="400" height="500" fill="url(#${id})"/>` +
    `<defs><path id="${id}c" d="${curve}"/></defs>` +
    `<g fill="none" stroke="${palette[2]}" stroke-width="7">${lines}</g>` +
    `<circle cx="${between(random, 90, 310)}" cy="176" r="42" fill="${palette[3]}"/>`
  )
}

/** Frames within frames, each turned a little further. */
function tunnel({ id, palette, random }: Brush): string {
  const turn = between(random, 4, 9) * (random() < 0.5 ? -1 : 1)
  const frames = Array.from({ length: 15 }, (_, i) => {
    const half = Math.round(310 * 0.84 ** i)
    const fill = palette[i % 2 === 0 ? 1 : 0]
    return (
      `<rect x="${-half}" y="${-half}" width="${half * 2}" height="${half * 2}" ` +
      `fill="${i === 14 ? palette[3] : fill}" transform="rotate(${i * turn})"/>`
    )
  }).join('')
  return (
    `<g id="${id}" transform="translate(200 250)" stroke="${palette[2]}" ` +
    `stroke-width="2">${frames}</g>`
  )
}

/** Tall lamps behind blinds. */
function blinds({ id, palette, random }: Brush): string {
  const bars = Array.from({ length: 10 }, (_, i) => {
    const top = between(random, -60, 210)
    return `<use href="#${id}b" x="${i * 40}" y="${top}"/>`
  }).join('')
  return (
    linear(id, palette[2], palette[1], palette[0]) +
    `<defs><rect id="${id}b" x="2" width="36" height="420" fill="url(#${id})"/></defs>${bars}` +
    `<path d="M0 ${between(random, 120, 380)}H400" stroke="${palette[3]}" stroke-width="3"/>` +
    `<circle cx="${between(random, 1, 8) * 40 + 20}" cy="${between(random, 90, 410)}" r="34" ` +
    `fill="${palette[3]}"/>`
  )
}

/** Long ellipses around one point, light where they cross. */
function petals({ id, palette, random }: Brush): string {
  const count = between(random, 7, 11)
  const thin = between(random, 34, 62)
  const leaves = Array.from(
    { length: count },
    (_, i) =>
      `<ellipse rx="${thin}" ry="225" transform="rotate(${Math.round((i * 180) / count)})"/>`,
  ).join('')
  return (
    radial(id, palette[1], palette[0], 50, 50) +
    `<rect width="400" height="500" fill="url(#${id})"/>` +
    `<g transform="translate(200 250)" fill="${palette[2]}" fill-opacity=".16" ` +
    `stroke="${palette[2]}" stroke-width="1.5">${leaves}<circle r="14" fill="${palette[3]}" ` +
    `fill-opacity="1" stroke="none"/></g>`
  )
}

function linear(id: string, from: string, middle: string, to: string): string {
  return (
    `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${from}"/>` +
    `<stop offset=".55" stop-color="${middle}"/><stop offset="1" stop-color="${to}"/>` +
    `</linearGradient>`
  )
}

/** A glow whose centre stands at `x` and `y` per cent. */
function radial(id: string, from: string, to: string, x: number, y: number): string {
  return (
    `<radialGradient id="${id}" cx="${Math.round(x)}%" cy="${Math.round(y)}%">` +
    `<stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></radialGradient>`
  )
}

/** A whole number from `low` to `high`. */
function between(random: () => number, low: number, high: number): number {
  return Math.round(low + random() * (high - low))
}
