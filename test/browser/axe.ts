import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** It only puts work off by timers, which would never come on a page whose clock stands. */
const axeSource = `((setTimeout) => {${axe}})((work) => {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => work()
  port2.postMessage('')
  return 0
})`

/** WCAG 2.2 AA for words of any size. */
const CONTRAST_MIN = 4.5

/** What axe is never sure of, and why that is well. */
const LEFT_TO_US: { rule: string; part: string; because: string }[] = [
  {
    rule: 'frame-tested',
    part: 'iframe',
    because: 'frames are Stripe’s; its stand-in has own tests',
  },
  {
    rule: 'aria-hidden-focus',
    part: '[data-base-ui-inert]',
    because: 'behind an open dialog, which keeps the focus: alerts.test.ts goes round in one',
  },
  {
    rule: 'video-caption',
    part: '.camera-view video',
    because: 'what the camera sees at this moment, opened without sound: nothing is said in it',
  },
  { rule: 'color-contrast', part: '.plan text', because: 'drawn on shapes in pairs of tokens.css' },
]

/** A finding and its part, told in words. */
interface Finding {
  rule: string
  html: string
  why: string
}

/** What axe leaves to a person: its part's colours, and which of those above it is. */
interface Doubt extends Finding, Colours {
  known: string[]
}

interface Look {
  findings: Finding[]
  doubts: Doubt[]
  /** While axe was looking the page came by other parts. */
  isDrawnAnew: boolean
}

/** A page that is drawn anew each time is not at rest, and what was found last counts. */
const LOOKS = 5

/**
 * Fails on whatever axe finds on the page as it is now, by WCAG 2.2 AA. What axe leaves to a person
 * is a finding, too: only the contrast of words that it could not measure is measured here.
 */
export async function assertAccessible(page: Page): Promise<void> {
  // What is still being read, or is on its way to its place, is not the page that people get.
  await page.waitForLoadState()
  await page.evaluate(comeToRest)
  // By evaluation and not by a script element, which the page's own policy would refuse.
  await page.evaluate(axeSource)
  const found = await lookAgain(page, LOOKS)
  assert.deepEqual(found, [], `axe on ${new URL(page.url()).pathname.replace(/\w{32}/, '…')}`)
}

/**
 * What is wrong with the page, told in words. A part that is drawn anew meanwhile can be compared
 * with nothing, as a heading with the one before it: then it is looked at again.
 */
async function lookAgain(page: Page, looks: number): Promise<string[]> {
  const { findings, doubts, isDrawnAnew } = await page.evaluate(
    look,
    LEFT_TO_US.map(({ part }) => part),
  )
  const found = [...findings, ...doubts.filter((doubt) => !isWell(doubt))]
  if (found.length > 0 && isDrawnAnew && looks > 1) return lookAgain(page, looks - 1)
  return found.map(({ rule, html, why }) => `${rule}: ${html} (${why})`)
}

/** Runs in the page, which may draw a part anew at any time: all that is asked is asked at once. */
async function look(parts: string[]): Promise<Look> {
  interface Results {
    violations: Result[]
    incomplete: Result[]
  }
  interface Result {
    id: string
    nodes: { html: string; element: Element; any: { message: string }[] }[]
  }
  const axeThere = Reflect.get(window, 'axe') as { run(options: object): Promise<Results> }
  const rules = { 'target-size': { enabled: true } }
  let isDrawnAnew = false
  const drawn = new MutationObserver(() => {
    isDrawnAnew = true
  })
  drawn.observe(document.body, { childList: true, subtree: true })
  const { violations, incomplete } = await axeThere.run({
    iframes: false,
    preload: false,
    elementRef: true,
    rules,
  })
  const told = (results: Result[]) =>
    results.flatMap(({ id, nodes }) =>
      nodes.map(({ html, element, any }) => {
        const why = any.map(({ message }) => message).join('; ')
        return { element, finding: { rule: id, html, why } }
      }),
    )
  // From inside out. What lies beside is left out: a picture beside the words of a field, a link
  // that is spread over its card.
  const grounds = (part: Element | null): string[] =>
    part ? [getComputedStyle(part).backgroundColor, ...grounds(part.parentElement)] : []
  return {
    isDrawnAnew,
    findings: told(violations).map(({ finding }) => finding),
    doubts: told(incomplete).map(({ finding, element }) => ({
      ...finding,
      known: parts.filter((part) => element.matches(part)),
      ink: getComputedStyle(element).color,
      grounds: grounds(element),
    })),
  }
}

/** Whatever moves for ever is left to move. */
async function comeToRest(): Promise<void> {
  const moving = document.getAnimations().filter((one) => {
    const { endTime } = one.effect?.getComputedTiming() ?? {}
    return Number(endTime) < Infinity
  })
  await Promise.allSettled([document.fonts.ready, ...moving.map(({ finished }) => finished)])
}

function isWell(doubt: Doubt): boolean {
  const { rule } = doubt
  const isKnown = LEFT_TO_US.some((one) => one.rule === rule && doubt.known.includes(one.part))
  return isKnown || (rule === 'color-contrast' && contrast(doubt) >= CONTRAST_MIN)
}

/** The colours of words and of all that they stand in, from inside out. */
interface Colours {
  ink: string
  grounds: string[]
}

/** By the formula of WCAG; not a number where a colour is not one of sRGB. */
function contrast({ ink, grounds }: Colours): number {
  const ground = grounds.toReversed().reduce(over, [255, 255, 255])
  const [darker = NaN, lighter = NaN] = [ground, over(ground, ink)]
    .map(luminance)
    .toSorted((one, other) => one - other)
  return (lighter + 0.05) / (darker + 0.05)
}

function over(below: number[], colour: string): number[] {
  const parts = partsOf(colour)
  const [, , , alpha = NaN] = parts
  return below.map((value, n) => (parts[n] ?? NaN) * alpha + value * (1 - alpha))
}

/** Written as `rgb(1 2 3 / 0.5)`, or as `color(srgb 0.1 0.2 0.3)` where colours were mixed. */
function partsOf(colour: string): number[] {
  const [, space, written = ''] = colour.match(/^(rgba?\(|color\(srgb )(.*)\)$/) ?? []
  const [red = NaN, green = NaN, blue = NaN, alpha = 1] =
    written.match(/[\d.e-]+/g)?.map(Number) ?? []
  const unit = space?.startsWith('color') ? 255 : 1
  return [red * unit, green * unit, blue * unit, alpha]
}

function luminance(rgb: number[]): number {
  const [red = NaN, green = NaN, blue = NaN] = rgb.map((value) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
