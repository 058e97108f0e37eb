// Loaded before each test file. The test runner's own limit is for a test: a file whose set-up
// never ends, or that leaves something open, would hang the whole run, and nobody would know which.
import { relative } from 'node:path'

const limitMs = Number(process.env['TEST_FILE_MS_MAX'])

setTimeout(() => {
  const file = relative(process.cwd(), process.argv[1] ?? '')
  const open = Object.entries(Object.groupBy(process.getActiveResourcesInfo(), (name) => name))
    .map(([name, all]) => `${all?.length} ${name}`)
    .join(', ')
  process.stderr.write(`${file} did not end within ${limitMs / 1000} s. Still open: ${open}.\n`)
  process.exit(1)
}, limitMs).unref()
