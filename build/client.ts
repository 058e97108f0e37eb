import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  clientFolder,
  readAssets,
  readManifest,
  type ClientAssets,
  type ClientManifest,
} from '../src/web/assets.ts'
import { bundle } from './bundle.ts'

const projectRoot = resolve(import.meta.dirname, '..')
/** Everything the browser's files are made from. */
const inputs = [
  'src/web/client/**/*.{ts,tsx,css}',
  'src/web/messages/app/**/*.ts',
  'src/web/storefront/styles/**/*',
  'src/web/dashboard/styles/**/*',
  'build/*.ts',
  'package-lock.json',
]
/**
 * Files of earlier builds stay for a day: a page that was sent before a build still asks for them,
 * and a server that was started before it still names them.
 */
const keptMsMax = 24 * 60 * 60 * 1000

/**
 * Builds the browser's files of the project in `root` into `folder` and says where they are. Does
 * nothing when what they are made from is unchanged. Safe in several processes at once: each
 * builds in a folder of its own, the files' names carry the hash of their content, and the
 * manifest, which alone makes a build count, is moved in last. Throws when anything is amiss.
 */
export async function buildClient(
  folder: string = join(projectRoot, clientFolder),
  root: string = projectRoot,
): Promise<ClientAssets> {
  const inputsHash = hashInputs(root)
  if (readManifest(folder)?.inputs_hash === inputsHash) return readAssets(folder)

  await mkdir(join(folder, 'assets'), { recursive: true })
  const workshop = await mkdtemp(join(folder, 'building-'))
  try {
    const { files, ...addresses } = await bundle(root, workshop)
    const packed = await pack(workshop, files)
    const names = [...files, ...packed].map((file) => basename(file))
    await moveIn(workshop, folder, { inputs_hash: inputsHash, ...addresses, files: names })
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
  await removeOldFiles(folder)
  return readAssets(folder)
}

function hashInputs(root: string): string {
  const hash = createHash('sha256')
  const paths = globSync(inputs, { cwd: root, exclude: ['**/*.test.ts'] })
  for (const path of paths.toSorted()) {
    const full = join(root, path)
    const content = readContent(full)
    if (content) hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** The content of a file; undefined for a folder, which a pattern finds too. */
function readContent(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return undefined
    throw error
  }
}

/** Puts what browsers take packed beside each file, so that no request waits for it. */
async function pack(workshop: string, files: string[]): Promise<string[]> {
  const texts = files.filter((file) => /\.(css|js|svg|wasm)$/.test(file))
  for (const file of texts) {
    const content = gzipSync(await readFile(join(workshop, file)), { level: 9 })
    await writeFile(join(workshop, `${file}.gz`), content)
  }
  return texts.map((file) => `${file}.gz`)
}

async function moveIn(workshop: string, folder: string, manifest: ClientManifest): Promise<void> {
  const now = new Date()
  for (const name of manifest.files) {
    // A file that an older build shares counts as new again.
    await utimes(join(workshop, 'assets', name), now, now)
    await rename(join(workshop, 'assets', name), join(folder, 'assets', name))
  }
  const draft = join(workshop, 'manifest.json')
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(draft, join(folder, 'manifest.json'))
}

/** Removes what no page asks for any more, and the workshops of builds that were killed. */
async function removeOldFiles(folder: string): Promise<void> {
  const current = new Set(readManifest(folder)?.files.map((name) => join('assets', name)))
  const assets = (await readdir(join(folder, 'assets'))).map((name) => join('assets', name))
  const workshops = (await readdir(folder)).filter((name) => name.startsWith('building-'))
  for (const name of [...assets, ...workshops]) {
    const made = await stat(join(folder, name)).catch(() => undefined)
    const isOld = made !== undefined && Date.now() - made.mtimeMs > keptMsMax
    if (isOld && !current.has(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

if (import.meta.main) await buildClient()
