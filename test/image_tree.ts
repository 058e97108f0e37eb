import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { chmod, copyFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { buildClient } from '../build/client.ts'
import { copiesOf, saidBy, stagesOf } from './dockerfile.ts'

/** What an image would hold, as a folder; nothing in it can be written by who runs it. */
export interface ImageTree {
  /** Its root: what stands in /app of the image stands in `app` below it. */
  root: string
  /** A Node.js that an ordinary user may enter the folder of. */
  node: string
  /** What the image runs, and what asks whether that lives, both without the `node` before them. */
  command: string[]
  healthcheck: string[]
  /** Removes it. */
  remove(): Promise<void>
}

const ROOT = resolve(import.meta.dirname, '..')

interface Locked {
  dev?: boolean
  optional?: boolean
  devOptional?: boolean
}

/**
 * Carries out the Dockerfile without a container: its files, the packages that `npm ci --omit=dev
 * --omit=optional` installs, taken from what is installed here, and the browser's files as built.
 */
export async function buildImageTree(): Promise<ImageTree> {
  const image = stagesOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).at(-1)
  if (!image) throw new Error('The Dockerfile has no stage.')
  await buildClient()
  const root = mkdtempSync(join(tmpdir(), 'coatcheck-image-'))
  await chmod(root, 0o755)
  const app = join(root, saidBy(image, 'WORKDIR').at(-1) ?? '')
  for (const { stage, sources, target } of copiesOf(image))
    for (const source of sources) {
      if (stage === 'packages') copyPackages(join(app, target))
      else if (stage) copyTree(source.replace('/build/', ''), join(app, target))
      else copyTree(source, target === './' ? join(app, source) : join(app, target))
    }
  const node = join(root, 'node')
  await copyFile(process.execPath, node)
  if (process.getuid?.() !== 0) await setWritable(app, false)
  const [health = ''] = saidBy(image, 'HEALTHCHECK')
  return {
    root,
    node,
    command: wordsOf(saidBy(image, 'CMD')[0] ?? ''),
    healthcheck: wordsOf(health.replace(/^.*?CMD /, '')),
    remove: async () => {
      if (process.getuid?.() !== 0) await setWritable(app, true)
      rmSync(root, { recursive: true })
    },
  }
}

/** What stands behind `node` in the form of a command that no shell reads. */
function wordsOf(text: string): string[] {
  const [program, ...words] = JSON.parse(text) as string[]
  if (program !== 'node') throw new Error(`${program} is not in the image.`)
  return words
}

/** As .dockerignore has it: no test gets in. */
function copyTree(from: string, to: string): void {
  cpSync(join(ROOT, from), to, { recursive: true, filter: isNoTest })
}

const isNoTest = (path: string) => !path.endsWith('.test.ts')

function copyPackages(to: string): void {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  const wanted = Object.entries(packages)
    .filter(([path, { dev, optional, devOptional }]) => path && !dev && !optional && !devOptional)
    .map(([path]) => path)
  for (const path of wanted) {
    const target = join(dirname(to), path)
    mkdirSync(target, { recursive: true })
    // One that lies within another's folder comes on its own, where it is wanted at all.
    const inner = join(ROOT, path, 'node_modules')
    if (!existsSync(join(ROOT, path))) throw new Error(`${path} is not installed.`)
    cpSync(join(ROOT, path), target, { recursive: true, filter: (from) => from !== inner })
  }
}

/** Root's files are nobody else's to write; those of an ordinary user are made so. */
async function setWritable(folder: string, isWritable: boolean): Promise<void> {
  await chmod(folder, isWritable ? 0o755 : 0o555)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await setWritable(path, isWritable)
    else if (!entry.isSymbolicLink()) await chmod(path, isWritable ? 0o644 : 0o444)
  }
}
