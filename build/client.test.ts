import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { appendFile, cp, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { readAssets, type ClientAssets } from '../src/web/assets.ts'
import { buildClient } from './client.ts'
import { isTooHeavy, pageSizes, sizeTable } from './size.ts'

let folder = ''
let assets: ClientAssets
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coatcheck-client-'))
  assets = await buildClient(folder)
})
after(() => rm(folder, { recursive: true, force: true }))

const WITHOUT_SCRIPT = new Set(['night'])

test('the pages stay within their budgets', () => {
  const sizes = pageSizes(assets)
  assert.ok(!sizes.some(isTooHeavy), sizeTable(sizes))
  for (const { page, kind, gzipBytes } of sizes)
    assert.equal(gzipBytes > 0, !WITHOUT_SCRIPT.has(page) || kind === 'CSS', `${page} ${kind}`)
})

test('what a script imports is weighed with it, and a page above its budget is named', async () => {
  const other = await mkdtemp(join(tmpdir(), 'coatcheck-client-'))
  try {
    await cp(assets.folder, other, { recursive: true })
    const heavy = { ...assets, folder: other }
    await writeFile(join(other, 'heavy.js'), randomBytes(3000))
    await appendFile(join(other, basename(assets.orderJs)), ';import"./heavy.js"')
    const tooHeavy = pageSizes(heavy).filter(isTooHeavy)
    assert.deepEqual(
      tooHeavy.map(({ page, kind }) => `${page} ${kind}`),
      ['order JS'],
    )
    assert.match(sizeTable(tooHeavy), /^order .* heavy\.js.* {2}TOO HEAVY$/m)
  } finally {
    await rm(other, { recursive: true, force: true })
  }
})

test('the dashboard’s first screen is weighed with its language, and without a chart', () => {
  const weighed = pageSizes(assets).find(({ page, kind }) => page === 'dashboard' && kind === 'JS')
  const has = (name: string) => weighed?.files.some((file) => file.startsWith(`${name}-`)) ?? false
  assert.ok(has('english') !== has('spanish'), weighed?.files.join(' '))
  assert.ok(has('first_steps_panel') && has('first_steps_page'))
  assert.ok(readdirSync(assets.folder).some((file) => file.startsWith('chart-')))
  assert.ok(!has('chart'))
})

test('every file is served under /assets/ by a name that carries its hash', () => {
  const pages = [assets.checkoutJs, assets.orderJs, assets.tablesJs, assets.proofJs]
  const scripts = [...pages, assets.dashboardJs]
  const addresses = [assets.css, assets.dashboardCss, ...scripts, assets.favicon, ...assets.fonts]
  for (const address of addresses) {
    assert.match(address, /^\/assets\/[\w-]+-[\w-]{8}\.(css|js|svg|woff2)$/)
    assert.ok(existsSync(join(assets.folder, basename(address))), address)
  }
  assert.equal(assets.fonts.length, 1)
})

test('the checkout runs on Preact: React itself is not in the bundle', () => {
  const script = readFileSync(join(assets.folder, basename(assets.checkoutJs)), 'utf8')
  assert.ok(!script.includes('react.transitional.element'))
  assert.ok(!script.includes('Minified React error'))
})

test('what is sent tells nothing of the machine that built it; guests get no inline style', () => {
  // React itself can make style elements. The policy refuses them; the dashboard asks for none.
  const pages = pageSizes(assets).filter(({ page }) => page !== 'dashboard')
  const guests = new Set(pages.flatMap(({ files }) => files))
  for (const name of readdirSync(assets.folder)) {
    assert.ok(!name.endsWith('.map'), name)
    if (!/\.(js|css)$/.test(name)) continue
    const text = readFileSync(join(assets.folder, name), 'utf8')
    for (const trace of [process.cwd(), tmpdir(), 'node_modules', 'sourceMappingURL']) {
      assert.ok(!text.includes(trace), `${name} contains ${trace}`)
    }
    for (const trace of ['createElement("style")', 'createElement(`style`)', 'insertRule']) {
      assert.ok(!guests.has(name) || !text.includes(trace), `${name} contains ${trace}`)
    }
    // The policy lets images come so, but no typeface.
    assert.ok(!text.includes('data:font'), `${name} carries a typeface`)
  }
})

test('a build of unchanged inputs is skipped: nothing is written', async () => {
  const writtenAt = () =>
    [join(folder, 'manifest.json'), join(assets.folder, basename(assets.checkoutJs))].map(
      (path) => statSync(path, { bigint: true }).ctimeNs,
    )
  const earlier = writtenAt()
  assert.deepEqual(await buildClient(folder), assets)
  assert.deepEqual(writtenAt(), earlier)
})

test('a build that lost a file is made again, and says so until then', async () => {
  const other = await mkdtemp(join(tmpdir(), 'coatcheck-client-'))
  try {
    assert.throws(() => readAssets(other), /run npm run build/)
    const built = await buildClient(other)
    rmSync(join(built.folder, basename(built.css)))
    assert.throws(() => readAssets(other), /run npm run build/)
    assert.deepEqual(await buildClient(other), built)
    assert.ok(existsSync(join(built.folder, basename(built.css))))
  } finally {
    await rm(other, { recursive: true, force: true })
  }
})

test('two processes may build at once: both find a whole build and nothing is left over', async () => {
  const other = await mkdtemp(join(tmpdir(), 'coatcheck-client-'))
  const script = `
    const { buildClient } = await import(${JSON.stringify(import.meta.resolve('./client.ts'))})
    console.log(JSON.stringify(await buildClient(${JSON.stringify(other)})))`
  try {
    const outputs = await Promise.all([run(script), run(script)])
    const [one, two] = outputs.map((output) => JSON.parse(output) as ClientAssets)
    assert.deepEqual(one, two)
    assert.deepEqual(readAssets(other), one)
    assert.deepEqual(readdirSync(other).toSorted(), ['assets', 'manifest.json'])
  } finally {
    await rm(other, { recursive: true, force: true })
  }
})

test('files of an older build outlive the next one by a day, for pages that still name them', async () => {
  const names = ['checkout-yesterday.js', 'checkout-longago.js']
  const [yesterday, longAgo] = names.map((name) => join(assets.folder, name)) as [string, string]
  await Promise.all([writeFile(yesterday, ''), writeFile(longAgo, '')])
  await utimes(yesterday, hoursAgo(23), hoursAgo(23))
  await utimes(longAgo, hoursAgo(25), hoursAgo(25))
  rmSync(join(folder, 'manifest.json'))
  await buildClient(folder)
  assert.deepEqual([existsSync(yesterday), existsSync(longAgo)], [true, false])
  rmSync(yesterday)
})

function hoursAgo(hours: number): Date {
  return new Date(Date.now() - hours * 3_600_000)
}

async function run(script: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  assert.equal(code, 0, errors)
  assert.equal(errors, '')
  return output
}
