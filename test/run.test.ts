import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chosenLayers, layers, type Layer } from './layers.ts'
import { leftProcesses, markRun } from './leaks.ts'
import type { Outcome } from './run_layer.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-run-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Runs a layer as test/run.ts does, outside of this test run, which would take its tests over. Each
 * file may take `fileMsMax` milliseconds.
 */
function outcomeOf(layer: Layer, fileMsMax = 60_000): Outcome {
  const program = `
    import { runLayer } from ${JSON.stringify(import.meta.resolve('./run_layer.ts'))}
    const layer = ${JSON.stringify(layer)}
    const outcome = await runLayer(layer, ${JSON.stringify(folder)}, ${fileMsMax})
    process.stdout.write(JSON.stringify(outcome))`
  const script = join(folder, `${layer.name}.mjs`)
  writeFileSync(script, program)
  const { NODE_TEST_CONTEXT: _nested, ...env } = process.env
  const ended = spawnSync(process.execPath, [script], { env, encoding: 'utf8' })
  assert.equal(ended.stderr, '')
  return JSON.parse(ended.stdout) as Outcome
}

function testsOf(name: string, ...lines: string[]): Layer {
  mkdirSync(join(folder, name))
  const text = ["import { test } from 'node:test'", ...lines].join('\n')
  writeFileSync(join(folder, name, 'a.test.mjs'), text)
  return { name, what: '', tests: [`${name}/*.test.mjs`] }
}

test('tests that pass are counted and leave nothing to report', () => {
  const layer = testsOf('green', "test('one', () => {})", "test('two', () => {})")
  assert.deepEqual(outcomeOf(layer), { passed: 2, failed: 0, report: '' })
})

test('a test that fails is reported with its message and the way to run its file', () => {
  const fails = "test('it holds', () => { throw new Error('it does not') })"
  const outcome = outcomeOf(testsOf('red', "test('one', () => {})", fails))
  assert.deepEqual([outcome.passed, outcome.failed], [1, 1])
  assert.match(
    outcome.report,
    /it holds[\s\S]*it does not[\s\S]*Again: .* --test .*red\/a\.test\.mjs/,
  )
})

test('a file that cannot even be loaded fails', () => {
  const outcome = outcomeOf(testsOf('broken', "import './missing.mjs'"))
  assert.equal(outcome.failed, 1)
  assert.match(outcome.report, /missing\.mjs/)
})

/** Until then the file must have begun to hang, also on a very busy machine. */
const HANG_MS = 5_000
const hanging = {
  'whose set-up never ends': 'await new Promise(() => setInterval(() => {}, 1000))',
  'that leaves something open': "test('one', () => {}); setInterval(() => {}, 1000)",
}
for (const [what, line] of Object.entries(hanging)) {
  test(`a file ${what} is ended, named, and fails`, () => {
    const outcome = outcomeOf(testsOf(what.replaceAll(' ', '-'), line), HANG_MS)
    assert.equal(outcome.failed, 1)
    assert.match(outcome.report, /a\.test\.mjs did not end within 5 s\. Still open: .*1 Timeout/)
  })
}

for (const how of ['skip', 'todo']) {
  test(`a layer with a test marked ${how} fails`, () => {
    const outcome = outcomeOf(
      testsOf(how, "test('one', () => {})", `test('two', { ${how}: true })`),
    )
    assert.ok(outcome.failed > 0)
    assert.match(outcome.report, /every test must run/)
  })
}

test('a layer in which no test runs fails', () => {
  const outcome = outcomeOf({ name: 'none', what: '', tests: ['nowhere/*.test.ts'] })
  assert.equal(outcome.failed, 1)
  assert.match(outcome.report, /No test ran: nothing matches nowhere/)
})

test('a command that fails is reported with its output', () => {
  const outcome = outcomeOf({ name: 'lint', what: '', command: ['oxlint', '--no-such-option'] })
  assert.deepEqual([outcome.passed, outcome.failed], [0, 1])
  assert.match(outcome.report, /no-such-option[\s\S]*Again: npm test -- lint$/)
})

test('a process of the run that nobody ended is found until it is gone', async () => {
  markRun()
  const left = spawn('sleep', ['600'])
  const found = await leftProcesses(0)
  left.kill()
  await once(left, 'exit')
  // Only Linux shows whose a process is.
  const expected = process.platform === 'linux' ? [`Process ${left.pid} still runs: sleep 600`] : []
  assert.deepEqual(found, expected)
  assert.deepEqual(await leftProcesses(), [])
})

test('layers are chosen by name and run in the order of the list; an unknown one is refused', () => {
  assert.deepEqual(chosenLayers([]), layers)
  assert.deepEqual(
    chosenLayers(['flows', 'types']).map(({ name }) => name),
    ['types', 'flows'],
  )
  assert.throws(() => chosenLayers(['flow']), /no layer "flow": choose from types, lint/)
})
