import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const ROOT = resolve(import.meta.dirname, '..')
/**
 * Ours instead of the package's own, which put all of the browser into one process. Without them
 * a container without a screen, without much shared memory or with only root cannot run it, and
 * it would ask the internet for updates.
 */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

/**
 * Starts a real Chromium: the one at CHROMIUM_PATH, the one that npm installed (Linux on x64), or
 * else the Chrome of the system. Meant once per test file; close it in `after`. `more` are
 * arguments that only some tests need.
 */
export async function launch(more: string[] = []): Promise<Browser> {
  const args = [...ARGUMENTS, ...more]
  const given = process.env['CHROMIUM_PATH']
  const executablePath = given ?? (await installed())
  if (executablePath) return chromium.launch({ executablePath, args })
  try {
    return await chromium.launch({ channel: 'chrome', args })
  } catch (error) {
    throw new Error('No browser was found: install Chrome, or set CHROMIUM_PATH to a Chromium.', {
      cause: error,
    })
  }
}

async function installed(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const manifest = join(ROOT, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const folder = join(ROOT, '.build', `chromium-${version}`)
  if (!existsSync(folder)) await unpack(folder)
  // The libraries that bare systems lack, and fonts, so that pages look the same everywhere.
  process.env['LD_LIBRARY_PATH'] = join(folder, 'al2023', 'lib')
  process.env['FONTCONFIG_PATH'] = join(folder, 'fonts')
  return join(folder, 'chromium')
}

/**
 * The package would unpack to fixed names under /tmp, where a killed run leaves half a browser, two
 * runs meet, and another user's browser stands in the way. So it unpacks to a folder of our own,
 * which is moved into place when it is whole.
 */
async function unpack(folder: string): Promise<void> {
  const draft = `${folder}.draft-${process.pid}`
  const temporary = process.env['TMPDIR']
  mkdirSync(draft, { recursive: true })
  process.env['TMPDIR'] = draft
  // Only on what it takes for one of Amazon's machines does it unpack the libraries too.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x'
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
  }
  const fonts = join(draft, 'fonts', 'fonts.conf')
  writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('>/tmp/', `>${folder}/`))
  try {
    renameSync(draft, folder)
  } catch (error) {
    // Another test file was faster.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}
