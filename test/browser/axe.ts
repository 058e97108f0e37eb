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
  { rule: 'color-contrast', part: '.plan text', because: 'drawn on shapes in pairs of tokens.css' },
]

interface Finding {
  id: string
  nodes: { html: string; target: string[]; any: { message: string }[] }[]
}

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
  const { violations, incomplete } = await page.evaluate(async () => {
    const axeThere = Reflect.get(window, 'axe') as {
      run(options: object): Promise<{ violations: Finding[]; incomplete: Finding[] }>
    }
    const rules = { 'target-size': { enabled: true } }
    return axeThere.run({ iframes: false, preload: false, rules })
  })
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => words(id, node)))
  for (const { id, nodes } of incomplete)
    for (const node of nodes) if (!(await isWell(page, id, node))) found.push(words(id, node))
  assert.deepEqual(found, [], `axe on ${new URL(page.url()).pathname.replace(/\w{32}/, '…')}`)
}

/** Whatever moves for ever is left to move. */
async function comeToRest(): Promise<void> {
  const moving = document.getAnimations().filter((one) => {
    const { endTime } = one.effect?.getComputedTiming() ?? {}
    return Number(endTime) < Infinity
  })
  await Promise.allSettled([document.fonts.ready, ...moving.map(({ finished }) => finished)])
}

function words(rule: string, { html, any }: Finding['nodes'][number]): string {
  return `${rule}: ${html} (${any.map(({ message }) => message).join('; ')})`
}

async function isWell(page: Page, rule: string, node: Finding['nodes'][number]): Promise<boolean> {
  const part = page.locator(node.target[0] ?? '')
  for (const known of LEFT_TO_US)
    if (known.rule === rule && (await part.evaluate(matches, known.part))) return true
  return rule === 'color-contrast' && contrast(await part.evaluate(coloursOf)) >= CONTRAST_MIN
}

function matches(part: Element, selector: string): boolean {
  return part.matches(selector)
}

/**
 * The colours of words and of all that they stand in, from inside out. Where what lies is left out:
 * a picture beside the words of a field, a link that is spread over its card.
 */
function coloursOf(part: Element): { ink: string; grounds: string[] } {
  const grounds: string[] = []
  for (let at: Element | null = part; at; at = at.parentElement)
    grounds.push(getComputedStyle(at).backgroundColor)
  return { ink: getComputedStyle(part).color, grounds }
}

/** By the formula of WCAG; not a number where a colour is not written as rgb or rgba. */
function contrast({ ink, grounds }: ReturnType<typeof coloursOf>): number {
  const ground = grounds.toReversed().reduce(over, [255, 255, 255])
  const [darker = NaN, lighter = NaN] = [ground, over(ground, ink)]
    .map(luminance)
    .toSorted((one, other) => one - other)
  return (lighter + 0.05) / (darker + 0.05)
}

function over(below: number[], colour: string): number[] {
  const [, , , alpha = 1] = partsOf(colour)
  return below.map((value, n) => (partsOf(colour)[n] ?? NaN) * alpha + value * (1 - alpha))
}

function partsOf(colour: string): number[] {
  return colour.startsWith('rgb') ? (colour.match(/[\d.]+/g) ?? []).map(Number) : []
}

function luminance(rgb: number[]): number {
  const [red = NaN, green = NaN, blue = NaN] = rgb.map((value) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
