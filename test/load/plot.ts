/** One line of a plot. */
export interface Line {
  name: string
  values: number[]
}

/** A picture of numbers over time. */
export interface Plot {
  title: string
  unit: string
  /** Where each value stands on the time axis, in seconds. */
  at_s: number[]
  lines: Line[]
}

const WIDTH = 880
const HEIGHT = 240
const LEFT = 72
const BOTTOM = 36
const TOP = 12
const STEPS = 4

/**
 * Draws a plot as SVG. The lines differ by colour and by dashes, so that nobody needs colours; the
 * legend and the table below name them.
 */
export function plotOf({ title, unit, at_s, lines }: Plot): string {
  const top = niceMax(Math.max(0, ...lines.flatMap(({ values }) => values)))
  const end = Math.max(1, ...at_s)
  const x = (s: number) => LEFT + (s / end) * (WIDTH - LEFT - TOP)
  const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP)
  const grid = Array.from({ length: STEPS + 1 }, (_, n) => {
    const value = (top / STEPS) * n
    return `<line class="grid" x1="${LEFT}" x2="${WIDTH - TOP}" y1="${y(value)}" y2="${y(value)}"/>
<text x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${shortly(value)}</text>`
  })
  const drawn = lines.map(({ values }, n) => {
    const points = values.map(
      (value, at) => `${x(at_s[at] ?? 0).toFixed(1)},${y(value).toFixed(1)}`,
    )
    return `<polyline class="line-${n}" points="${points.join(' ')}"/>`
  })
  const legend = lines.map(({ name }, n) => `<span class="key-${n}">${name}</span>`)
  return `<figure><figcaption><h2>${title}</h2><p>${unit}. ${legend.join(' ')}</p></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${grid.join('\n')}
<text x="${LEFT}" y="${HEIGHT - 8}">0 s</text>
<text x="${WIDTH - TOP}" y="${HEIGHT - 8}" text-anchor="end">${shortly(end)} s</text>
${drawn.join('\n')}</svg></figure>`
}

/** The next round number above, so that the axis can be read. */
function niceMax(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 4, 5, 10].find((one) => one * power >= value) ?? 10
  return step * power
}

const shortly = (value: number) => (value >= 10 ? value.toFixed(0) : value.toFixed(1))
