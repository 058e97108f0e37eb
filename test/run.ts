import { chosenLayers, type Layer } from './layers.ts'
import { leftDatabases, leftProcesses, markRun } from './leaks.ts'
import { startTestServer, type TestServer } from './postgres.ts'
import { runLayer, type Outcome } from './run_layer.ts'

// What `npm test` runs: every layer of test/layers.ts, or those named on the command line. One line
// a layer when all is well; a failure shows its output, and the layers after it run all the same.

const NAME_WIDTH = 9
const total = { passed: 0, failed: 0 }

process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

try {
  markRun()
  await runAll(chosenLayers(process.argv.slice(2).filter((word) => word !== '--')))
} catch (error) {
  total.failed += 1
  process.stdout.write(`${(error as Error).message}\n`)
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 ? 0 : 1)

async function runAll(layers: Layer[]): Promise<void> {
  const needsServer = layers.some((layer) => 'tests' in layer && layer.name !== 'tidy')
  const server = needsServer ? await startTestServer() : undefined
  // The test files find the server by it.
  if (server) process.env['TEST_POSTGRES_URL'] = server.url
  for (const layer of layers) {
    const started = performance.now()
    print(layer, await runLayer(layer), performance.now() - started)
  }
  await reportLeaks(server)
}

function print(layer: Layer, outcome: Outcome, ms: number): void {
  total.passed += outcome.passed
  total.failed += outcome.failed
  const tests = 'tests' in layer ? `, ${outcome.passed} passed` : ''
  const mark = outcome.failed === 0 ? '✔' : '✖'
  const seconds = (ms / 1000).toFixed(1).padStart(6)
  const failed = outcome.failed > 0 ? `, ${outcome.failed} failed` : ''
  const name = layer.name.padEnd(NAME_WIDTH)
  process.stdout.write(`${mark} ${name}${seconds} s  ${layer.what}${tests}${failed}\n`)
  if (outcome.report) process.stdout.write(`\n${indent(outcome.report)}\n\n`)
}

async function reportLeaks(server: TestServer | undefined): Promise<void> {
  const databases = server ? await leftDatabases(server.url) : []
  await server?.stop()
  const leaks = [...databases, ...(await leftProcesses())]
  if (leaks.length === 0) return
  total.failed += leaks.length
  process.stdout.write(`✖ left behind\n\n${indent(leaks.join('\n'))}\n`)
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ')
}
