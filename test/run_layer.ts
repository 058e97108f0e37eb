import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import type { Layer } from './layers.ts'

/** How a layer went. */
export interface Outcome {
  /** Tests that passed and failed; a failed check that is no test counts as one. */
  passed: number
  failed: number
  /** What to print of a failure, the way to run just that included; '' when all is well. */
  report: string
}

const ROOT = resolve(import.meta.dirname, '..')
/** Longer than any test takes on a busy machine: what hangs is named instead of hanging the run. */
const TEST_MS_MAX = 300_000
/** Longer than any test file takes on a busy machine: several long nights are played by one. */
const FILE_MS_MAX = 1_500_000
/** Files that run at once: each of them runs a server, a database and maybe a browser. */
const FILES_AT_ONCE = Math.max(2, availableParallelism())

/**
 * Runs one layer, quietly. `root` is the project's folder, and `fileMsMax` how long one test file
 * may take in milliseconds; tests of this choose their own.
 */
export function runLayer(
  layer: Layer,
  root: string = ROOT,
  fileMsMax = FILE_MS_MAX,
): Promise<Outcome> {
  if ('command' in layer) return runCommand(layer.name, layer.command)
  return runTests(layer, root, fileMsMax)
}

async function runCommand(name: string, command: string[]): Promise<Outcome> {
  const [program = '', ...args] = command
  const script = program.endsWith('.ts') ? program : join('node_modules', '.bin', program)
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const code = await new Promise((done) => child.once('close', done))
  if (code === 0) return { passed: 0, failed: 0, report: '' }
  return { passed: 0, failed: 1, report: `${output.trimEnd()}\n\nAgain: npm test -- ${name}` }
}

async function runTests(
  layer: Layer & { tests: string[] },
  root: string,
  fileMsMax: number,
): Promise<Outcome> {
  const files = layer.tests.flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted()
  const stream = run({
    files: files.map((file) => join(root, file)),
    cwd: root,
    concurrency: FILES_AT_ONCE,
    timeout: TEST_MS_MAX,
    execArgv: ['--import', import.meta.resolve('./file_limit.ts')],
    env: { ...process.env, TEST_FILE_MS_MAX: String(fileMsMax) },
  })
  const failedFiles = new Set<string>()
  const printed = new Map<string, string>()
  let counts = { tests: 0, passed: 0, skipped: 0, todo: 0 }
  stream.on('test:fail', ({ file }) => failedFiles.add(file ?? ''))
  stream.on('test:stderr', ({ file, message }) => {
    printed.set(file, (printed.get(file) ?? '') + message)
  })
  stream.on('test:summary', (summary) => {
    // Each file ends with a summary of its own; the one without a file is of all.
    if (!summary.file) counts = summary.counts
  })
  let text = ''
  for await (const piece of stream.compose(new spec())) text += String(piece)
  const failed = counts.tests - counts.passed - counts.skipped - counts.todo
  const faults = [
    ...(failed > 0 ? [failuresOf(text)] : []),
    // A file that cannot even be loaded says why on standard error alone.
    ...[...failedFiles].flatMap((file) => printed.get(file) ?? []),
    ...(failed > 0 ? again(layer.name, failedFiles) : []),
    ...(counts.tests === 0 ? [`No test ran: nothing matches ${layer.tests.join(', ')}.`] : []),
    ...(counts.skipped + counts.todo > 0
      ? [`${counts.skipped} skipped and ${counts.todo} to do: every test must run.`]
      : []),
  ]
  const report = faults.join('\n')
  return { passed: counts.passed, failed: report ? Math.max(failed, 1) : 0, report }
}

/** The reporter lists every test first and what went wrong at the end. */
function failuresOf(text: string): string {
  const start = text.indexOf('failing tests:')
  return start === -1 ? text : text.slice(start)
}

function again(name: string, files: Set<string>): string[] {
  const shown = [...files].filter(Boolean).map((file) => file.replace(`${ROOT}/`, ''))
  if (shown.length === 0) return [`Again: npm test -- ${name}`]
  return shown.map((file) => `Again: node launch.mjs --test ${file}`)
}
