import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { eventually } from '../guest.ts'

interface Point {
  x: number
  y: number
}

/** A thing on the plan that is drawn, by how its name begins. */
export const thing = (page: Page, name: string | RegExp): Locator =>
  page.locator('.plan-canvas').getByRole('button', { name })

/** The field of what is chosen. */
export const field = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Properties' }).getByLabel(name, { exact: true })

/** The button of that name, exactly. */
export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true })

/** Where a place of the plan is on the screen. */
export function onScreen(page: Page, { x, y }: Point): Promise<Point> {
  return page.locator('.plan-canvas').evaluate(
    (svg, at) => {
      const matrix = (svg as SVGSVGElement).getScreenCTM()
      const point = new DOMPoint(at.x, at.y).matrixTransform(matrix ?? undefined)
      return { x: point.x, y: point.y }
    },
    { x, y },
  )
}

/** Drags from one place of the plan to another by the mouse. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  const [start, end] = [await onScreen(page, from), await onScreen(page, to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2)
  await page.mouse.move(end.x, end.y)
  await page.mouse.up()
}

/** Waits until the fields of what is chosen say this. */
export async function says(page: Page, fields: Record<string, number | string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    let found = ''
    await eventually(`${name} is ${value}`, async () => {
      found = await field(page, name).inputValue()
      return found === String(value)
    }).catch(() => assert.equal(found, String(value), name))
  }
}

/** The plan's editor is there, and its drawing has its size. */
export async function editorIsThere(page: Page): Promise<void> {
  await page.locator('.plan-canvas').waitFor()
  await page.getByRole('region', { name: 'Properties' }).waitFor()
  // The window on the plan is measured once it is laid out.
  await page.waitForFunction(() => {
    const svg = document.querySelector('.plan-canvas')
    const [, , width = 0, height = 0] = svg?.getAttribute('viewBox')?.split(' ').map(Number) ?? []
    const box = svg?.getBoundingClientRect()
    return box !== undefined && Math.abs(width / height - box.width / box.height) < 0.02
  })
}
