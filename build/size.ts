import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ClientAssets } from '../src/web/assets.ts'
import { buildClient } from './client.ts'

/** What `npm run size` prints: what each page loads of ours, and what it may weigh in gzip. */

type Script = 'checkoutJs' | 'orderJs' | 'tablesJs' | 'proofJs' | 'dashboardJs'

interface Page {
  page: string
  script: Script | null
  jsBytesMax: number
  /** Which style sheet, where it is not the guests'. */
  sheet?: 'css' | 'dashboardCss'
  /**
   * What it loads later, when somebody asks for it, is not the first screen's; but these are,
   * though they are loaded apart. Of several between which it chooses the heaviest counts.
   */
  loadsApart?: string[][]
}

/** The pages by the script that they load; a page without one is as light as the night's. */
const pages: Page[] = [
  { page: 'night', script: null, jsBytesMax: 10_000 },
  { page: 'tables', script: 'tablesJs', jsBytesMax: 2500 },
  { page: 'checkout', script: 'checkoutJs', jsBytesMax: 45_000 },
  { page: 'order', script: 'orderJs', jsBytesMax: 2000 },
  { page: 'unpaid', script: 'proofJs', jsBytesMax: 7000 },
  {
    page: 'dashboard',
    script: 'dashboardJs',
    jsBytesMax: 200_000,
    sheet: 'dashboardCss',
    loadsApart: [['english', 'spanish'], ['first_steps_panel'], ['first_steps_page']],
  },
]
/** All pages of guests share one style sheet, and all of the venue's own another. */
const cssBytesMax = { css: 10_000, dashboardCss: 20_000 }

/** What a page loads of one kind, in bytes of gzip; Stripe.js and typefaces are not counted. */
export interface PageSize {
  page: string
  kind: 'JS' | 'CSS'
  files: string[]
  gzipBytes: number
  gzipBytesMax: number
}

/** The sizes of what the pages load, with everything that their scripts import. */
export function pageSizes(assets: ClientAssets): PageSize[] {
  return pages.flatMap(({ page, script, jsBytesMax, sheet = 'css', loadsApart }) => {
    const pattern = loadsApart ? IMPORTED_AT_ONCE : IMPORTED
    const scripts = script ? withImports(assets.folder, basename(assets[script]), pattern) : []
    for (const names of loadsApart ?? [])
      withImports(assets.folder, heaviest(assets.folder, scripts, names), pattern, scripts)
    return [
      weigh(assets, { page, kind: 'JS', files: scripts, gzipBytesMax: jsBytesMax }),
      weigh(assets, {
        page,
        kind: 'CSS',
        files: [basename(assets[sheet])],
        gzipBytesMax: cssBytesMax[sheet],
      }),
    ]
  })
}

/** Is the page heavier than it may be? */
export function isTooHeavy({ gzipBytes, gzipBytesMax }: PageSize): boolean {
  return gzipBytes > gzipBytesMax
}

/** A line for each of `sizes`, the heavy ones marked. */
export function sizeTable(sizes: PageSize[]): string {
  const lines = sizes.map((size) => {
    const { page, kind, files, gzipBytes, gzipBytesMax } = size
    const budget = `${kilobytes(gzipBytes)} of${kilobytes(gzipBytesMax)}`
    const mark = isTooHeavy(size) ? '  TOO HEAVY' : ''
    return `${page.padEnd(10)}${kind.padEnd(4)}${budget}  ${files.join(', ') || '-'}${mark}`
  })
  return `gzip, ours, without Stripe.js\n${lines.join('\n')}\n`
}

function weigh(assets: ClientAssets, size: Omit<PageSize, 'gzipBytes'>): PageSize {
  const weights = size.files.map((file) => bytesOf(assets.folder, file))
  return { ...size, gzipBytes: weights.reduce((sum, bytes) => sum + bytes, 0) }
}

function bytesOf(folder: string, file: string): number {
  return gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
}

/** The heaviest file of those that `scripts` load apart by one of these names. */
function heaviest(folder: string, scripts: string[], names: string[]): string {
  const texts = scripts.map((script) => readFileSync(join(folder, script), 'utf8')).join('\n')
  const files = [...texts.matchAll(IMPORTED)].map(([, file = '']) => file)
  const found = names.map((name) => {
    const file = files.find((one) => one.startsWith(`${name}-`))
    if (!file) throw new Error(`Nothing loads ${name}.`)
    return file
  })
  return found.toSorted((a, b) => bytesOf(folder, b) - bytesOf(folder, a))[0] ?? ''
}

const IMPORTED = /(?:from|import)\s*\(?["'`]\.\/([\w-]+\.js)["'`]/g
const IMPORTED_AT_ONCE = /(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g

/** `file` and what it imports, each once. */
function withImports(
  folder: string,
  file: string,
  pattern: RegExp,
  found: string[] = [],
): string[] {
  if (found.includes(file)) return found
  found.push(file)
  const text = readFileSync(join(folder, file), 'utf8')
  for (const [, name = ''] of text.matchAll(pattern)) withImports(folder, name, pattern, found)
  return found
}

function kilobytes(count: number): string {
  return `${(count / 1000).toFixed(1)} kB`.padStart(9)
}

if (import.meta.main) {
  const sizes = pageSizes(await buildClient())
  process.stdout.write(sizeTable(sizes))
  if (sizes.some(isTooHeavy)) process.exitCode = 1
}
