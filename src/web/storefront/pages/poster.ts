import { patterns } from './poster_patterns.ts'

/** Ground, deep tone, bright tone, spark: each night takes one set by the hash of its slug. */
const PALETTES = [
  ['#140a1f', '#4b1fd0', '#ff5a3c', '#ffe3bd'],
  ['#0a0d24', '#2034dc', '#ff7ab8', '#fff1d6'],
  ['#07140f', '#0a6450', '#d3ff4a', '#f8ffe4'],
  ['#1d0714', '#a8124f', '#ffb13d', '#fff2cf'],
  ['#0b1018', '#134f9a', '#62e8ff', '#ffffff'],
  ['#170c06', '#962c08', '#ff8f2e', '#ffeccc'],
] as const

/**
 * A night's poster as an inline SVG of 4:5, drawn from its pattern number and its slug alone, so
 * that it stays the same for ever and no picture is stored. At most 2 kB. It says nothing that
 * the page does not say in words, hence it is hidden from screen readers.
 */
export function poster(night: { poster: number; slug: string }): string {
  const seed = hash(night.slug)
  const palette = PALETTES[seed % PALETTES.length]!
  const draw = patterns[night.poster % patterns.length]!
  // The id of a gradient or pattern is global to the page, which may show several posters.
  const id = `p${seed.toString(36)}${night.poster}`
  return (
    `<svg class="poster" viewBox="0 0 400 500" preserveAspectRatio="xMidYMid slice" ` +
    `aria-hidden="true" focusable="false"><rect width="400" height="500" fill="${palette[0]}"/>` +
    `${draw({ id, palette, random: sequence(seed) })}</svg>`
  )
}

/** The colours of a night and its own sequence of numbers, for whatever else is drawn of it. */
export function paletteOf(slug: string): { colours: readonly string[]; random: () => number } {
  const seed = hash(slug)
  return { colours: PALETTES[seed % PALETTES.length]!, random: sequence(seed) }
}

/** FNV-1a over the slug's characters: short, well spread, the same in every process. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) {
    value = Math.imul(value ^ character.charCodeAt(0), 0x01000193) >>> 0
  }
  return value
}

/** Numbers in [0, 1) that follow from `seed` (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
