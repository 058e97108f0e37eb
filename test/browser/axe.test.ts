import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launch } from '../chromium.ts'
import { assertAccessible } from './axe.ts'
import { openPage } from './page.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

const pageOf = (part: string) =>
  `data:text/html,<!doctype html><html lang="en"><title>Page</title>
    <meta name="viewport" content="width=device-width"><main><h1>Page</h1>${part}</main>`
const small = 'width:12px;height:12px;padding:0;border:0'
const picture = 'background:%23fff url(data:image/gif;base64,R0lGODlhAQABAAAAACw=)'

const faults: [what: string, found: RegExp, faulty: string, mended: string][] = [
  [
    'two buttons that a finger cannot tell apart',
    /target-size/,
    `<button style="${small}">A</button><button style="${small}">B</button>`,
    '<button style="padding:1rem">A</button><button style="padding:1rem">B</button>',
  ],
  [
    'words that are too pale beside a picture, which axe leaves to a person',
    /color-contrast/,
    `<p style="${picture};color:%23999">Words</p>`,
    `<p style="${picture};color:%23666">Words</p>`,
  ],
]
for (const [what, found, faulty, mended] of faults)
  test(`the look at what everybody can use finds ${what}`, async () => {
    const watched = await openPage(browser, {})
    const { page } = watched
    await page.goto(pageOf(faulty))
    await assert.rejects(assertAccessible(page), found)
    await page.goto(pageOf(mended))
    await assertAccessible(page)
    await watched.close()
  })
