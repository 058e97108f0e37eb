import { encode } from 'fast-png'
import { paletteOf } from '../pages/poster.ts'

/** The least that social networks show large, in pixels. */
const previewSize = { width: 600, height: 315 }
/** Pictures kept: a season of nights, about 100 kB each. */
const DRAWN_MAX = 64
const drawn = new Map<string, Buffer>()
/** How soft the edges of the rings are, as a share of their distance. */
const SOFTNESS = 0.35

/**
 * A night's picture for shared links, as a PNG: two sets of rings that cross, in the colours of its
 * poster. Networks draw no SVG. Always the same for a slug, and drawn once: it takes about 80 ms.
 */
export function previewPng(slug: string): Buffer {
  const known = drawn.get(slug)
  if (known) return known
  if (drawn.size >= DRAWN_MAX) drawn.clear()
  const picture = draw(slug)
  drawn.set(slug, picture)
  return picture
}

function draw(slug: string): Buffer {
  const { width, height } = previewSize
  const { colours, random } = paletteOf(slug)
  const [ground, deep, bright, spark] = colours.map(channelsOf) as [Rgb, Rgb, Rgb, Rgb]
  const centres = [
    { x: width * (0.55 + 0.2 * random()), y: height * (0.3 + 0.2 * random()) },
    { x: width * (0.65 + 0.25 * random()), y: height * (0.55 + 0.2 * random()) },
  ]
  const spacing = 13 + 5 * random()
  const data = new Uint8Array(width * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const [one = 0, other = 0] = centres.map((centre) => Math.hypot(x - centre.x, y - centre.y))
      const fade = Math.max(0, 1 - one / (width * 0.62))
      let colour = mix(ground, deep, fade)
      colour = mix(colour, deep, 0.7 * fade * ring(other, spacing))
      colour = mix(colour, bright, fade * ring(one, spacing))
      if (one < spacing * 0.9) colour = spark
      data.set(colour, at)
    }
  }
  return Buffer.from(encode({ width, height, data, depth: 8, channels: 3 }))
}

type Rgb = [number, number, number]

/** 1 on a ring, 0 between two, with a soft edge. */
function ring(distance: number, spacing: number): number {
  const height = Math.cos((distance / spacing) * Math.PI)
  return Math.min(1, Math.max(0, (height + SOFTNESS / 2) / SOFTNESS))
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((i) => Math.round(from[i]! + (to[i]! - from[i]!) * share)) as Rgb
}

function channelsOf(colour: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Rgb
}
